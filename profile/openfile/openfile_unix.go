//go:build unix

// Package openfile opens files for reading as os.Open does, but without Go's network poller. That is started for the first
// file that is opened, has no use for files, and would be a fiftieth of the time of a run that finds all it needs in the
// cache.
//
// It is not responsible for what kind of file that is: a read of a pipe or terminal waits, and holds a thread meanwhile.
package openfile

import (
	"os"
	"syscall"
)

// ForReading opens a file for reading, with more flags than that, such as syscall.O_NOFOLLOW. With O_NONBLOCK it doesn't
// wait for the other end of a pipe. The error is a *os.PathError.
func ForReading(path string, flags int) (*os.File, error) {
	for {
		fd, err := syscall.Open(path, os.O_RDONLY|syscall.O_CLOEXEC|flags, 0)
		if err == syscall.EINTR { // as by a signal while a network file system takes its time
			continue
		}
		if err != nil {
			return nil, &os.PathError{Op: "open", Path: path, Err: err}
		}
		if flags&syscall.O_NONBLOCK != 0 {
			syscall.SetNonblock(fd, false) // what blocks is what os.NewFile doesn't give to the poller
		}
		return os.NewFile(uintptr(fd), path), nil
	}
}
