//go:build unix

package trust

import (
	"io/fs"
	"os"
	"syscall"
)

// othersMay reports whether somebody else could have made the file or directory, or may read or change what is in it.
func othersMay(path string) bool {
	info, err := os.Lstat(path)
	return err != nil || owner(info) != os.Geteuid() || info.Mode().Perm()&0o077 != 0
}

// Strange says why the content of a file may be somebody else's, as the rest of a sentence about it: another owner, of a
// link to it too, or a mode that lets everybody write. Empty where it is the user's own. That its group may write is how
// many systems make every file.
func Strange(path string) string {
	for _, stat := range []func(string) (fs.FileInfo, error){os.Lstat, os.Stat} {
		info, err := stat(path)
		switch {
		case err != nil:
			return ""
		case owner(info) != os.Geteuid():
			return "it belongs to somebody else"
		case info.Mode()&fs.ModeSymlink == 0 && info.Mode().Perm()&0o002 != 0:
			return "everybody may write to it"
		}
	}
	return ""
}

// Warnings says what else a user should know before a file is allowed, each as the rest of a sentence about it.
func Warnings(path string) []string {
	var warnings []string
	if why := Strange(path); why != "" {
		warnings = append(warnings, why)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o022 == 0o020 {
		warnings = append(warnings, "its group may write to it")
	}
	return warnings
}

func owner(info fs.FileInfo) int { return int(info.Sys().(*syscall.Stat_t).Uid) }
