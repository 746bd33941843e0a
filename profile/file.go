package profile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"aws-runas/profile/ini"
	"aws-runas/profile/openfile"
	"aws-runas/profile/trust"
)

// maxFile is far above any config file. It keeps a file that somebody else made from filling the memory.
const (
	maxFile  = 16 << 20
	maxLocal = 1 << 20 // of ./aws_config
)

// file is one of the AWS files.
type file struct {
	*ini.File
	local         bool // ./aws_config
	isCredentials bool
	missing       bool
	raw           string // all of its bytes
}

// readOwn reads a file of the user's.
func readOwn(path string, required bool, grammar ini.Grammar) (*file, error) {
	if inHome(path) {
		return nil, &fault{
			at:     Position{File: path},
			reason: "the home directory is not known",
			hint:   "set HOME, or give the file's absolute path",
		}
	}
	text, err := read(path, maxFile)
	if path == "" || !required && errors.Is(err, fs.ErrNotExist) {
		f, err := newFile(path, "", grammar)
		f.missing = true
		return f, err
	}
	if err != nil {
		return nil, err
	}
	return newFile(path, text, grammar)
}

// readLocal reads ./aws_config. One that somebody else may have put there is left aside, with a note, until it is allowed:
// it returns nil then, and also where it can't be read.
func (s *Set) readLocal(path string) (*file, error) {
	strange := trust.Strange(path)
	text, err := readRegular(path)
	if strange != "" {
		if allowed, _ := s.files.Trust.Allows(path, text); err != nil || !allowed {
			s.notes = append(s.notes, fmt.Sprintf("%s is left aside: %s; read it with: aws-runas allow --show", path, strange))
			return nil, nil
		}
	}
	if err != nil {
		return nil, err
	}
	f, err := newFile(path, text, ini.Config)
	if err != nil {
		return nil, err
	}
	f.local = true
	return f, nil
}

func newFile(path, text string, grammar ini.Grammar) (*file, error) {
	parsed, err := ini.Parse(path, text, grammar)
	return &file{File: parsed, raw: text}, err
}

// readRegular reads a file that anybody may have put there. It has to be a regular one: a pipe would keep us waiting.
func readRegular(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", &fault{at: Position{File: path}, reason: "not a regular file"}
	}
	return read(path, maxLocal)
}

func read(path string, most int64) (string, error) {
	f, err := openfile.ForReading(path, 0)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	if info.IsDir() {
		return "", &fault{at: Position{File: path}, reason: "a directory, not a file"}
	}
	var text strings.Builder
	text.Grow(int(min(info.Size(), most)) + 1)
	n, err := io.CopyBuffer(&text, io.LimitReader(f, most+1), make([]byte, min(info.Size()+512, 32<<10)))
	if err != nil {
		return "", err
	}
	if n > most {
		return "", &fault{at: Position{File: path}, reason: fmt.Sprintf("larger than %d MiB", most>>20)}
	}
	return text.String(), nil
}
