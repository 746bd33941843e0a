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

// ours says whom a file belongs to if not to the user, nor, where that is as good, to the system.
func ours(info fs.FileInfo, orSystem bool) error {
	owner := int(info.Sys().(*syscall.Stat_t).Uid)
	if owner == os.Geteuid() || orSystem && owner == 0 {
		return nil
	}
	return fmt.Errorf("belongs to user %d", owner)
}

// private says who else may have made or may see a file.
func private(info fs.FileInfo) error {
	if err := ours(info, false); err != nil {
		return err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return errTooOpen
	}
	return nil
}

// isLink reports whether the directory is another one's name.
func isLink(_ string, info fs.FileInfo) bool { return info.Mode()&fs.ModeSymlink != 0 }
