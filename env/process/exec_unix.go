//go:build unix

package process

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"aws-runas/env"
)

// Exec replaces this process with the command, so that signals, the terminal, the exit status and job control are the
// command's own; it returns only when that fails. The streams are this process's, and stay so. The error is a
// *StatusError with the status that a shell would give.
func Exec(argv []string, environ env.List, _ io.Reader, _, _ io.Writer) error {
	name := argv[0]
	path, err := lookPath(name, environ.Get("PATH"))
	if err != nil {
		return notRun(name, err)
	}
	err = syscall.Exec(path, argv, environ)
	if errors.Is(err, syscall.ENOEXEC) {
		// A script without a first line that names its interpreter: shells and execvp give it to sh.
		err = syscall.Exec("/bin/sh", append([]string{"sh", path}, argv[1:]...), environ)
	}
	if errors.Is(err, syscall.ENOENT) {
		err = errors.New("its interpreter is not there")
	}
	return notRun(name, err)
}

// lookPath finds a command as a shell does: along the path, and a file that may not be executed is only an error when
// there is no other. In a directory that may not be searched there is none.
func lookPath(name, path string) (string, error) {
	if strings.Contains(name, "/") {
		return name, executable(name)
	}
	err := error(exec.ErrNotFound)
	if name == "" {
		return "", err
	}
	for _, dir := range filepath.SplitList(path) {
		if dir == "" {
			dir = "."
		}
		file := dir + "/" + name
		switch e := executable(file); {
		case e == nil:
			return file, nil
		case e == fs.ErrPermission:
			err = e
		}
	}
	return "", err
}

// executable says why a file can't be run, with fs.ErrPermission itself where that is the file's own mode.
func executable(file string) error {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return syscall.EISDIR
	case info.Mode()&0o111 == 0:
		return fs.ErrPermission
	}
	return nil
}
