package cache

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"aws-runas/profile/appdata"
	"aws-runas/profile/openfile"
	"aws-runas/profile/writefile"
)

// Dir is the directory for a Store: aws-runas in the user's cache directory, as the system has it. It is empty if the
// environment doesn't tell where that is. The note is what to tell the user of it, empty as a rule.
func Dir(getenv func(string) string, home string) (dir, note string) {
	return dirOn(runtime.GOOS, getenv, home)
}

func dirOn(system string, getenv func(string) string, home string) (dir, note string) {
	var parent string
	// The XDG Base Directory Specification says to ignore a relative path.
	switch xdg := getenv("XDG_CACHE_HOME"); {
	case system == "windows":
		parent, note = appdata.Local(getenv, home)
	case filepath.IsAbs(xdg):
		parent = xdg
	case home == "":
	case system == "darwin":
		parent = filepath.Join(home, "Library", "Caches")
	default:
		parent = filepath.Join(home, ".cache")
	}
	if parent == "" {
		return "", note
	}
	return filepath.Join(parent, "aws-runas"), note
}

var errTooOpen = errors.New("open to other users")

// prepare makes the directory fit to hold secrets, or says why it can't be. One that is ours but open to others, as under
// an older umask, is closed. Nothing is kept in somebody else's directory, as that of the user's home under "sudo -E".
func (s *Store) prepare() error {
	if err := ownGround(filepath.Dir(s.Dir)); err != nil {
		return err
	}
	err := inspect(s.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.MkdirAll(s.Dir, 0o700)
	case errors.Is(err, errTooOpen):
		err = os.Chmod(s.Dir, 0o700)
	default:
		return err
	}
	if err != nil {
		return err
	}
	s.tag()
	return inspect(s.Dir)
}

// ownGround says whether the directory, or the first above it that is there, belongs to somebody else than the user and
// the system.
func ownGround(dir string) error {
	for {
		info, err := os.Stat(dir)
		if parent := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && parent != dir {
			dir = parent
			continue
		}
		if err != nil {
			return nil // what is made there will say why it can't be
		}
		if err := ours(info, true); err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		return nil
	}
}

// The tag marks a directory that programs which make backups may leave out; see https://bford.info/cachedir.
const (
	tagName = "CACHEDIR.TAG"
	tagText = "Signature: 8a477f597d28d172789f06886806bc55\n# Temporary credentials of aws-runas, which can be got again.\n"
)

// tag marks a new directory.
func (s *Store) tag() {
	// Without a tag the directory is as good as with one.
	_ = os.WriteFile(filepath.Join(s.Dir, tagName), []byte(tagText), 0o600)
}

// inspect says what is wrong with the directory.
func inspect(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	switch {
	case isLink(dir, info):
		err = errors.New("is a symbolic link")
	case !info.IsDir():
		err = errors.New("is not a directory")
	default:
		err = private(info)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	return nil
}

// longestFile bounds what is read. An entry has about 1500 bytes.
const longestFile = 64 << 10

// read reads a file that is no link.
func read(path string) ([]byte, fs.FileInfo, error) {
	f, err := openfile.ForReading(path, noFollow)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.Size() > longestFile {
		return nil, nil, fmt.Errorf("%s: too long for a file of the cache", path)
	}
	data := make([]byte, info.Size())
	_, err = io.ReadFull(f, data)
	return data, info, err
}

// write puts an entry in its place in one step. Nothing waits for the disk, which would be a third of the time of the
// calls: of an entry that a power cut took away or left in part, its sum tells, and it is got again.
func (s *Store) write(k Key, e Entry) error {
	if err := s.prepare(); err != nil { // again: a question may have been answered in between
		return err
	}
	file, v := s.entryFile(k), sealer(nil)
	if e.Sealed {
		if v = s.sealer(true); v != nil {
			file = s.sealedFile(k, v)
		}
	}
	data, err := encode(k, e, v)
	if err != nil {
		return err
	}
	if err := writefile.Replace(file, string(k)+".*"+tempSuffix, data, false); err != nil {
		return err
	}
	if v != nil {
		os.Remove(s.entryFile(k)) // of a time when there was no key
	}
	return nil
}

// Ready makes the directory, if need be, and says why it can't be used.
func (s *Store) Ready() error { return s.prepare() }
