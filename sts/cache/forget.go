package cache

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Forget removes the entries that match, live or not, and returns those it removed. Temporary files go with them, since one
// that was left behind may hold anyone's secrets. Without a match corrupt entries go too, and locks that nobody holds.
// Files that are not the cache's are left alone. Errors name the files that could not be removed.
func (s *Store) Forget(match func(Key, Entry) bool) ([]Entry, error) {
	if s.Dir == "" {
		return nil, nil
	}
	err := inspect(s.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil && !errors.Is(err, errTooOpen) {
		return nil, err
	}
	files, err := os.ReadDir(s.Dir)
	if err != nil {
		return nil, err
	}
	var gone []Entry
	var failed []error
	for _, f := range files {
		k, suffix := split(f.Name())
		e, ok := s.load(f.Name())
		wanted := match == nil || suffix == tempSuffix || ok && match(k, e)
		if k == "" || !wanted {
			continue
		}
		switch err := remove(filepath.Join(s.Dir, f.Name())); {
		case err != nil:
			failed = append(failed, err)
		case ok:
			gone = append(gone, e)
		}
	}
	if dir, err := os.Open(s.Dir); err == nil {
		dir.Sync() // what was removed is to stay so after a power cut, where the system can promise it
		dir.Close()
	}
	if more := len(failed) - 1; more > 0 { // for one reason, as a read-only disk is
		return gone, fmt.Errorf("%w, and %d more", failed[0], more)
	}
	return gone, errors.Join(failed...)
}

const (
	sweepAge  = 24 * time.Hour // how long a file is left alone after it was of any use
	sweepMost = 500            // how many files are looked at in one go
)

// sweep removes what is of no use any more: entries that expired a day ago, and corrupt entries, temporary files and
// locks of that age. An entry that takes the place of such a one in this very moment goes with it, and is got again.
func (s *Store) sweep() {
	dir, err := os.Open(s.Dir)
	if err != nil {
		return
	}
	defer dir.Close()
	files, _ := dir.ReadDir(sweepMost)
	limit := s.Now().Add(-sweepAge)
	for _, f := range files {
		k, _ := split(f.Name())
		info, err := f.Info()
		if k == "" || err != nil || info.ModTime().After(limit) {
			continue
		}
		if e, ok := s.load(f.Name()); ok && (e.Expires.IsZero() || e.Expires.After(limit)) {
			continue
		}
		remove(filepath.Join(s.Dir, f.Name()))
	}
}

// split takes the name of a file apart. The key is empty if the file is none of the cache's.
func split(name string) (k Key, suffix string) {
	stem, _, _ := strings.Cut(name, ".")
	if len(stem) != 2*sha256.Size {
		return "", ""
	}
	switch suffix := filepath.Ext(name); suffix {
	case entrySuffix, olderSuffix, lockSuffix, tempSuffix:
		return Key(stem), suffix
	}
	return "", ""
}

// load reads the entry of a file for what it says, whoever may have written or seen it. The secrets of a sealed one stay
// sealed.
func (s *Store) load(name string) (Entry, bool) {
	k, suffix := split(name)
	if suffix != entrySuffix {
		return Entry{}, false
	}
	data, _, err := read(filepath.Join(s.Dir, name))
	if err != nil {
		return Entry{}, false
	}
	return decode(k, data, nil)
}

// remove removes a file unless it is gone already, or a lock that is held.
func remove(path string) error {
	var err error
	if filepath.Ext(path) == lockSuffix {
		err = removeLock(path)
	} else {
		err = os.Remove(path)
	}
	if err == errBusy || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
