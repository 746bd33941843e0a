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
		f, err := openLock(path)
		if err != nil {
			return nil, err
		}
		if err := lockKernel(f); err != nil {
			f.Close()
			return nil, err
		}
		if standsAt(f, path) {
			sign(f, false)
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

// sign writes into a lock who holds it, and whether that process asks its user something. It is for messages only: a full
// disk may refuse it. The widths cover what was there before.
func sign(f *os.File, asks bool) {
	f.WriteAt(fmt.Appendf(nil, "%-20d\n%-5t\n", os.Getpid(), asks), 0)
}

// holder is the process that holds a lock, or did last.
type holder struct {
	id   int // 0 if it can't be told
	asks bool
}

func holderOf(path string) holder {
	data, _, err := read(path)
	if err != nil {
		return holder{}
	}
	id, asks, _ := strings.Cut(string(data), "\n")
	number, _ := strconv.Atoi(strings.TrimSpace(id))
	return holder{number, strings.TrimSpace(asks) == "true"}
}

func (h holder) String() string {
	if h.id == 0 {
		return "another process"
	}
	return fmt.Sprintf("process %d", h.id)
}
