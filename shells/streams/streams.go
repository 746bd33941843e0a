// Package streams says which word goes to which stream. Stdout of a command that a shell evaluates is for that shell alone:
// it is made in memory and written at once, and after a failure it is a statement that fails. Everything else goes to stderr
// behind "aws-runas: ", a hint on a line of its own.
//
// It is not responsible for questions, which go to the terminal (package sts/mfa), or for what the words are.
package streams

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-isatty"

	"aws-runas/env/process"
	"aws-runas/shells"
	"aws-runas/shells/cli"
)

// Streams are those of the process, and how to speak on them.
type Streams struct {
	Stdin, Stdout, Stderr *os.File

	Quiet     bool                                  // stderr gets nothing but what is wrong
	Debugging bool                                  // stderr gets what is read, cached and called as well
	ShellName string                                // the shell that evaluates, by --shell; empty where it was not given
	Detect    func() (shells.Shell, error)          // finds it out
	Reader    func(commandLine []string) cli.Reader // who reads the stdout of a command line of this program
}

// Shell returns the shell that evaluates what is printed.
func (s *Streams) Shell() (shells.Shell, error) {
	if s.ShellName != "" {
		return shells.Lookup(s.ShellName)
	}
	return s.Detect()
}

// Print writes to stdout, at once, what was made without an error.
func (s *Streams) Print(text string, err error) error {
	if err == nil {
		_, err = io.WriteString(s.Stdout, text)
	}
	return err
}

// Say writes a line to stderr. What comes from files and from AWS may not steer the terminal.
func (s *Streams) Say(format string, args ...any) {
	if !s.Quiet {
		fmt.Fprintf(s.Stderr, "aws-runas: %s\n", cli.Printable(fmt.Sprintf(format, args...)))
	}
}

// Debug writes a line to stderr about what the program does, where that was asked for. The caller sees to it that there is no
// secret in it.
func (s *Streams) Debug(format string, args ...any) {
	if s.Debugging {
		fmt.Fprintf(s.Stderr, "aws-runas: debug: %s\n", cli.Printable(fmt.Sprintf(format, args...)))
	}
}

// Waiting writes to a terminal on stderr whom a call waits for, and returns what takes that back; nil where nothing was
// written.
func (s *Streams) Waiting(host string) (over func()) {
	if s.Quiet || s.Debugging || !IsTerminal(s.Stderr) {
		return nil
	}
	text := cli.Printable("aws-runas: waiting for " + host)
	if len(text) > 78 { // what goes on in a second line can't be taken back
		text = "aws-runas: waiting for the network"
	}
	io.WriteString(s.Stderr, text)
	return func() { io.WriteString(s.Stderr, "\r"+strings.Repeat(" ", len(text))+"\r") }
}

// Help puts help on stdout, or on stderr where a shell evaluates stdout; that gets a statement that does nothing.
func (s *Streams) Help(reader cli.Reader, help cli.Help) error {
	if !reader.Evaluates() || IsTerminal(s.Stdout) {
		return s.Print(help(Columns(s.Stdout)), nil)
	}
	io.WriteString(s.Stderr, help(Columns(s.Stderr)))
	shell, err := s.Shell()
	if err != nil {
		return nil
	}
	return s.Print(shell.Nothing(), nil)
}

// Fail says what went wrong and what to do about it, makes the evaluation of stdout fail, and returns the exit status.
func (s *Streams) Fail(reader cli.Reader, err error) int {
	status, hints := cli.Status(err), cli.Hints(err, s.Spell)
	if status == cli.StatusInterrupted {
		err = errors.New("interrupted")
	}
	s.Quiet = false
	if reader == cli.Hook { // it shows one line
		err, hints = errors.New(strings.Join(append([]string{err.Error()}, hints...), "; ")), nil
	}
	if own, is := errors.AsType[*process.StatusError](err); !is || own.Err != nil { // else the command has said it
		s.Say("%v", err)
	}
	for _, hint := range hints {
		s.Say("hint: %s", hint)
	}
	if reader.Evaluates() && !IsTerminal(s.Stdout) {
		text := shells.FailureAnywhere
		if shell, err := s.Shell(); err == nil && status != cli.StatusUsage {
			text = shell.Failure(status)
		}
		s.Print(text, nil)
	}
	return status
}

// Spell writes a command line of this program as the user's shell would have it typed.
func (s *Streams) Spell(args []string) string {
	shell, err := s.Shell()
	if err != nil {
		shell, _ = shells.Lookup("sh")
	}
	if s.Reader(args).Evaluates() {
		return shell.EvalLine(args...)
	}
	return shell.CommandLine(args...)
}

// Watched says whether somebody may be looking at a terminal.
func (s *Streams) Watched() bool { return IsTerminal(s.Stdin) || IsTerminal(s.Stderr) }

// Help is laid out for the terminal, within reason, and for 80 columns where there is none.
const (
	mostColumns  = 100 // longer lines are hard to read
	leastColumns = 20
)

// Columns returns how many columns a text on the stream has.
func Columns(f *os.File) int {
	if n := columns(f); n > 0 {
		return min(max(n, leastColumns), mostColumns)
	}
	return narrow
}

// IsTerminal says whether a stream is a terminal, one of Cygwin's included.
func IsTerminal(f *os.File) bool { return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()) }
