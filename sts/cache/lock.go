package cache

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// errBusy says that someone else holds the lock.
var errBusy = errors.New("locked by another process")

// tryLock takes the lock that stands for a file, or gives errBusy. The kernel keeps it for the open file and no child
// inherits that, so it ends when the file is closed and when its holder dies, of whatever cause.
func tryLock(path string) (*os.File, error) {
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|noFollow, 0o600)
		if err != nil {
			return nil, err
		}
		if err := lockKernel(f); err != nil {
			f.Close()
			return nil, err
		}
		if standsAt(f, path) {
			// For messages only: a full disk may refuse it. The width covers an older, longer id.
			fmt.Fprintf(f, "%-20d\n", os.Getpid())
			return f, nil
		}
		f.Close() // the file was removed after it was opened: others lock another one by now
	}
}

func standsAt(f *os.File, path string) bool {
	opened, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(opened, there)
}

// holder is the id of the process that holds a lock, or did last; 0 if it can't be told.
func holder(path string) int {
	data, _, err := read(path)
	if err != nil {
		return 0
	}
	id, _ := strconv.Atoi(strings.TrimSpace(string(data)))
	return id
}
