//go:build unix

package cache

import (
	"os"

	"golang.org/x/sys/unix"
)

func openLock(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|noFollow, 0o600)
}

func lockKernel(f *os.File) error {
	for {
		switch err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err {
		case nil:
			return nil
		case unix.EINTR:
		case unix.EWOULDBLOCK:
			return errBusy
		default: // as on a network file system without locks
			return &os.PathError{Op: "flock", Path: f.Name(), Err: err}
		}
	}
}

// removeLock removes a lock file that nobody holds. It does so with the lock held: who opened the file before it went
// will see, once the lock is theirs, that the file is gone.
func removeLock(path string) error {
	held, err := tryLock(path)
	if err != nil {
		return err
	}
	defer held.Close()
	return os.Remove(path)
}
