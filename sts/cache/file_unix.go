//go:build unix

package cache

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// noFollow makes the opening of a link fail, and that of a pipe return.
const noFollow = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// private says who else may have made or may see a file.
func private(info fs.FileInfo) error {
	if owner := int(info.Sys().(*syscall.Stat_t).Uid); owner != os.Geteuid() {
		return fmt.Errorf("belongs to user %d", owner)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return errTooOpen
	}
	return nil
}

// isLink reports whether the directory is another one's name.
func isLink(_ string, info fs.FileInfo) bool { return info.Mode()&fs.ModeSymlink != 0 }
