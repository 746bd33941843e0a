//go:build unix

package trust

import (
	"os"
	"syscall"
)

// othersMayWrite reports whether somebody else could have made the file or directory, or changed what is in it.
func othersMayWrite(path string) bool {
	info, err := os.Lstat(path)
	if err != nil {
		return true
	}
	owner := int(info.Sys().(*syscall.Stat_t).Uid)
	return owner != os.Geteuid() || info.Mode().Perm()&0o022 != 0
}
