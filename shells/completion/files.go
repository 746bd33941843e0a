package completion

import (
	"os"
	"path/filepath"
	"strings"
)

// FileNames returns the names of files that begin with what is typed, those of directories with a slash behind them. A ~ in
// front is the home directory.
func FileNames(typed, home string) []string {
	dir, beginning := filepath.Split(typed)
	at := dir
	if strings.HasPrefix(dir, "~/") {
		at = filepath.Join(home, dir[1:])
	}
	if at == "" {
		at = "."
	}
	entries, err := os.ReadDir(at)
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasPrefix(name, beginning) || beginning == "" && strings.HasPrefix(name, ".") {
			continue
		}
		if info, err := os.Stat(filepath.Join(at, name)); err == nil && info.IsDir() {
			name += "/"
		}
		names = append(names, dir+name)
	}
	return names
}
