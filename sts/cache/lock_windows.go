package cache

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockKernel locks one byte far behind the end of the file: a lock keeps others from reading what it covers, and they
// are to read the process id.
func lockKernel(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
	switch err {
	case nil:
		return nil
	case windows.ERROR_LOCK_VIOLATION:
		return errBusy
	}
	return &os.PathError{Op: "LockFileEx", Path: f.Name(), Err: err}
}

// removeLock removes a lock file that nobody holds: the system refuses while anyone has it open.
func removeLock(path string) error {
	err := os.Remove(path)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		return errBusy
	}
	return err
}
