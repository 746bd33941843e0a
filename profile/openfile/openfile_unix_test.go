//go:build unix

package openfile_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"aws-runas/profile/openfile"
)

func TestForReading(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file, link, pipe := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(dir, "pipe")
	err := errors.Join(os.WriteFile(file, []byte("text"), 0o600), os.Symlink(file, link), syscall.Mkfifo(pipe, 0o600))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		path  string
		flags int
		want  error
		text  string
	}{
		{file, 0, nil, "text"},
		{link, 0, nil, "text"},
		{file, syscall.O_NOFOLLOW | syscall.O_NONBLOCK, nil, "text"},
		{link, syscall.O_NOFOLLOW, syscall.ELOOP, ""},
		{pipe, syscall.O_NONBLOCK, nil, ""},
		{filepath.Join(dir, "missing"), 0, fs.ErrNotExist, ""},
	} {
		f, err := openfile.ForReading(test.path, test.flags)
		if !errors.Is(err, test.want) {
			t.Errorf("%s, flags %#x: %v, want %v", test.path, test.flags, err, test.want)
		}
		if err != nil {
			if pathError, is := errors.AsType[*os.PathError](err); !is || pathError.Path != test.path {
				t.Errorf("%s: the error %v does not name it", test.path, err)
			}
			continue
		}
		text, err := io.ReadAll(f)
		if err != nil || string(text) != test.text {
			t.Errorf("%s: %q, %v; want %q", test.path, text, err, test.text)
		}
		// What the poller has taken can have a deadline.
		if err := f.SetReadDeadline(time.Now()); !errors.Is(err, os.ErrNoDeadline) {
			t.Errorf("%s: the poller was asked: %v", test.path, err)
		}
		f.Close()
	}
}

// TestClosedInChildren holds that a program that is run gets none of the files.
func TestClosedInChildren(t *testing.T) {
	t.Parallel()
	f, err := openfile.ForReading(os.DevNull, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	flags, err := unix.FcntlInt(f.Fd(), unix.F_GETFD, 0)
	if err != nil || flags&unix.FD_CLOEXEC == 0 {
		t.Errorf("the flags of the descriptor are %#x, %v", flags, err)
	}
}
