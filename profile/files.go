package profile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Files says where the AWS files are. The paths are absolute, except for one with a ~ in front where the home directory
// is not known; reading that one is an error.
type Files struct {
	Config      string // the user's own config file
	Credentials string
	Local       string // ./aws_config; empty where it doesn't count
	Explicit    bool   // Config was asked for by name: it has to be there
	Trust       Trust  // what the user has said about ./aws_config
}

// Locate says which files to read. Config is path where that is given, then AWS_CONFIG_FILE, then ~/.aws/config; the
// credentials file is AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials; an empty variable counts as unset. Local is
// the file aws_config in dir, unless path is given, or the user's own Config is that very file. A directory of that name
// is nobody's config. The home directory may be empty where it is not known; relative paths begin at dir.
func Locate(getenv func(string) string, home, dir, path string) Files {
	resolve := func(p, inHome string) string {
		if p == "" {
			p = filepath.Join("~", ".aws", inHome)
		}
		return absolute(p, home, dir)
	}
	files := Files{
		Config:      resolve(getenv("AWS_CONFIG_FILE"), "config"),
		Credentials: resolve(getenv("AWS_SHARED_CREDENTIALS_FILE"), "credentials"),
	}
	if state := StateDir(getenv, home); state != "" {
		files.Trust.Dir = filepath.Join(state, "allowed")
	}
	if path != "" {
		files.Config, files.Explicit = absolute(path, home, dir), true
		return files
	}
	local := filepath.Join(dir, "aws_config")
	if info, err := os.Stat(local); !errors.Is(err, fs.ErrNotExist) && (err != nil || !info.IsDir() && !isFile(info, files.Config)) {
		files.Local = local
	}
	return files
}

func isFile(info os.FileInfo, path string) bool {
	other, err := os.Stat(path)
	return err == nil && os.SameFile(info, other)
}

// absolute expands a ~ in front of a path, where home is known, and lets a relative path begin at dir.
func absolute(path, home, dir string) string {
	if inHome(path) {
		if home == "" {
			return path
		}
		return filepath.Join(home, path[1:])
	}
	if !filepath.IsAbs(path) {
		return filepath.Join(dir, path)
	}
	return path
}

func inHome(path string) bool {
	return path == "~" || strings.HasPrefix(path, "~/") || strings.HasPrefix(path, "~"+string(filepath.Separator))
}

// StateDir gives the directory for what is worth keeping but is no configuration: aws-runas in XDG_STATE_HOME, else in
// ~/.local/state; on Windows in %LocalAppData%. Empty where the home directory would be needed and is not known.
func StateDir(getenv func(string) string, home string) string {
	variable, inHome := "XDG_STATE_HOME", []string{".local", "state"}
	if runtime.GOOS == "windows" {
		variable, inHome = "LocalAppData", []string{"AppData", "Local"}
	}
	// The XDG specification has a relative path ignored.
	if base := getenv(variable); filepath.IsAbs(base) {
		return filepath.Join(base, "aws-runas")
	}
	if home == "" {
		return ""
	}
	return filepath.Join(append(append([]string{home}, inHome...), "aws-runas")...)
}
