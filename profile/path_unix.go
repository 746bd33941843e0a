//go:build unix

package profile

import "path/filepath"

// FullPath lets a relative path begin at dir.
func FullPath(path, dir string) string {
	if !filepath.IsAbs(path) {
		return filepath.Join(dir, path)
	}
	return path
}
