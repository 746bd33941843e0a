// Package appdata says where Windows keeps what is the user's own on one machine, and whether that place is theirs alone.
package appdata

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Local returns the directory that LOCALAPPDATA names; without that variable AppData\Local in the home directory, which is
// empty where it is not known. Where there is something to tell the user of it the note says so: it was the home directory's,
// or none can be used, and then dir is empty. One that is relative is refused, and so is one in another place than
// Windows' own into which others may write: what lies there would be credentials and the user's word.
func Local(getenv func(string) string, home string) (dir, note string) {
	dir = getenv("LOCALAPPDATA")
	own := ""
	if home != "" {
		own = filepath.Join(home, "AppData", "Local")
	}
	switch {
	case dir == "" && own == "":
		return "", "LOCALAPPDATA is not set, and the home directory is not known"
	case dir == "":
		return own, "LOCALAPPDATA is not set; using " + own
	case !filepath.IsAbs(dir):
		return "", fmt.Sprintf("LOCALAPPDATA is %s, which is not an absolute path", dir)
	case strings.EqualFold(filepath.Clean(dir), own):
		return dir, ""
	}
	if err := onlyOurs(dir); err != nil {
		return "", fmt.Sprintf("LOCALAPPDATA is %s, which can't be used: %v", dir, err)
	}
	return dir, ""
}
