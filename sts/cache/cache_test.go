package cache

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"
)

var now = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

var key = NewKey("role", "prod")

// newStore is a store in a directory that does not exist yet. Its warnings go to the channel.
func newStore(t testing.TB) (*Store, chan string) {
	warnings := make(chan string, 100)
	return &Store{
		Dir:      filepath.Join(t.TempDir(), "cache", "aws-runas"),
		Now:      func() time.Time { return now },
		Warn:     func(format string, args ...any) { warnings <- fmt.Sprintf(format, args...) },
		Patience: time.Minute,
	}, warnings
}

// credentials are such that a mixture of two of them shows.
func credentials(kind, id string, issued time.Time) Entry {
	return Entry{
		Profile: "prod", Kind: kind, AccessKeyID: id, SecretAccessKey: "secret of " + id, SessionToken: "token of " + id,
		Issued: issued, Expires: issued.Add(time.Hour),
	}
}

func role(id string) Entry { return credentials("role", id, now) }

func always(Entry) bool { return true }
func never(Entry) bool  { return false }

// counted returns the entry and counts how often it is asked to.
func counted(e Entry, calls *int) func(context.Context) (Entry, error) {
	return func(context.Context) (Entry, error) {
		*calls++
		return e, nil
	}
}

// testKeyName is of a key in the kernel that tests may take away.
const testKeyName = "aws-runas:cache of tests"

// files lists the directory with times of change but for its tag, and is empty where there is none.
func files(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		if e.Name() == tagName {
			continue
		}
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprintf("%s %v %v", e.Name(), info.Mode(), info.ModTime()))
	}
	return list
}

func wantWarnings(t testing.TB, warnings chan string, want int) {
	t.Helper()
	if len(warnings) != want {
		close(warnings)
		t.Errorf("%d warnings, want %d:", len(warnings), want)
		for w := range warnings {
			t.Error(w)
		}
	}
}

func TestNewKey(t *testing.T) {
	t.Parallel()
	keys := []Key{
		NewKey(""), NewKey("", ""), NewKey("role"), NewKey("role", ""), NewKey("role", "", ""), NewKey("session", ""),
		NewKey("role", "ab", "c"), NewKey("role", "a", "bc"), NewKey("role", "abc"), NewKey("role", "1:a", "b"), NewKey("role", "1:a1:b"),
	}
	slices.Sort(keys)
	if got := len(slices.Compact(keys)); got != 11 {
		t.Errorf("11 different requests have %d keys", got)
	}
	if again := NewKey("role", "prod"); again != key {
		t.Errorf("one request has two keys, %s and %s", key, again)
	}
	if k, suffix := split(string(key) + entrySuffix); k != key || suffix != entrySuffix {
		t.Errorf("the key %q is not known again in a file's name", key)
	}
}

func TestFetchKeepsTheAnswer(t *testing.T) {
	t.Parallel()
	s, warnings := newStore(t)
	want, calls := role("ASIA1"), 0
	for range 3 {
		got, err := s.Fetch(t.Context(), key, `profile "prod"`, always, counted(want, &calls))
		if err != nil || got != want {
			t.Fatalf("Fetch = %+v, %v; want %+v", got, err, want)
		}
	}
	if calls != 1 {
		t.Errorf("got anew %d times, want once", calls)
	}
	again := role("ASIA2")
	if got, err := s.Fetch(t.Context(), key, "", never, counted(again, &calls)); err != nil || got != again {
		t.Errorf("Fetch when nothing is usable = %+v, %v; want %+v", got, err, again)
	}
	if got, _ := s.Get(key); got != again {
		t.Errorf("Get = %+v, want the newer %+v", got, again)
	}
	if _, ok := s.Get(NewKey("role", "dev")); ok {
		t.Error("another key has an entry")
	}
	wantWarnings(t, warnings, 0)
}

// TestWarmPath holds that an entry in the cache is served without a lock and without a write.
func TestWarmPath(t *testing.T) {
	t.Parallel()
	s, warnings := newStore(t)
	s.Put(key, role("ASIA1"))
	held, err := tryLock(s.lockFile(key))
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	before := files(t, s.Dir)
	calls := 0
	s.Patience = 0
	if _, err := s.Fetch(t.Context(), key, "", always, counted(role("ASIA2"), &calls)); err != nil || calls != 0 {
		t.Errorf("Fetch: %v and %d calls, want none of either", err, calls)
	}
	if after := files(t, s.Dir); !slices.Equal(before, after) {
		t.Errorf("files changed from\n%q to\n%q", before, after)
	}
	wantWarnings(t, warnings, 0)
}

func TestWithoutCache(t *testing.T) {
	t.Chdir(t.TempDir()) // where a file of an empty directory's name would turn up
	s := &Store{}
	calls := 0
	for range 2 {
		if got, err := s.Fetch(t.Context(), key, "", always, counted(role("ASIA1"), &calls)); err != nil || got != role("ASIA1") {
			t.Errorf("Fetch = %+v, %v", got, err)
		}
	}
	if calls != 2 {
		t.Errorf("%d calls, want 2", calls)
	}
	s.Put(key, role("ASIA1"))
	if _, ok := s.Get(key); ok {
		t.Error("Get found an entry")
	}
	if gone, err := s.Forget(nil); gone != nil || err != nil {
		t.Errorf("Forget = %v, %v", gone, err)
	}
	if err := os.WriteFile(string(key)+entrySuffix, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.Remove(key)
	if got := files(t, "."); len(got) != 1 {
		t.Errorf("files: %q", got)
	}
}

func TestFailureIsNotKept(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	refused := errors.New("AccessDenied")
	_, err := s.Fetch(t.Context(), key, "", always, func(context.Context) (Entry, error) { return role("ASIA1"), refused })
	if err != refused {
		t.Errorf("Fetch: %v, want %v", err, refused)
	}
	if _, ok := s.Get(key); ok {
		t.Error("an entry is kept that came with an error")
	}
	calls := 0
	if _, err := s.Fetch(t.Context(), key, "", always, counted(role("ASIA2"), &calls)); err != nil || calls != 1 {
		t.Errorf("the next Fetch: %v and %d calls, want 1", err, calls)
	}
}

// TestLongLivedKeys holds that keys without a session token are handed through and never written.
func TestLongLivedKeys(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"session", "role", "source", "identity", "refusal", ""} {
		s, warnings := newStore(t)
		want := Entry{Kind: kind, AccessKeyID: "AKIA1", SecretAccessKey: "secret", Issued: now, Expires: now.Add(time.Hour)}
		got, err := s.Fetch(t.Context(), key, "", always, func(context.Context) (Entry, error) { return want, nil })
		if err != nil || got != want {
			t.Errorf("%s: Fetch = %+v, %v; want %+v", kind, got, err, want)
		}
		s.Put(key, want)
		for _, f := range files(t, s.Dir) {
			if _, suffix := split(f[:len(string(key))+len(lockSuffix)]); suffix != lockSuffix {
				t.Errorf("%s: %s was written", kind, f)
			}
		}
		wantWarnings(t, warnings, 0)
	}
}

func TestRemove(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	s.Remove(key) // there is not even a directory
	s.Put(key, role("ASIA1"))
	s.Remove(key)
	if _, ok := s.Get(key); ok {
		t.Error("the entry is still there")
	}
}

func TestDir(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "/") // a path is absolute here only with a drive in front, on Windows
	in := func(names ...string) string { return filepath.Join(append([]string{root}, names...)...) }
	xdg, local, me := in("xdg"), in("local"), in("me")
	tests := []struct {
		system, xdg, local, home, want string
	}{
		{"linux", "", "", me, in("me", ".cache", "aws-runas")},
		{"linux", xdg, local, me, in("xdg", "aws-runas")},
		{"linux", xdg, "", "", in("xdg", "aws-runas")},
		{"linux", "relative", "", me, in("me", ".cache", "aws-runas")},
		{"linux", "", "", "", ""},
		{"darwin", "", "", me, in("me", "Library", "Caches", "aws-runas")},
		{"darwin", xdg, "", me, in("xdg", "aws-runas")},
		{"darwin", "", "", "", ""},
		{"windows", xdg, local, me, in("local", "aws-runas")},
		{"windows", xdg, "", me, in("me", "AppData", "Local", "aws-runas")},
		{"windows", xdg, "relative", me, ""},
		{"windows", "", "", "", ""},
	}
	for _, tt := range tests {
		env := map[string]string{"XDG_CACHE_HOME": tt.xdg, "LOCALAPPDATA": tt.local}
		got, note := dirOn(tt.system, func(name string) string { return env[name] }, tt.home)
		if wantNote := tt.system == "windows" && tt.local != local; got != tt.want || wantNote != (note != "") {
			t.Errorf("dirOn(%+v) = %q, %q", tt, got, note)
		}
	}
	variable := map[bool]string{false: "XDG_CACHE_HOME", true: "LOCALAPPDATA"}[runtime.GOOS == "windows"]
	getenv := func(name string) string { return map[string]string{variable: xdg}[name] }
	if got, _ := Dir(getenv, ""); got != in("xdg", "aws-runas") {
		t.Errorf("Dir = %q", got)
	}
}

// BenchmarkGet is the warm path.
func BenchmarkGet(b *testing.B) {
	s, _ := newStore(b)
	e := role("ASIA1")
	e.SessionToken = fmt.Sprintf("%01000d", 0)
	s.Put(key, e)
	for b.Loop() {
		if _, ok := s.Get(key); !ok {
			b.Fatal("miss")
		}
	}
}
