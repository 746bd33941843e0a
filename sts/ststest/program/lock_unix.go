//go:build unix

package program

import (
	"os"

	"golang.org/x/sys/unix"
)

// lock keeps the other test binaries of a run from building the same program at the same time, which each would do at
// full cost. The lock ends with the process at the latest.
func lock(root string) (unlock func(), err error) {
	dir, err := os.Open(root)
	if err != nil {
		return nil, err
	}
	for {
		if err = unix.Flock(int(dir.Fd()), unix.LOCK_EX); err != unix.EINTR {
			break
		}
	}
	if err != nil {
		dir.Close()
		return nil, err
	}
	return func() { dir.Close() }, nil
}
