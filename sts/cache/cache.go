// Package cache keeps temporary credentials on disk, one file for each request that led to them, and sees to it that of
// many processes that want the same ones only one gets them while the others wait for its answer.
//
// It is not responsible for what makes two requests the same, how long an entry should still live to be served, or how
// new credentials are got: the caller says so with a Key and two functions. It never keeps long-term credentials.
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Key identifies an entry. It is the name of its file, so it is made by NewKey only.
type Key string

// NewKey makes a key of everything that shapes a request: two keys are the same only if kind and all parts are. The
// version of the file format is part of it, so that two versions of the program don't take each other's files away.
func NewKey(kind string, parts ...string) Key {
	var all []byte
	for _, part := range append([]string{strconv.Itoa(version), kind}, parts...) {
		all = append(strconv.AppendInt(all, int64(len(part)), 10), ":"+part...)
	}
	digest := sha256.Sum256(all)
	return Key(hex.EncodeToString(digest[:]))
}

// Store is a directory of entries. A process makes one and doesn't copy it.
type Store struct {
	// Dir is the directory, which need not exist. Without one nothing is read, written or waited for.
	Dir string
	// Now is the clock that entries are held against. Waiting goes by the system's own.
	Now func() time.Time
	// Warn tells the user, in one line, whom a process waits for, and once why nothing is kept.
	Warn func(format string, args ...any)
	// Debug gets a line for each look into the cache; nil where nobody wants one.
	Debug func(format string, args ...any)
	// Patience is how long to wait for the process that is getting the same entry.
	Patience time.Duration

	warned atomic.Bool // that nothing is cached

	mu     sync.Mutex
	held   map[*os.File]bool // the locks of this process
	waited time.Duration     // for other processes

	entries map[Key]Entry // see Listed

	sealing sync.Mutex
	seal    sealer // as soon as it is known
	keyName string // of the kernel's key; empty: the usual one
}

// Get returns the entry of a key, however little of its life remains. What can't be trusted is as good as not there: a file
// that is corrupt, issued in the future, someone else's, open to others or a link, or that lies in such a directory, and
// one that was sealed with another key.
func (s *Store) Get(k Key) (Entry, bool) {
	e, ok := s.find(k)
	switch {
	case s.Debug == nil || k == "":
	case ok:
		s.Debug("cache: %.8s is the %s of profile %q until %s", k, e.Kind, e.Profile, e.Expires.UTC().Format(time.RFC3339))
	default:
		s.Debug("cache: %.8s is not there", k)
	}
	return e, ok
}

func (s *Store) find(k Key) (Entry, bool) {
	if e, ok := s.entries[k]; ok {
		return e, true
	}
	if s.Dir == "" || inspect(s.Dir) != nil {
		return Entry{}, false
	}
	if e, ok := s.get(k, s.entryFile(k), nil); ok {
		return e, true
	}
	if v := s.sealer(false); v != nil {
		return s.get(k, s.sealedFile(k, v), v)
	}
	return Entry{}, false
}

// get reads an entry from a file, with the sealer if it is a sealed one's.
func (s *Store) get(k Key, file string, v sealer) (Entry, bool) {
	data, info, err := read(file)
	if err != nil || private(info) != nil {
		return Entry{}, false
	}
	e, ok := decode(k, data, v)
	if !ok || !e.sound(s.Now()) {
		return Entry{}, false
	}
	return e, true
}

// Put keeps an entry and waits for nobody. An entry that Get would not serve is not kept: most of all one with long-term
// keys. If the directory can't be used the user is told why, once.
func (s *Store) Put(k Key, e Entry) {
	if s.Dir == "" || e.Once || !e.sound(s.Now()) {
		return
	}
	if err := s.write(k, e); err != nil {
		s.warnNotKept(err)
		return
	}
	s.sweep()
}

// Remove takes an entry away, if there is one.
func (s *Store) Remove(k Key) {
	if s.Dir == "" {
		return
	}
	os.Remove(s.entryFile(k))
	if v := s.sealer(false); v != nil {
		os.Remove(s.sealedFile(k, v))
	}
}

func (s *Store) warnNotKept(err error) {
	if !s.warned.Swap(true) {
		s.Warn("not caching credentials: %v", err)
	}
}

// The names of the files of a key.
const (
	entrySuffix = ".entry"
	olderSuffix = ".json" // of version 1, which is not read but removed
	lockSuffix  = ".lock"
	tempSuffix  = ".tmp"
)

func (s *Store) entryFile(k Key) string { return filepath.Join(s.Dir, string(k)+entrySuffix) }
func (s *Store) lockFile(k Key) string  { return filepath.Join(s.Dir, string(k)+lockSuffix) }
