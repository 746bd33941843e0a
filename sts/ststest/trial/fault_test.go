//go:build linux

package trial_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/cache"
	"aws-runas/sts/ststest"
)

// roleCalls are those of a role without MFA when nothing is cached.
var roleCalls = map[string]int{"GetCallerIdentity": 1, "AssumeRole": 1}

// warm fills the cache with dev's role, and returns its keys.
func (u *user) warm(t *testing.T) keys {
	t.Helper()
	k := u.get(t, "", "-r", "dev")
	wantCalls(t, u.calls(), roleCalls)
	return k
}

// wantWorks runs a command that says what matches and has the right keys by these calls.
func (u *user) wantWorks(t *testing.T, says string, calls map[string]int) keys {
	t.Helper()
	k := u.get(t, says, "-r", "dev")
	wantCalls(t, u.calls(), calls)
	u.wantRole(t, k, ststest.DeveloperARN)
	u.calls()
	return k
}

// TestDirectory has something wrong with the cache's directory. The command works, and where it keeps nothing it says
// so. A directory that is only too open is closed, and what it has is good.
func TestDirectory(t *testing.T) {
	t.Parallel()
	const notKept = "aws-runas: not caching credentials: [^\n]*"
	for _, test := range []struct {
		name  string
		spoil func(t *testing.T, u *user)
		says  string
		calls map[string]int
		kept  bool
	}{
		{"missing", func(t *testing.T, u *user) {
			check(t, os.RemoveAll(filepath.Dir(u.cache())))
		}, "", roleCalls, true},
		{"open to others", func(t *testing.T, u *user) {
			check(t, os.Chmod(u.cache(), 0o755))
		}, "", nil, true},
		{"somebody else's", func(t *testing.T, u *user) {
			own(t, u.cache())
		}, notKept + "belongs to user 65534\n", roleCalls, false},
		{"a link", func(t *testing.T, u *user) {
			check(t, os.Rename(u.cache(), u.Dir+"/elsewhere"))
			check(t, os.Symlink(u.Dir+"/elsewhere", u.cache()))
		}, notKept + "is a symbolic link\n", roleCalls, false},
		{"a file", func(t *testing.T, u *user) {
			check(t, os.RemoveAll(u.cache()))
			check(t, os.WriteFile(u.cache(), nil, 0o600))
		}, notKept + "is not a directory\n", roleCalls, false},
		{"below a file", func(t *testing.T, u *user) {
			check(t, os.RemoveAll(filepath.Dir(u.cache())))
			check(t, os.WriteFile(filepath.Dir(u.cache()), nil, 0o600))
		}, notKept + "not a directory\n", roleCalls, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			u := newUser(t)
			u.warm(t)
			test.spoil(t, u)
			u.wantWorks(t, test.says, test.calls)
			again := roleCalls
			if test.kept {
				again = nil
				u.wantPrivate(t)
			}
			u.wantWorks(t, test.says, again)
		})
	}
}

// TestEntry has something wrong with the entry of a role. The role is got anew, and the entry replaced.
func TestEntry(t *testing.T) {
	t.Parallel()
	replace := func(old, new string) func(*testing.T, *user, string) {
		return func(t *testing.T, _ *user, file string) {
			write(t, file, bytes.Replace(read(t, file), []byte(old), []byte(new), 1))
		}
	}
	for name, spoil := range map[string]func(t *testing.T, u *user, file string){
		"corrupt":         func(t *testing.T, _ *user, file string) { write(t, file, bytes.ToUpper(read(t, file))) },
		"empty":           func(t *testing.T, _ *user, file string) { write(t, file, nil) },
		"truncated":       func(t *testing.T, _ *user, file string) { write(t, file, read(t, file)[:500]) },
		"a character off": replace("ASIA", "ASIB"),
		"of another role": func(t *testing.T, u *user, file string) {
			write(t, file, read(t, u.entryOf(t, u.get(t, "", "-r", "ext"))))
			u.calls()
		},
		"from the future": func(t *testing.T, u *user, file string) { u.postdate(t, file, time.Hour) },
		"open to others":  func(t *testing.T, _ *user, file string) { check(t, os.Chmod(file, 0o640)) },
		"somebody else's": func(t *testing.T, _ *user, file string) { own(t, file) },
		"a link": func(t *testing.T, u *user, file string) {
			check(t, os.Rename(file, u.Dir+"/entry"))
			check(t, os.Symlink(u.Dir+"/entry", file))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u := newUser(t)
			old := u.warm(t)
			file := u.entryOf(t, old)
			before := read(t, file)
			spoil(t, u, file)
			if got := u.wantWorks(t, "", map[string]int{"AssumeRole": 1}); got == old {
				t.Error("the entry is served")
			}
			u.wantWorks(t, "", nil)
			u.wantPrivate(t)
			if bytes.Equal(read(t, file), before) {
				t.Error("the entry is still there")
			}
		})
	}
}

// TestEntryThatCannotGo has a directory where the entry would be: the command works without it.
func TestEntryThatCannotGo(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	file := u.entryOf(t, u.warm(t))
	check(t, os.Remove(file))
	check(t, os.MkdirAll(filepath.Join(file, "full"), 0o700))
	for range 2 {
		u.wantWorks(t, "aws-runas: not caching credentials: rename [^\n]*: file exists\n", map[string]int{"AssumeRole": 1})
	}
}

// TestTwoVersions has an older and a newer program's files in the directory. They are left alone while they may be in use.
func TestTwoVersions(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	u.warm(t)
	foreign := u.path(strings.Repeat("5", 64) + ".entry")
	write(t, foreign, []byte(`{"of":"another program"}`))
	u.wantWorks(t, "", nil)
	check(t, os.Remove(u.entryOf(t, u.get(t, "", "-r", "dev"))))
	u.wantWorks(t, "", map[string]int{"AssumeRole": 1})
	if _, err := os.Stat(foreign); err != nil {
		t.Error(err)
	}
}

// postdate writes an entry as a machine would have whose clock is ahead.
func (u *user) postdate(t *testing.T, file string, by time.Duration) {
	t.Helper()
	ahead := &cache.Store{Dir: u.cache(), Now: func() time.Time { return time.Now().Add(by) }, Warn: t.Errorf}
	key := cache.Key(strings.TrimSuffix(filepath.Base(file), ".entry"))
	e, ok := ahead.Get(key)
	if !ok {
		t.Fatal("there is no such entry")
	}
	e.Issued, e.Expires = e.Issued.Add(by), e.Expires.Add(by)
	ahead.Put(key, e)
}

// entryOf is the file that has the keys.
func (u *user) entryOf(t *testing.T, k keys) string {
	t.Helper()
	files, err := filepath.Glob(u.path("*.entry"))
	check(t, err)
	for _, file := range files {
		if bytes.Contains(read(t, file), []byte(k.id)) {
			return file
		}
	}
	t.Fatalf("none of %d entries has the keys", len(files))
	return ""
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	check(t, err)
	return data
}

// write replaces what is in a file.
func write(t *testing.T, file string, data []byte) {
	t.Helper()
	check(t, os.WriteFile(file, data, 0o600))
}

// own gives a file to somebody else.
func own(t *testing.T, file string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	check(t, os.Chown(file, nobody, nobody))
}

const nobody = 65534

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
