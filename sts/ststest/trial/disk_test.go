//go:build linux

package trial_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"aws-runas/sts/ststest/program"
)

// onDisk puts the user's caches on a small disk of their own.
func onDisk(t *testing.T) (u *user, disk string) {
	t.Helper()
	u = newUser(t)
	disk = filepath.Dir(u.cache())
	check(t, os.MkdirAll(disk, 0o700))
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("mount: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(disk, unix.MNT_DETACH); err != nil { // a child that is being started holds it for a moment
			t.Error(err)
		}
	})
	return u, disk
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	u, disk := onDisk(t)
	rest, err := os.Create(filepath.Join(disk, "rest"))
	check(t, err)
	defer rest.Close()
	for err == nil {
		_, err = rest.Write(make([]byte, 4096))
	}
	for range 2 {
		u.wantWorks(t, "aws-runas: not caching credentials: [^\n]*no space left on device\n", roleCalls)
	}
	check(t, rest.Truncate(0))
	u.wantWorks(t, "", roleCalls)
	u.wantWorks(t, "", nil)
}

func TestReadOnlyDisk(t *testing.T) {
	t.Parallel()
	u, disk := onDisk(t)
	warm := u.warm(t)
	check(t, unix.Mount("", disk, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	if u.wantWorks(t, "", nil) != warm {
		t.Error("a warm start has other keys")
	}
	k := u.get(t, "aws-runas: not caching credentials: [^\n]*read-only file system\n", "-r", "ext")
	wantCalls(t, u.calls(), map[string]int{"AssumeRole": 1})
	if k == warm {
		t.Error("another role has the same keys")
	}
}

// TestFileSizeLimit is a full disk to a user who can't mount one.
func TestFileSizeLimit(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	cmd := u.command(t, append([]string{"exec", "-r", "dev"}, show...)...)
	cmd.Args = append([]string{"sh", "-c", `ulimit -f 0; exec "$@"`, "sh", u.Program}, cmd.Args[1:]...)
	cmd.Path, cmd.Err = exec.LookPath("sh")
	o := program.Finish(t, cmd)
	told := strings.HasPrefix(o.Stderr, "aws-runas: not caching credentials: ") && strings.Contains(o.Stderr, "file too large")
	if o.Status != 0 || !told {
		t.Fatalf("status %d, stderr %q", o.Status, o.Stderr)
	}
	wantCalls(t, u.calls(), roleCalls)
	u.wantWorks(t, "", roleCalls)
}

// bound makes the user one whom modes bind; root is somebody else for the time.
func (u *user) bound(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	u.OwnCopy(t)
	u.as = &syscall.Credential{Uid: nobody, Gid: nobody}
	for dir := u.Dir; dir != os.TempDir(); dir = filepath.Dir(dir) {
		check(t, os.Chmod(dir, 0o755))
	}
	check(t, filepath.WalkDir(u.Dir, func(path string, _ os.DirEntry, err error) error {
		if err == nil {
			err = os.Chown(path, nobody, nobody)
		}
		return err
	}))
}

// TestPathWithoutAccess looks for commands along a path with a directory that the user may not search.
func TestPathWithoutAccess(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	closed := filepath.Join(u.Dir, "closed")
	check(t, os.Mkdir(closed, 0))
	u.bound(t)
	path := "PATH=" + closed + ":" + os.Getenv("PATH")
	for command, want := range map[string]program.Outcome{
		"true":            {},
		"no-such-command": {Stderr: "aws-runas: no-such-command: command not found\n", Status: 127},
	} {
		cmd := u.command(t, "exec", "-r", "dev", "--", command)
		cmd.Env = append(cmd.Env, path)
		if got := program.Finish(t, cmd); got != want {
			t.Errorf("%s: %+v, want %+v", command, got, want)
		}
	}
}

func TestReadOnlyDirectory(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	check(t, os.Mkdir(filepath.Dir(u.cache()), 0o700))
	u.bound(t)
	parent := filepath.Dir(u.cache())
	check(t, os.Chmod(parent, 0o500))
	u.wantWorks(t, "aws-runas: not caching credentials: mkdir [^\n]*: permission denied\n", roleCalls)
	check(t, os.Chmod(parent, 0o700))
	warm := u.wantWorks(t, "", roleCalls)
	check(t, os.Chmod(u.cache(), 0o500))
	if u.wantWorks(t, "", nil) != warm {
		t.Error("a warm start has other keys")
	}
	u.get(t, "aws-runas: not caching credentials: [^\n]*: permission denied\n", "-r", "ext")
	check(t, os.Chmod(u.cache(), 0o700))
}
