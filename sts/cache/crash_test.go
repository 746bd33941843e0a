package cache

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

var crashes = flag.Int("crashes", 40, "how many writers TestCrash kills, give or take two")

// writtenNames are the entries that the writers of TestCrash replace.
var writtenNames = []string{"one", "two", "three"}

// TestCrash kills writers at random points. At every moment each entry that is served is whole and its key's, whoever comes
// next gets the lock, and no file is open to others. In the end no temporary file outlives its age.
func TestCrash(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "aws-runas")
	s := &Store{Dir: dir, Now: time.Now, Patience: time.Minute, keyName: testKeyName, Warn: t.Logf}
	enough := *crashes
	if runtime.GOOS == "windows" {
		enough = min(enough, 6) // wine takes seconds to start a process
	}
	for dead := 0; dead < enough; dead += len(writtenNames) {
		killWriters(t, s)
		for _, name := range writtenNames {
			e, err := s.Fetch(t.Context(), NewKey(name), "a survivor", always, counted(entryOf(name), new(int)))
			if err != nil || !whole(e, name) {
				t.Fatalf("after %d crashes %s is %+v, %v", dead, name, e, err)
			}
		}
		wantPrivate(t, dir)
	}
	left := len(files(t, dir))
	s.Now = func() time.Time { return time.Now().Add(2 * sweepAge) }
	s.Put(NewKey("last"), credentials("role", "last", s.Now()))
	if after := files(t, dir); len(after) != 1 {
		t.Errorf("of %d files, these are left two days later: %q", left, after)
	}
}

// killWriters starts as many writers as there are entries, and kills each a random while after a random line. Until all
// are dead it reads what they write.
func killWriters(t *testing.T, s *Store) {
	t.Helper()
	printed := make(chan line)
	linesLeft := map[*child]int{}
	for range writtenNames {
		linesLeft[self(t).start(t, printed, "write", s.Dir)] = 1 + rand.N(20)
	}
	for running := len(linesLeft); running > 0; {
		l := <-printed
		linesLeft[l.from]--
		switch {
		case l.ended:
			running--
			if l.err == nil || l.err.Error() != killed {
				t.Errorf("a writer ended before it was killed: %v", l.err)
			}
		case strings.HasPrefix(l.text, "made ") && !strings.HasSuffix(l.text, " <nil>"):
			t.Errorf("a writer printed %q", l.text)
		case linesLeft[l.from] == 0:
			time.AfterFunc(rand.N(3*time.Millisecond), func() { l.from.kill(t) })
		}
		for _, name := range writtenNames {
			if e, ok := s.Get(NewKey(name)); ok && !whole(e, name) {
				t.Fatalf("%s is served as %+v", name, e)
			}
		}
	}
}

func entryOf(name string) Entry { return credentials("role", name+"-survivor", time.Now()) }

func whole(e Entry, name string) bool {
	want := credentials("role", e.AccessKeyID, e.Issued)
	want.Expires, want.Sealed = e.Expires, e.Sealed
	return e == want && strings.HasPrefix(e.AccessKeyID, name+"-")
}

func wantPrivate(t *testing.T, dir string) {
	t.Helper()
	if runtime.GOOS == "windows" { // where the mode says nothing about others
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: %v, %v; want mode 0600", e.Name(), info.Mode(), err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the directory: %v; want mode 0700", err)
	}
}
