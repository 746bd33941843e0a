//go:build linux

package trial_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
)

// trace runs aws-runas and returns the system calls of a set that it made, a line each, up to where it becomes another
// program. It skips the test where strace is not installed.
func (u *user) trace(t *testing.T, set string, args ...string) []string {
	t.Helper()
	strace := need.Program(t, "strace")
	file := u.Dir + "/trace"
	cmd := u.command(t)
	options := []string{"strace", "-f", "-qq", "-e", "signal=none", "-e", "trace=execve," + set, "-o", file, u.Program}
	cmd.Path, cmd.Args = strace, append(options, args...)
	if o := program.Finish(t, cmd); o.Status != 0 {
		t.Fatalf("%v: status %d, %q", args, o.Status, o.Stderr)
	}
	calls := strings.Split(strings.TrimSpace(string(read(t, file))), "\n")
	if !strings.Contains(calls[0], "execve(") {
		t.Fatalf("the trace begins with %s", calls[0])
	}
	calls = calls[1:]
	if end := slices.IndexFunc(calls, func(call string) bool { return strings.Contains(call, "execve(") }); end >= 0 {
		calls = calls[:end]
	}
	// What strace could not see of a thread whose process ended is no call.
	return slices.DeleteFunc(calls, func(call string) bool { return strings.Contains(call, "???(") })
}

var (
	newThread = regexp.MustCompile(`clone3?\(.*CLONE_THREAD|<\.\.\. clone3? resumed>`)
	readOnly  = regexp.MustCompile(`openat\(.*O_RDONLY|<\.\.\. openat resumed>`)
	toStdout  = regexp.MustCompile(`write\(1, |<\.\.\. write resumed>`)
	// Threads of the Go runtime wake each other with eight bytes.
	runtimeEvent = regexp.MustCompile(`eventfd2\(|write\(\d+, "\\1\\0\\0\\0\\0\\0\\0\\0", 8`)
)

// TestWarmIsQuiet watches env and exec while the cache is warm: no network, no process, no write but to stdout.
func TestWarmIsQuiet(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	u.warm(t)
	const set = "%network,fork,vfork,clone,clone3,open,openat,creat,write,pwrite64,writev,pwritev,sendfile,ftruncate,truncate," +
		"fallocate,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,chmod,fchmod," +
		"fchmodat,chown,fchown,fchownat,utimensat,fsync,fdatasync,flock,eventfd2"
	for _, args := range [][]string{{"env", "-r", "dev"}, {"env", "-r", "dev", "--shell", "bash"}, {"exec", "-r", "dev", "--", "true"}} {
		written := 0
		for _, call := range u.trace(t, set, args...) {
			switch {
			case newThread.MatchString(call), readOnly.MatchString(call), runtimeEvent.MatchString(call):
			case toStdout.MatchString(call):
				written++
			default:
				t.Errorf("%v: %s", args, call)
			}
		}
		if want := args[0] == "env"; written > 0 != want {
			t.Errorf("%v wrote %d times to stdout", args, written)
		}
	}
	u.wantNoCalls(t)
}
