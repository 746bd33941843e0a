package cache

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// names lists the directory but for its tag by what the files are called, with the keys' names for the keys.
func names(t *testing.T, s *Store, keys map[string]Key) []string {
	t.Helper()
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		name := e.Name()
		if name == tagName {
			continue
		}
		for short, k := range keys {
			name = strings.Replace(name, string(k), short, 1)
		}
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func create(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// filled has two entries of prod, one of dev that expired a week ago, an identity without an end, and every kind of
// leftover.
func filled(t *testing.T) (*Store, map[string]Key) {
	t.Helper()
	s, _ := newStore(t)
	keys := map[string]Key{}
	for name, e := range map[string]Entry{
		"prod":     role("ASIA1"),
		"session":  credentials("session", "ASIA2", now),
		"dev":      credentials("role", "ASIA3", now.Add(-7*24*time.Hour)),
		"identity": {Profile: "dev", Kind: "identity", Text: "123456789012", Issued: now},
	} {
		if name == "dev" {
			e.Profile = "dev"
		}
		keys[name] = NewKey(name)
		s.Put(keys[name], e)
	}
	keys["bad"] = NewKey("bad")
	create(t, s.entryFile(keys["bad"]), []byte("{"))
	create(t, s.lockFile(keys["bad"]), nil)
	create(t, filepath.Join(s.Dir, string(keys["bad"])+".123"+tempSuffix), nil)
	create(t, filepath.Join(s.Dir, string(keys["bad"])+olderSuffix), []byte(`{"version":1}`))
	create(t, filepath.Join(s.Dir, "notes.entry"), nil)
	create(t, filepath.Join(s.Dir, string(keys["bad"])+".txt"), nil)
	return s, keys
}

func TestForgetProfile(t *testing.T) {
	t.Parallel()
	s, keys := filled(t)
	gone, err := s.Forget(func(_ Key, e Entry) bool { return e.Profile == "dev" })
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, e := range gone {
		kinds = append(kinds, e.Kind)
	}
	slices.Sort(kinds)
	if want := []string{"identity", "role"}; !slices.Equal(kinds, want) {
		t.Errorf("removed %q, want %q", kinds, want)
	}
	want := []string{"bad.entry", "bad.json", "bad.lock", "bad.txt", "notes.entry", "prod.entry", "session.entry"}
	if got := names(t, s, keys); !slices.Equal(got, want) {
		t.Errorf("left %q\nwant %q", got, want)
	}
}

func TestForgetAll(t *testing.T) {
	t.Parallel()
	s, keys := filled(t)
	gone, err := s.Forget(nil)
	if err != nil || len(gone) != 4 {
		t.Errorf("Forget gave %d entries and %v, want 4", len(gone), err)
	}
	if got, want := names(t, s, keys), []string{"bad.txt", "notes.entry"}; !slices.Equal(got, want) {
		t.Errorf("left %q\nwant %q", got, want)
	}
}

// TestPutOnce has an entry that is for who got it alone.
func TestPutOnce(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	e := role("ASIA9")
	e.Once = true
	s.Put("once", e)
	if got, found := s.Get("once"); found {
		t.Errorf("it was kept: %v", got)
	}
}

func TestForgetNothing(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	if gone, err := s.Forget(nil); gone != nil || err != nil {
		t.Errorf("Forget = %v, %v; want nothing of either", gone, err)
	}
	if _, err := os.Lstat(s.Dir); !os.IsNotExist(err) {
		t.Errorf("the directory was made: %v", err)
	}
	s.Dir = filepath.Join(t.TempDir(), "file")
	create(t, s.Dir, nil)
	if _, err := s.Forget(nil); err == nil || !strings.Contains(err.Error(), "is not a directory") {
		t.Errorf("Forget with a file in the directory's place: %v", err)
	}
}

// TestSweep lets all files be two days old: what is of no use any more goes when something is written, and then only.
func TestSweep(t *testing.T) {
	t.Parallel()
	s, keys := filled(t)
	old := now.Add(-48 * time.Hour)
	for _, name := range names(t, s, nil) {
		if err := os.Chtimes(filepath.Join(s.Dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	keys["young"] = NewKey("young")
	for _, suffix := range []string{lockSuffix, tempSuffix, entrySuffix} {
		path := filepath.Join(s.Dir, string(keys["young"])+suffix)
		create(t, path, nil)
		if err := os.Chtimes(path, now, now); err != nil {
			t.Fatal(err)
		}
	}
	before := names(t, s, keys)
	if _, err := s.Fetch(t.Context(), keys["prod"], "", always, counted(Entry{}, new(int))); err != nil {
		t.Fatal(err)
	}
	if after := names(t, s, keys); !slices.Equal(before, after) {
		t.Errorf("a warm start left %q\nof           %q", after, before)
	}
	s.Put(keys["prod"], role("ASIA4"))
	want := []string{
		"bad.txt", "identity.entry", "notes.entry", "prod.entry", "session.entry", "young.entry", "young.lock", "young.tmp",
	}
	if got := names(t, s, keys); !slices.Equal(got, want) {
		t.Errorf("left %q\nwant %q", got, want)
	}
}

// TestSweepIsBounded holds that a directory with very many files is looked at in part.
func TestSweepIsBounded(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("too many files for a scanned file system")
	}
	s, _ := newStore(t)
	if err := s.prepare(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(s.Dir, tagName)); err != nil {
		t.Error(err)
	}
	for i := range 2 * sweepMost {
		path := filepath.Join(s.Dir, string(NewKey("temp", string(rune(i))))+tempSuffix)
		create(t, path, nil)
		if err := os.Chtimes(path, now.Add(-48*time.Hour), now.Add(-48*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	s.sweep()
	if got := len(files(t, s.Dir)); got != sweepMost {
		t.Errorf("%d files left, want %d", got, sweepMost)
	}
}
