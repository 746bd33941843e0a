package writefile_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"aws-runas/profile/writefile"
)

// entries names what is in a directory.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}

func TestReplace(t *testing.T) {
	t.Parallel()
	for _, durable := range []bool{false, true} {
		dir := t.TempDir()
		file := filepath.Join(dir, "token")
		for _, want := range []string{"first", "second"} {
			if err := writefile.Replace(file, "new-*", []byte(want), durable); err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(file); string(got) != want || err != nil {
				t.Errorf("%q, %v, want %q", got, err, want)
			}
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 && runtime.GOOS != "windows" { // where there are no such modes
			t.Errorf("mode %o, want 600", mode)
		}
		if names := entries(t, dir); len(names) != 1 {
			t.Errorf("%q is left, want the file alone", names)
		}
	}
}

// TestFailureLeavesNothing replaces a directory with a file, which no system does.
func TestFailureLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "child"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := writefile.Replace(taken, "new-*", []byte("x"), false); err == nil {
		t.Error("a directory was replaced")
	}
	if err := writefile.Replace(filepath.Join(dir, "nowhere", "file"), "new-*", []byte("x"), false); err == nil {
		t.Error("a file was written in a directory that isn't there")
	}
	if names := entries(t, dir); len(names) != 1 {
		t.Errorf("%q is left, want the directory alone", names)
	}
}

// TestDiscard says that what was made ready and not used goes, and what was used stays.
func TestDiscard(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "token")
	unused, err := writefile.Create(file, "new-*")
	if err != nil {
		t.Fatal(err)
	}
	if names := entries(t, dir); len(names) != 1 || names[0] == "token" {
		t.Errorf("%q is there, want a file that was made ready", names)
	}
	unused.Discard()
	if names := entries(t, dir); len(names) != 0 {
		t.Errorf("%q is left", names)
	}
	used, err := writefile.Create(file, "new-*")
	if err != nil {
		t.Fatal(err)
	}
	if err := used.Replace([]byte("x"), true); err != nil {
		t.Fatal(err)
	}
	used.Discard()
	if names := entries(t, dir); len(names) != 1 || names[0] != "token" {
		t.Errorf("%q is left, want the file", names)
	}
}
