package streams_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"aws-runas/env/process"
	"aws-runas/shells"
	"aws-runas/shells/cli"
	"aws-runas/shells/streams"
)

// written has a function speak on streams that are files, and returns what stdout and stderr got.
func written(t *testing.T, speak func(*streams.Streams)) (stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	file := func(name string) *os.File {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	s := &streams.Streams{
		Stdin: file("in"), Stdout: file("out"), Stderr: file("err"),
		Detect: func() (shells.Shell, error) { return shells.Lookup("fish") },
		Reader: func(args []string) cli.Reader { return map[string]cli.Reader{"env": cli.Shell}[args[0]] },
	}
	speak(s)
	for _, f := range []*os.File{s.Stdin, s.Stdout, s.Stderr} {
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	return read("out"), read("err")
}

// TestFail has an error for every reader. Only what evaluates is given a statement that fails.
func TestFail(t *testing.T) {
	t.Parallel()
	failed := errors.New("it\x1bfailed")
	fish, err := shells.Lookup("fish")
	if err != nil {
		t.Fatal(err)
	}
	usage := cli.Usage("did you mean it?\nsee", "wrong").Typing("env", "a b")
	const hints = "aws-runas: hint: did you mean it?\naws-runas: hint: see: aws-runas env 'a'\\ 'b' | source\n"
	for name, test := range map[string]struct {
		reader         cli.Reader
		err            error
		status         int
		stdout, stderr string
	}{
		"a person":            {cli.Person, failed, 1, "", "aws-runas: it\\u001bfailed\n"},
		"a program":           {cli.Program, failed, 1, "", "aws-runas: it\\u001bfailed\n"},
		"a shell":             {cli.Shell, failed, 1, fish.Failure(1), "aws-runas: it\\u001bfailed\n"},
		"a shell, usage":      {cli.Shell, usage, 2, shells.FailureAnywhere, "aws-runas: wrong\n" + hints},
		"a person, usage":     {cli.Person, usage, 2, "", "aws-runas: wrong\n" + hints},
		"the hook":            {cli.Hook, usage, 2, shells.FailureAnywhere, "aws-runas: wrong; did you mean it?; see: aws-runas env 'a'\\ 'b' | source\n"},
		"a command's status":  {cli.Program, &process.StatusError{Status: 7}, 7, "", ""},
		"a command not found": {cli.Program, fmt.Errorf("x: %w", &process.StatusError{Status: 127, Err: failed}), 127, "", "aws-runas: x: it\\u001bfailed\n"},
	} {
		status := 0
		stdout, stderr := written(t, func(s *streams.Streams) {
			s.Quiet = true
			status = s.Fail(test.reader, test.err)
		})
		if status != test.status || stdout != test.stdout || stderr != test.stderr {
			t.Errorf("%s: status %d, %q, %q; want %d, %q, %q", name, status, stdout, stderr, test.status, test.stdout, test.stderr)
		}
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	fish, err := shells.Lookup("fish")
	if err != nil {
		t.Fatal(err)
	}
	const help = "help for 80 columns\n"
	for reader, want := range map[cli.Reader][2]string{
		cli.Person: {help, ""}, cli.Program: {help, ""}, cli.Shell: {fish.Nothing(), help}, cli.Hook: {fish.Nothing(), help},
	} {
		stdout, stderr := written(t, func(s *streams.Streams) {
			if err := s.Help(reader, func(columns int) string { return fmt.Sprintf("help for %d columns\n", columns) }); err != nil {
				t.Error(err)
			}
		})
		if stdout != want[0] || stderr != want[1] {
			t.Errorf("reader %v: %q, %q; want %q", reader, stdout, stderr, want)
		}
	}
}

func TestQuietAndNamed(t *testing.T) {
	t.Parallel()
	stdout, stderr := written(t, func(s *streams.Streams) {
		s.Say("%s", "said")
		s.Quiet = true
		s.Say("not said")
		s.ShellName = "bash"
		if shell, err := s.Shell(); err != nil || shell.Name() != "bash" {
			t.Errorf("the shell is %v, %v", shell, err)
		}
		if err := s.Print("no", errors.New("not made")); err == nil {
			t.Error("an error is lost")
		}
	})
	if stdout != "" || stderr != "aws-runas: said\n" {
		t.Errorf("%q, %q", stdout, stderr)
	}
}
