package cache

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/windows"

	"aws-runas/profile/openfile"
)

// openLock opens a lock file, which it makes where there is none. One that is being removed can't be opened until whoever
// has it open has closed it, which is said in the same words as that it may never be opened: that is believed after a while.
func openLock(path string) (*os.File, error) {
	const patience = 2 * time.Second
	for began := time.Now(); ; time.Sleep(pollInterval) {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if !openfile.Changing(err) {
			return f, err
		}
		if time.Since(began) < patience {
			continue
		}
		if _, there := os.Lstat(path); errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(there, fs.ErrNotExist) {
			return nil, errBusy
		}
		return nil, err
	}
}

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
	if openfile.Changing(err) {
		return errBusy
	}
	return err
}
