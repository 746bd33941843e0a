// Package openfile opens files for reading so that they can be replaced and removed meanwhile.
package openfile

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// patience is for how long a file that is just being replaced or removed is tried again: Windows refuses to open it, and
// says of it what it says of one that may never be read.
const patience = 200 * time.Millisecond

// ForReading opens a file for reading; there are no more flags. The error is a *os.PathError.
func ForReading(path string, _ int) (*os.File, error) {
	for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		f, err := open(path)
		if !Changing(err) || time.Since(began) >= patience {
			return f, err
		}
	}
}

// Changing reports whether the error may come from another process that is just replacing or removing the file.
func Changing(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

func open(path string) (*os.File, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	// os.Open doesn't share the right to delete, which replacing needs.
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	handle, err := windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(handle), path), nil
}
