//go:build linux

package shells_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPromptStartsNoProcess compares the processes that a few prompts and many start.
func TestPromptStartsNoProcess(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not installed")
	}
	type test struct {
		name string
		with setup
	}
	tests := []test{
		{"no session", setup{}},
		{"live", setup{variables: live(time.Hour)}},
		{"expired", setup{variables: live(-time.Minute)}},
		{"near its end", setup{variables: live(time.Minute)}},
	}
	interactive(t, func(t *testing.T, p program) {
		own := setup{variables: live(time.Hour), after: remembers(p)}
		tests := append(tests[:len(tests):len(tests)], test{"its own session", own})
		if p.dialect == "bash" {
			own.before = withoutClock
			tests = append(tests, test{"without a clock", own})
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				few, many := processes(t, p, tt.with, 3), processes(t, p, tt.with, 13)
				if few != many {
					t.Errorf("3 prompts: %d processes, 13 prompts: %d", few, many)
				}
			})
		}
	})
}

// remembers is the note of a shell that activated its session.
func remembers(p program) string {
	if p.dialect == "fish" {
		return "set -g __aws_runas_renew ASIAONE -r prod"
	}
	return "__aws_runas_renew='ASIAONE -r prod'"
}

// processes counts the forks and execs of a shell that shows so many prompts and exits.
func processes(t *testing.T, p program, with setup, prompts int) int {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	with.under = []string{"strace", "-f", "-qq", "-e", "trace=clone,clone3,fork,vfork,execve", "-o", trace}
	s := start(t, p, with)
	for range prompts {
		s.run("")
	}
	s.Send("exit\r")
	s.Wait()
	log, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(log)) {
		if !strings.Contains(line, "CLONE_THREAD") && !strings.Contains(line, "resumed") {
			n++
		}
	}
	if n == 0 {
		t.Fatalf("the trace has not even the shell: %s", log)
	}
	return n
}
