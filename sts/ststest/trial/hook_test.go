//go:build linux

package trial_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aws-runas/sts/ststest/program"
)

// hooks are the command lines of all hooks.
func hooks() [][]string {
	var all [][]string
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		for _, flags := range [][]string{nil, {"--skip-prompt"}, {"--no-renew"}, {"-s", "--no-renew"}} {
			all = append(all, append([]string{"hook", shell}, flags...))
		}
	}
	return all
}

// TestHookDependsOnNothing runs hook in other circumstances and wants the same text.
func TestHookDependsOnNothing(t *testing.T) {
	t.Parallel()
	usual, other := newUser(t), newUser(t)
	other.warm(t)
	write(t, filepath.Join(other.Dir, ".aws", "config"), []byte("[broken\n"))
	write(t, filepath.Join(other.Dir, "aws_config"), []byte("[profile dev]\nregion = mars\n"))
	circumstances := []string{
		"AWS_PROFILE=prod", "AWS_RUNAS_PROFILE=dev", "AWS_RUNAS_ACCESS_KEY_ID=ASIAX", "AWS_ACCESS_KEY_ID=ASIAX",
		"AWS_RUNAS_DURATION=nonsense", "AWS_RUNAS_NO_RENEW=1", "AWS_RUNAS_SKIP_PROMPT=1", "AWS_RUNAS_NO_CACHE=1",
		"AWS_CONFIG_FILE=/nowhere", "SHELL=/bin/fish", "BASH_VERSION=3.2", "TERM=dumb", "NO_COLOR=1", "LC_ALL=C",
		"XDG_CACHE_HOME=/nowhere", "TZ=Asia/Tokyo",
	}
	seen := map[string]bool{}
	for _, args := range hooks() {
		cmd := usual.command(t, args...)
		want := program.Finish(t, cmd)
		if want.Status != 0 || want.Stderr != "" || len(want.Stdout) < 100 {
			t.Fatalf("%v: status %d, %d bytes, %q", args, want.Status, len(want.Stdout), want.Stderr)
		}
		seen[want.Stdout] = true
		for _, environ := range [][]string{nil, append(other.Environ(), circumstances...)} {
			cmd := other.command(t, args...)
			cmd.Env = append([]string{"PATH=" + os.Getenv("PATH")}, environ...)
			if got := program.Finish(t, cmd); got != want {
				t.Errorf("%v is another with %d variables", args, len(environ))
			}
		}
	}
	if len(seen) != len(hooks()) {
		t.Errorf("%d different hooks, want %d", len(seen), len(hooks()))
	}
}

// TestHookReadsNoFile watches what hook opens: what the Go runtime wants to know of the machine, and nothing else.
func TestHookReadsNoFile(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	for _, args := range hooks() {
		for _, call := range u.trace(t, "open,openat,%network", args...) {
			if !strings.Contains(call, `"/sys/`) && !strings.Contains(call, `"/proc/self/`) {
				t.Errorf("%v: %s", args, call)
			}
		}
	}
}
