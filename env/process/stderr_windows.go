package process

import "os"

// Stderr is the stream as it is: Windows has no SIGPIPE.
func Stderr(stderr *os.File) *os.File { return stderr }
