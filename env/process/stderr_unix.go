//go:build unix

package process

import (
	"os"

	"golang.org/x/sys/unix"
)

// Stderr is the same stream by another descriptor, which children don't inherit. Go ends the process, by SIGPIPE, when it
// writes to descriptor 1 or 2 and nobody reads from there any more; with any other the write fails, and that is all.
func Stderr(stderr *os.File) *os.File {
	fd, err := unix.FcntlInt(stderr.Fd(), unix.F_DUPFD_CLOEXEC, 3)
	if err != nil { // it is closed, or there is none left
		return stderr
	}
	return os.NewFile(uintptr(fd), stderr.Name())
}
