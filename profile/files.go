package profile

import (
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"

	"aws-runas/profile/appdata"
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
// credentials file is AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials; an empty variable counts as unset. In the two
// variables $VAR and ${VAR}, on Windows %VAR% too, stand for other variables, as for the AWS CLI. Local is the file
// aws_config in dir, unless path is given. A directory of that name is nobody's config. A variable that leads to that very
// file, AWS_CONFIG_FILE or the path that is AWS_RUNAS_PATH's, makes it no file of the user's: there is no Config then.
// Relative paths begin at dir. The home directory (see Home) is empty where it is not known: a path with a ~ in
// front then stays as it is, and Load says so.
func Locate(getenv func(string) string, home, dir, path string) Files {
	own := func(variable, name string) string {
		if p := getenv(variable); p != "" {
			return absolute(expand(p, getenv, runtime.GOOS == "windows"), home, dir)
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
	local := filepath.Join(dir, "aws_config")
	if path != "" && !(path == getenv("AWS_RUNAS_PATH") && isSame(absolute(path, home, dir), local)) {
		files.Config, files.Explicit = absolute(path, home, dir), true
		return files
	}
	if !counts(local) {
		return files
	}
	if files.Local = local; path != "" || isSame(files.Config, local) {
		files.Config = ""
	}
	return files
}

// Home returns the user's home directory: the one of the environment (HOME, on Windows USERPROFILE), else that of the
// account's own entry, as account returns it. A relative one is none: it would be a place in the working directory. Empty
// where there is no other.
func Home(environment string, account func() (*user.User, error)) string {
	if filepath.IsAbs(environment) {
		return environment
	}
	if u, err := account(); err == nil && filepath.IsAbs(u.HomeDir) {
		return u.HomeDir
	}
	return ""
}

// expand replaces $VAR and ${VAR}, on Windows %VAR% too, by the value of the variable, and leaves them as they are where it
// has none.
func expand(path string, getenv func(string) string, windows bool) string {
	var text strings.Builder
	for path != "" {
		length, name := reference(path, windows)
		value := ""
		if name != "" {
			value = getenv(name)
		}
		if value == "" {
			length = max(length, 1)
			value = path[:length]
		}
		text.WriteString(value)
		path = path[length:]
	}
	return text.String()
}

// reference returns the variable that the text begins with a reference to, and how long that is; nothing where there is none.
func reference(text string, windows bool) (length int, name string) {
	if windows && text[0] == '%' {
		if name, _, ok := strings.Cut(text[1:], "%"); ok {
			return len(name) + 2, name
		}
	}
	if text[0] != '$' {
		return 0, ""
	}
	if inside, ok := strings.CutPrefix(text, "${"); ok {
		if name, _, ok := strings.Cut(inside, "}"); ok {
			return len(name) + 3, name
		}
		return 0, ""
	}
	end := 1
	for end < len(text) && (isWordCharacter(rune(text[end])) || text[end] == '_') {
		end++
	}
	return end, text[1:end]
}

// counts reports whether there is a local file. A working directory that can't be searched has none. What else can't be
// looked at counts, so that reading it says why.
func counts(local string) bool {
	info, err := os.Stat(local)
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission)
	}
	return !info.IsDir()
}

// isSame reports whether two paths lead to one file.
func isSame(a, b string) bool {
	one, errOne := os.Stat(a)
	other, errOther := os.Stat(b)
	return errOne == nil && errOther == nil && os.SameFile(one, other)
}

// absolute expands a ~ in front of a path, where home is known, and lets a relative path begin at dir.
func absolute(path, home, dir string) string {
	if inHome(path) {
		if home == "" {
			return path
		}
		return filepath.Join(home, path[1:])
	}
	return FullPath(path, dir)
}

func inHome(path string) bool {
	return path == "~" || strings.HasPrefix(path, "~/") || strings.HasPrefix(path, "~"+string(filepath.Separator))
}

// StateDir returns the directory for what is worth keeping but is no configuration: aws-runas in XDG_STATE_HOME, else in
// ~/.local/state; on Windows in LOCALAPPDATA. Empty where there is no such place, as where the home directory would be
// needed and is not known.
func StateDir(getenv func(string) string, home string) string {
	return stateDirOn(runtime.GOOS, getenv, home)
}

func stateDirOn(system string, getenv func(string) string, home string) string {
	parent := getenv("XDG_STATE_HOME")
	switch {
	case system == "windows":
		parent, _ = appdata.Local(getenv, home) // whose note is the cache's to tell
	case filepath.IsAbs(parent): // the XDG specification has a relative path ignored
	case home == "":
		parent = ""
	default:
		parent = filepath.Join(home, ".local", "state")
	}
	if parent == "" {
		return ""
	}
	return filepath.Join(parent, "aws-runas")
}
