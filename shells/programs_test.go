package shells_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"aws-runas/shells"
	"aws-runas/sts/ststest/need"
)

// program is a real shell, started so that it reads none of its user's files.
type program struct {
	name    string
	dialect string
	command []string // up to the option that takes a script
	folder  string   // below ../shared, if the program lies there
}

var programs = []program{
	{"bash", "bash", []string{"bash", "--norc", "--noprofile"}, ""},
	{"zsh", "zsh", []string{"zsh", "-f"}, ""},
	{"fish", "fish", []string{"fish", "--no-config"}, ""},
	{"bash-3.2", "bash", []string{"bash-3.2", "--norc", "--noprofile"}, "bash"},
	{"bash-5.3", "bash", []string{"bash-5.3", "--norc", "--noprofile"}, "bash"},
	{"dash", "sh", []string{"dash"}, ""},
	{"ksh", "sh", []string{"ksh"}, ""},
	{"mksh", "sh", []string{"mksh"}, ""},
	{"busybox", "sh", []string{"busybox", "sh"}, ""},
	{"pwsh", "powershell", []string{"pwsh", "-NoProfile", "-NonInteractive"}, ""},
}

// posix tells whether the program is of the POSIX family.
func (p program) posix() bool { return p.dialect != "fish" && p.dialect != "powershell" }

// require skips the test where the shell is not installed, or fails it where it is required. It returns the program as
// it is run.
func (p program) require(tb testing.TB) program {
	tb.Helper()
	if p.folder != "" {
		path := filepath.Join(need.Folder(tb, p.folder), p.command[0])
		p.command = append([]string{path}, p.command[1:]...)
	}
	need.Program(tb, p.command[0])
	return p
}

func lookup(tb testing.TB, name string) shells.Shell {
	tb.Helper()
	s, err := shells.Lookup(name)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// result is what a script left behind.
type result struct {
	stdout, stderr string
	status         int
}

// run has the shell run a script in a directory and an environment of its own: PATH, HOME and the variables given.
func (p program) run(tb testing.TB, dir, script string, variables ...string) result {
	tb.Helper()
	environ := append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "LC_ALL=C.UTF-8"}, variables...)
	if p.name == "pwsh" {
		return pwsh.run(tb, dir, script, environ)
	}
	ctx, cancel := context.WithTimeout(tb.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.command[0], append(p.command[1:len(p.command):len(p.command)], "-c", script)...)
	cmd.Dir = dir
	cmd.Env = environ
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		tb.Fatalf("%s: %v", p.name, err)
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// each runs a test for every installed shell.
func each(t *testing.T, test func(t *testing.T, p program)) {
	for _, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			test(t, p.require(t))
		})
	}
}

// writeFile puts a file into dir and gives its path. A process that is started meanwhile would have the file open for
// writing, and a program that is open for writing can't be run.
func writeFile(tb testing.TB, dir, name, text string, mode os.FileMode) string {
	tb.Helper()
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		tb.Fatal(err)
	}
	return path
}
