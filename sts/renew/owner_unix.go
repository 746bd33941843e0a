//go:build unix

package renew

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

const windows = false

// ours says whom a file belongs to if not to this process's user.
func ours(info fs.FileInfo) error {
	if owner := int(info.Sys().(*syscall.Stat_t).Uid); owner != os.Geteuid() {
		return fmt.Errorf("belongs to user %d", owner)
	}
	return nil
}
