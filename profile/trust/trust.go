// Package trust records which ./aws_config files the user has allowed, by path and content hash.
//
// Which keys of such a file need that, it does not know: see package profile. It reads none of the files, but is given
// what was read, so that the bytes that are used are those that are hashed.
package trust

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"aws-runas/profile/openfile"
	"aws-runas/profile/writefile"
)

// noPlace is why there can be no directory of the program's state.
const noPlace = "the home directory is not known, or LOCALAPPDATA can't be used"

// Records are one record for each file that was allowed, with its content's hash.
type Records struct {
	Dir string // of the program's state, in which the records have a directory; empty where there is no such place
}

// Allow records the file with its text and returns the text's SHA-256 sum in hexadecimal. Links on the way to the file are
// resolved. A link in place of the file itself is allowed by itself: what the file names by a relative path is looked for
// beside the link.
func (r Records) Allow(file, text string) (sum string, err error) {
	if r.Dir == "" {
		return "", errors.New("no place to record it: " + noPlace)
	}
	resolved, err := resolve(file)
	if err != nil {
		return "", err
	}
	return hash(text), r.write(resolved, record(resolved, text))
}

// Deny removes the record of a file, which need not be there any more, and reports whether there was one.
func (r Records) Deny(file string) (removed bool, err error) {
	if r.Dir == "" {
		return false, nil
	}
	resolved, err := resolve(file)
	if err != nil {
		return false, err
	}
	err = os.Remove(r.path(resolved))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Allows reports whether the file was allowed with exactly this text, and if not, whether it was with another.
func (r Records) Allows(file, text string) (allowed, changed bool) {
	if r.Dir == "" {
		return false, false
	}
	resolved, err := resolve(file)
	if err != nil {
		return false, false
	}
	have, err := openfile.Read(r.path(resolved))
	if err != nil || othersMay(r.records()) || othersMay(r.path(resolved)) {
		return false, false
	}
	allowed = string(have) == record(resolved, text)
	return allowed, !allowed
}

// record is the content of a record: the sum and the file, as sha256sum writes it, so that people can read it.
func record(resolved, text string) string { return hash(text) + "  " + resolved + "\n" }

// path is where the record of a file is. A file's path can be too long for a name, so its hash is the name.
func (r Records) path(resolved string) string { return filepath.Join(r.records(), hash(resolved)) }

func (r Records) records() string { return filepath.Join(r.Dir, "allowed") }

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// resolve returns the file's directory without links, and the file in it; with what it leads to when it is a link itself.
// A file that is gone keeps its name.
func resolve(file string) (string, error) {
	file, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	dir, err := evalSymlinks(filepath.Dir(file))
	if errors.Is(err, fs.ErrNotExist) {
		return file, nil
	}
	if err != nil {
		return "", err
	}
	place := filepath.Join(dir, filepath.Base(file))
	target, err := evalSymlinks(place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return place, nil
	case err != nil || target == place:
		return target, err
	}
	return place + " -> " + target, nil
}

// evalSymlinks is filepath.EvalSymlinks. On Windows that fails for places that can be read all the same, such as a volume
// that is mounted in a directory, and what OneDrive keeps: they go by the name that they were called by.
func evalSymlinks(path string) (string, error) {
	resolved, err := filepath.EvalSymlinks(path)
	if runtime.GOOS == "windows" {
		return orAsCalled(path, resolved, err)
	}
	return resolved, err
}

func orAsCalled(path, resolved string, err error) (string, error) {
	if err == nil {
		return resolved, nil
	}
	if _, unreadable := os.Stat(path); unreadable != nil {
		return "", err
	}
	return filepath.Clean(path), nil
}

// write replaces a record as a whole, and keeps it from others' eyes: paths can be private.
func (r Records) write(resolved, text string) error {
	if err := os.MkdirAll(r.records(), 0o700); err != nil {
		return err
	}
	if err := os.Chmod(r.records(), 0o700); err != nil {
		return err
	}
	return writefile.Replace(r.path(resolved), "new-*", []byte(text), true)
}
