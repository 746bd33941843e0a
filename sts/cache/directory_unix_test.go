//go:build unix

package cache

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// unprivileged is a program whose user is not root, and a directory of that user's.
func unprivileged(t *testing.T) (program, string) {
	t.Helper()
	p, dir := self(t), t.TempDir()
	if os.Geteuid() != 0 {
		return p, dir
	}
	data, err := os.ReadFile(p.binary)
	if err != nil {
		t.Fatal(err)
	}
	p.binary = filepath.Join(dir, "program")
	if err := os.WriteFile(p.binary, data, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	p.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	return p, dir
}

// own gives everything below a directory to the program's user.
func (p program) own(t *testing.T, dir string) {
	t.Helper()
	if p.as == nil {
		return
	}
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, int(p.as.Credential.Uid), int(p.as.Credential.Gid))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fetches runs the program that wants a role, answers its question, and checks that it has the role. It gives what else
// the program printed.
func (p program) fetches(t *testing.T, what, dir string) (said []string) {
	t.Helper()
	printed := make(chan line)
	running := p.start(t, printed, what, dir, "prod")
	ok := false
	for l := range printed {
		switch {
		case l.ended:
			if l.err != nil || !ok {
				t.Errorf("no credentials, %v", l.err)
			}
			return said
		case l.text == got("prod", "code"):
			ok = true
		default:
			if l.text == "ask" {
				running.answer(t, "code") // who does not ask may have ended by now
			}
			said = append(said, l.text)
		}
	}
	return said
}

var anew = []string{"ask", "assume prod"}

// wantKept checks that a cold start kept what it got, so that the next asks nothing.
func (p program) wantKept(t *testing.T, dir string) {
	t.Helper()
	if said := p.fetches(t, "fetch", dir); !slices.Equal(said, anew) {
		t.Errorf("the first time: %q, want %q", said, anew)
	}
	if said := p.fetches(t, "fetch", dir); len(said) != 0 {
		t.Errorf("the second time: %q, want nothing", said)
	}
	wantPrivate(t, dir)
}

// wantNotKept checks that a start, cold for ever, said once why.
func (p program) wantNotKept(t *testing.T, what, dir, why string) {
	t.Helper()
	for range 2 {
		said := p.fetches(t, what, dir)
		told := slices.DeleteFunc(slices.Clone(said), func(s string) bool { return slices.Contains(anew, s) })
		if len(said) != len(anew)+1 || len(told) != 1 || !strings.HasPrefix(told[0], "warn not caching credentials: ") ||
			!strings.Contains(told[0], why) {
			t.Errorf("said %q\nwant %q and why nothing is kept: %s", said, anew, why)
		}
	}
}

// TestDirectories has the directory in all states. What can't be kept safely is not kept, the program works all the same.
func TestDirectories(t *testing.T) {
	t.Parallel()
	mkdir := func(mode fs.FileMode) func(string) error {
		return func(dir string) error {
			if err := os.Mkdir(dir, 0o700); err != nil {
				return err
			}
			return os.Chmod(dir, mode)
		}
	}
	tests := []struct {
		name string
		make func(dir string) error
		why  string // nothing is kept
	}{
		{"missing", func(string) error { return nil }, ""},
		{"ours alone", mkdir(0o700), ""},
		{"readable by others", mkdir(0o755), ""},
		{"writable by all", mkdir(0o777), ""},
		{"read-only", mkdir(0o500), "permission denied"},
		{"not even readable", mkdir(0), "permission denied"},
		{"a symbolic link", func(dir string) error {
			if err := mkdir(0o700)(dir + ".aside"); err != nil {
				return err
			}
			return os.Symlink(dir+".aside", dir)
		}, "aws-runas: is a symbolic link"},
		{"a link to nothing", func(dir string) error { return os.Symlink(dir+".aside", dir) }, "aws-runas: is a symbolic link"},
		{"a file", func(dir string) error { return os.WriteFile(dir, nil, 0o600) }, "aws-runas: is not a directory"},
		{"in a file", func(dir string) error { return os.WriteFile(filepath.Dir(dir), nil, 0o600) }, "not a directory"},
		{"missing in a read-only one", func(dir string) error { return os.Chmod(filepath.Dir(dir), 0o500) }, "permission denied"},
	}
	p, base := unprivileged(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			parent := filepath.Join(base, strings.ReplaceAll(tt.name, " ", "-"))
			dir := filepath.Join(parent, "aws-runas")
			if tt.name != "in a file" {
				if err := os.Mkdir(parent, 0o700); err != nil {
					t.Fatal(err)
				}
			}
			if err := tt.make(dir); err != nil {
				t.Fatal(err)
			}
			p.own(t, parent)
			if tt.why == "" {
				p.wantKept(t, dir)
				return
			}
			p.wantNotKept(t, "fetch", dir, tt.why)
			if aside, _ := os.ReadDir(dir + ".aside"); len(aside) != 0 {
				t.Errorf("behind the link there are %q", aside)
			}
			os.Chmod(parent, 0o700) // for the removal at the end
			os.Chmod(dir, 0o700)
		})
	}
	t.Run("someone else's", func(t *testing.T) {
		t.Parallel()
		p.wantNotKept(t, "fetch", "/", "/: belongs to user 0")
	})
}

// TestFileLimit lets every write break off after 100 bytes. There is nothing left of what was begun.
func TestFileLimit(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "aws-runas")
	self(t).wantNotKept(t, "fetch, with small files only", dir, "file too large")
	wantLocksOnly(t, dir)
}

func wantLocksOnly(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) != lockSuffix && e.Name() != tagName {
			t.Errorf("%s was left", e.Name())
		}
	}
}
