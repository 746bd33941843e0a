package cache

import (
	"os"
	"path/filepath"
)

// withheld stands in a listed entry in the place of each secret that the entry has.
const withheld = "withheld"

// Listed returns a store that has in memory what the entries of this one say, without their secrets, and that reads and
// keeps nothing more: for who looks at many keys and makes no call. A sealed entry is listed where this system has its
// key, as Get would serve no other; it is not opened.
func (s *Store) Listed() *Store {
	listed := &Store{Now: s.Now, Warn: s.Warn, Patience: s.Patience, entries: map[Key]Entry{}}
	if s.Dir == "" || inspect(s.Dir) != nil {
		return listed
	}
	files, err := os.ReadDir(s.Dir)
	if err != nil {
		return listed
	}
	for _, f := range files {
		k, suffix := split(f.Name())
		if suffix != entrySuffix {
			continue
		}
		plain := f.Name() == filepath.Base(s.entryFile(k))
		if _, has := listed.entries[k]; has && !plain {
			continue
		}
		if e, ok := s.list(k, f.Name(), plain); ok {
			listed.entries[k] = e
		}
	}
	return listed
}

// list reads one entry, sealed or plain.
func (s *Store) list(k Key, name string, plain bool) (Entry, bool) {
	if v := s.sealer(false); !plain && (v == nil || name != filepath.Base(s.sealedFile(k, v))) {
		return Entry{}, false
	}
	data, info, err := read(filepath.Join(s.Dir, name))
	if err != nil || private(info) != nil {
		return Entry{}, false
	}
	e, ok := decode(k, data, nil)
	if !ok || e.Sealed == plain {
		return Entry{}, false
	}
	for _, secret := range []*string{&e.SecretAccessKey, &e.SessionToken} {
		if e.Sealed || *secret != "" {
			*secret = withheld
		}
	}
	return e, e.sound(s.Now())
}
