package cache

import (
	"io/fs"
	"os"
)

const noFollow = 0 // a link needs a right that ordinary users don't have

// ours is content, as private is.
func ours(fs.FileInfo, bool) error { return nil }

// private is content: files in the user's LOCALAPPDATA inherit an access list with the user, administrators and the
// system, which is looked at where that is no directory of Windows' own, and the mode says nothing about it.
func private(fs.FileInfo) error { return nil }

// isLink reports whether the directory is another one's name: a symbolic link, or a junction, which every user can make.
func isLink(dir string, info fs.FileInfo) bool {
	if info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) == 0 {
		return false
	}
	_, err := os.Readlink(dir) // a directory that a cloud service fills is irregular too, and leads nowhere
	return err == nil
}
