package cache

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// mounted is the directory of a store on a small file system of its own.
func mounted(t *testing.T) (mount, dir string) {
	t.Helper()
	mount = t.TempDir()
	if err := unix.Mount("tmpfs", mount, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("mount: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(mount, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return mount, filepath.Join(mount, "aws-runas")
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	mount, dir := mounted(t)
	rest, err := os.Create(filepath.Join(mount, "rest"))
	if err != nil {
		t.Fatal(err)
	}
	defer rest.Close()
	for err == nil {
		_, err = rest.Write(make([]byte, 4096))
	}
	self(t).wantNotKept(t, "fetch", dir, "no space left on device")
	wantLocksOnly(t, dir)
	if err := rest.Truncate(0); err != nil {
		t.Fatal(err)
	}
	self(t).wantKept(t, dir)
}

func TestReadOnlyDisk(t *testing.T) {
	t.Parallel()
	mount, dir := mounted(t)
	readOnly := func(flag uintptr) {
		t.Helper()
		if err := unix.Mount("", mount, "", unix.MS_REMOUNT|flag, ""); err != nil {
			t.Fatal(err)
		}
	}
	readOnly(unix.MS_RDONLY)
	self(t).wantNotKept(t, "fetch", dir, "read-only file system")
	readOnly(0)
	self(t).wantKept(t, dir)
	store := &Store{Dir: dir, Now: time.Now}
	readOnly(unix.MS_RDONLY)
	if gone, err := store.Forget(nil); err == nil || len(gone) != 0 || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "read-only file system, and ") {
		t.Errorf("Forget on a read-only disk: %v, %v; want one sentence for all files", gone, err)
	}
	if said := self(t).fetches(t, "fetch", dir); len(said) != 0 {
		t.Errorf("a warm start said %q", said)
	}
}
