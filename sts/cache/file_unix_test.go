//go:build unix

package cache

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestUntrustedFiles changes the file of an entry: what could be someone else's doing is not served, and is replaced.
func TestUntrustedFiles(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(path string) error
		served bool
		lasts  bool // the file can't be replaced
	}{
		{name: "as it was", change: func(string) error { return nil }, served: true},
		{name: "stricter", change: func(path string) error { return os.Chmod(path, 0o400) }, served: true},
		{name: "readable by the group", change: func(path string) error { return os.Chmod(path, 0o640) }},
		{name: "readable by others", change: func(path string) error { return os.Chmod(path, 0o604) }},
		{name: "writable by others", change: func(path string) error { return os.Chmod(path, 0o602) }},
		{name: "foreign", change: func(path string) error { return os.Chown(path, 12345, -1) }},
		{name: "a symbolic link", change: func(path string) error {
			return replace(path, func() error { return os.Symlink(path+".aside", path) })
		}},
		{name: "a pipe", change: func(path string) error {
			return replace(path, func() error { return syscall.Mkfifo(path, 0o600) })
		}},
		{name: "a directory", lasts: true, change: func(path string) error {
			return replace(path, func() error { return os.Mkdir(path, 0o700) })
		}},
		{name: "empty", change: func(path string) error { return os.Truncate(path, 0) }},
		{name: "huge", change: func(path string) error { return os.Truncate(path, 1<<40) }},
		{name: "another key's", change: func(path string) error {
			other := filepath.Join(filepath.Dir(path), string(NewKey("role", "dev"))+entrySuffix)
			return os.Rename(other, path)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.name == "foreign" && os.Geteuid() != 0 {
				t.Skip("only root can give a file away")
			}
			s, warnings := newStore(t)
			s.Put(NewKey("role", "dev"), role("ASIA0"))
			s.Put(key, role("ASIA1"))
			if err := tt.change(s.entryFile(key)); err != nil {
				t.Fatal(err)
			}
			if e, ok := s.Get(key); ok != tt.served {
				t.Errorf("Get = %+v, %v; want %v", e, ok, tt.served)
			}
			calls := 0
			want := role("ASIA2")
			if got, err := s.Fetch(t.Context(), key, "", never, counted(want, &calls)); err != nil || got != want {
				t.Errorf("Fetch = %+v, %v; want %+v", got, err, want)
			}
			if got, ok := s.Get(key); !tt.lasts && got != want || ok == tt.lasts {
				t.Errorf("Get after it was replaced = %+v, %v", got, ok)
			}
			if tt.lasts {
				wantWarnings(t, warnings, 1)
			} else {
				wantWarnings(t, warnings, 0)
			}
		})
	}
}

// replace puts something else in the place of a file.
func replace(path string, put func() error) error {
	if err := os.Rename(path, path+".aside"); err != nil {
		return err
	}
	return put()
}

// TestLinkForLock holds that a link in a lock's place is not followed: the file it leads to stays what it is.
func TestLinkForLock(t *testing.T) {
	t.Parallel()
	s, warnings := newStore(t)
	if err := s.prepare(); err != nil {
		t.Fatal(err)
	}
	victim := filepath.Join(t.TempDir(), "victim")
	create(t, victim, []byte("mine"))
	if err := os.Symlink(victim, s.lockFile(key)); err != nil {
		t.Fatal(err)
	}
	calls := 0
	if _, err := s.Fetch(t.Context(), key, "", always, counted(role("ASIA1"), &calls)); err != nil || calls != 1 {
		t.Errorf("Fetch: %v and %d calls, want 1", err, calls)
	}
	wantWarnings(t, warnings, 1)
	if data, _ := os.ReadFile(victim); string(data) != "mine" {
		t.Errorf("the file behind the link has %q", data)
	}
}

// TestDirectoryChangesMeanwhile has the directory changed while a question is asked: it is looked at again before anything
// is written.
func TestDirectoryChangesMeanwhile(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		change   func(dir string) error
		warnings int
	}{
		{"opened to others", func(dir string) error { return os.Chmod(dir, 0o777) }, 0},
		{"removed", os.RemoveAll, 0},
		{"a link", func(dir string) error { return replace(dir, func() error { return os.Symlink(dir+".aside", dir) }) }, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, warnings := newStore(t)
			e, err := s.Fetch(t.Context(), key, "", always, func(context.Context) (Entry, error) {
				return role("ASIA1"), tt.change(s.Dir)
			})
			if err != nil || e != role("ASIA1") {
				t.Errorf("Fetch = %+v, %v", e, err)
			}
			wantWarnings(t, warnings, tt.warnings)
			if _, ok := s.Get(key); ok != (tt.warnings == 0) {
				t.Errorf("kept: %v", ok)
			}
			if info, err := os.Stat(s.Dir); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("the directory: %v, %v; want mode 0700", info, err)
			}
			if aside, _ := os.ReadDir(s.Dir + ".aside"); len(aside) > 2 { // a lock and the tag
				t.Errorf("behind the link there are %v", aside)
			}
		})
	}
}

// TestOpenedDirectory holds that nothing is served from a directory that others could write to, until it is closed. The
// entries are still good then: each file tells whose it is.
func TestOpenedDirectory(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	s.Put(key, role("ASIA1"))
	if err := os.Chmod(s.Dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if e, ok := s.Get(key); ok {
		t.Errorf("Get = %+v", e)
	}
	calls := 0
	if _, err := s.Fetch(t.Context(), key, "", always, counted(role("ASIA2"), &calls)); err != nil || calls != 0 {
		t.Errorf("Fetch: %v and %d calls, want none of either", err, calls)
	}
	if info, err := os.Stat(s.Dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the directory: %v, %v; want mode 0700", info, err)
	}
}

// TestForgetWhatIsOpen holds that forgetting a profile reaches the files that others may have read, too.
func TestForgetWhatIsOpen(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	s.Put(key, role("ASIA1"))
	for _, path := range []string{s.entryFile(key), s.Dir} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	gone, err := s.Forget(func(_ Key, e Entry) bool { return e.Profile == "prod" })
	if err != nil || len(gone) != 1 || len(files(t, s.Dir)) != 0 {
		t.Errorf("Forget = %v, %v; files left: %q", gone, err, files(t, s.Dir))
	}
}
