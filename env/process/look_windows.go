package process

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"aws-runas/env"
)

// lookPath finds a command as cmd.exe does, but not in the working directory, where a repository may have put it: with
// an extension of PATHEXT, along the PATH of the environment that the command gets.
func lookPath(name string, environ env.List) (string, error) {
	f := finder{extensions: extensions(environ.Get("PATHEXT"))}
	if strings.ContainsAny(name, `:\/`) {
		return f.find(name)
	}
	failed := error(exec.ErrNotFound)
	if name == "" {
		return "", failed
	}
	for _, dir := range filepath.SplitList(environ.Get("PATH")) {
		if dir == "" {
			continue
		}
		path, err := f.find(filepath.Join(dir, name))
		if err == nil {
			return path, nil
		}
		if failed == exec.ErrNotFound && !errors.Is(err, fs.ErrNotExist) {
			failed = err
		}
	}
	if _, err := f.find(`.\` + name); err == nil && failed == exec.ErrNotFound {
		return "", &hintError{failed, `to run what is in this directory, type: .\` + name}
	}
	return "", failed
}

// extensions takes PATHEXT apart. What Windows itself can start is always among them.
func extensions(pathext string) []string {
	all := []string{".com", ".exe", ".bat", ".cmd"}
	for _, ext := range strings.Split(strings.ToLower(pathext), ";") {
		if ext != "" && !slices.Contains(all, ext) {
			all = append(all, ext)
		}
	}
	return all
}

type finder struct{ extensions []string }

// find returns the file itself or with an extension. Without such a one fs.ErrNotExist, or why what is there can't be run.
func (f finder) find(path string) (string, error) {
	if slices.Contains(f.extensions, strings.ToLower(filepath.Ext(path))) && isFile(path) {
		return path, nil
	}
	for _, ext := range f.extensions {
		if isFile(path + ext) {
			return path + ext, nil
		}
	}
	info, err := os.Stat(path)
	script := path
	switch {
	case err == nil && info.IsDir():
		return "", errors.New("is a directory")
	case err != nil && isFile(path+".ps1"):
		script = path + ".ps1"
	case err != nil:
		return "", err
	}
	if strings.EqualFold(filepath.Ext(script), ".ps1") {
		return "", &hintError{errors.New("a script of PowerShell is no program"), fmt.Sprintf("type: powershell -File %s", script)}
	}
	return "", errors.New("its name has no extension of PATHEXT, by which Windows knows a program")
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		info, err = os.Lstat(path) // an alias of an app from the store can be run, and not be followed
	}
	return err == nil && !info.IsDir()
}
