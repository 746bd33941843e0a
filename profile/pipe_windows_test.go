package profile

import "errors"

func makePipe(string) error { return errors.New("not here") }
