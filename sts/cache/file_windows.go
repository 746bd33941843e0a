package cache

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

const noFollow = 0 // a link needs a right that ordinary users don't have

// private is content: files in the user's LocalAppData inherit an access list with the user, administrators and the
// system, and the mode says nothing about it.
func private(fs.FileInfo) error { return nil }

// rename tries for half a second, since a file can't be replaced in the moment in which another process reads it.
func rename(from, to string) error {
	for try := 1; ; try++ {
		err := os.Rename(from, to)
		inUse := errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
		if !inUse || try == 50 {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}
