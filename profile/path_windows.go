package profile

import (
	"path/filepath"
	"strings"
)

// FullPath returns what GetFullPathName makes of a path, with dir as the working directory: one that begins with a
// backslash or a slash is of dir's drive or share, and C:name of the directory that the process has on that drive.
func FullPath(path, dir string) string {
	volume, here := filepath.VolumeName(path), filepath.VolumeName(dir)
	rest := path[len(volume):]
	switch {
	case filepath.IsAbs(path):
	case volume == "" && rest != "" && (rest[0] == '\\' || rest[0] == '/'):
		path = here + path
	case volume == "", strings.EqualFold(volume, here):
		path = filepath.Join(dir, rest)
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	return full
}
