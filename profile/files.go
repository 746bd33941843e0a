package profile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"aws-runas/profile/trust"
)

// Files says where the AWS files are, by absolute paths. Config and Credentials are empty where the home directory, in
// which they would be, is not known.
type Files struct {
	Config      string // the user's own config file
	Credentials string
	Local       string        // ./aws_config; empty where it doesn't count
	Explicit    bool          // Config was asked for by name: it has to be there
	Trust       trust.Records // which ./aws_config files the user has allowed
}

// Locate says which files to read. Config is path where that is given, then AWS_CONFIG_FILE, then ~/.aws/config; the
// credentials file is AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials; an empty variable counts as unset. Local is
// the file aws_config in dir, unless path is given, or the user's own Config is that very file. A directory of that name
// is nobody's config. Relative paths begin at dir. The home directory is empty where it is not known: a path with a ~ in
// front then stays as it is, and Load says so.
func Locate(getenv func(string) string, home, dir, path string) Files {
	own := func(variable, name string) string {
		if p := getenv(variable); p != "" {
			return absolute(p, home, dir)
		}
		if home == "" {
			return ""
		}
		return filepath.Join(home, ".aws", name)
	}
	files := Files{
		Config:      own("AWS_CONFIG_FILE", "config"),
		Credentials: own("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
		Trust:       trust.Records{Dir: StateDir(getenv, home)},
	}
	if path != "" {
		files.Config, files.Explicit = absolute(path, home, dir), true
		return files
	}
	if local := filepath.Join(dir, "aws_config"); counts(local, files.Config) {
		files.Local = local
	}
	return files
}

// counts reports whether there is a local file, one that is not the user's own config file. What can't be looked at
// counts, so that reading it says why.
func counts(local, config string) bool {
	info, err := os.Stat(local)
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	own, err := os.Stat(config)
	return !info.IsDir() && (err != nil || !os.SameFile(info, own))
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

// StateDir returns the directory for what is worth keeping but is no configuration: aws-runas in XDG_STATE_HOME, else in
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
