package cache

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/windows"
)

// TestLockBeingRemoved removes a lock file that a program has open, as a virus scanner does: until that is done the name
// is taken and the file is nobody's, so the lock is busy.
func TestLockBeingRemoved(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x"+lockSuffix)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	scanner, err := windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	locked := make(chan error, 1)
	go func() {
		held, err := tryLock(path)
		held.Close()
		locked <- err
	}()
	windows.CloseHandle(scanner)
	if err := <-locked; err != nil {
		t.Errorf("after the scanner is done: %v", err)
	}
}

// TestRemoveHeldLock leaves a lock alone that somebody holds.
func TestRemoveHeldLock(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x"+lockSuffix)
	held, err := tryLock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := removeLock(path); err != errBusy {
		t.Errorf("held: %v, want %v", err, errBusy)
	}
	if _, err := tryLock(path); err != errBusy {
		t.Errorf("held: %v, want %v", err, errBusy)
	}
	held.Close()
	if err := removeLock(path); err != nil {
		t.Errorf("given up: %v", err)
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("it is still there")
	}
}
