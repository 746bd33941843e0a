package openfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/windows"

	"aws-runas/profile/openfile"
)

// TestReadBeforeOthersAreDone reads a file that somebody has open for himself until a moment later.
func TestReadBeforeOthersAreDone(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	name, err := windows.UTF16PtrFromString(file)
	if err != nil {
		t.Fatal(err)
	}
	alone, err := windows.CreateFile(name, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); !openfile.Changing(err) {
		t.Errorf("while somebody has it alone: %q, %v", text, err)
	}
	if text, err := openfile.Read(file); !openfile.Changing(err) {
		t.Errorf("in the end somebody still has it: %q, %v", text, err)
	}
	windows.CloseHandle(alone)
	if text, err := openfile.Read(file); string(text) != "text" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

// TestRemovedWhileOpen removes and replaces a file that is open: os.Open would keep it from that.
func TestRemovedWhileOpen(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := openfile.ForReading(file, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := os.Remove(file); err != nil {
		t.Errorf("removed while it is read: %v", err)
	}
	f.Close()
	if text, err := openfile.Read(file); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%q, %v", text, err)
	}
}
