package cache

import "errors"

// killed is what is said of a process that was killed.
const killed = "exit status 1"

func onlySmallFiles() error { return errors.New("a limit of Unix") }
