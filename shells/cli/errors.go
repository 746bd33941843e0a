package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// The exit statuses that do not come from elsewhere.
const (
	StatusFailed      = 1
	StatusUsage       = 2   // a command line that makes no sense
	StatusInterrupted = 130 // what shells say of SIGINT
)

// Error is a failure that the command line is the cure of.
type Error struct {
	message, hint string
	command       []string
	status        int
}

func (e *Error) Error() string { return e.message }

// Hint returns the lines that say what to do.
func (e *Error) Hint() string { return e.hint }

// Command returns the arguments of this program that are the cure; nil where a hint says it all.
func (e *Error) Command() []string { return e.command }

// ExitStatus returns the status to exit with.
func (e *Error) ExitStatus() int { return e.status }

// Typing returns the error with the arguments of this program that are the cure, to be typed.
func (e *Error) Typing(command ...string) *Error {
	e.command = command
	return e
}

// Usage is the error of a command line that makes no sense.
func Usage(hint, format string, args ...any) *Error {
	return &Error{message: fmt.Sprintf(format, args...), hint: hint, status: StatusUsage}
}

// Refusal is the error of a command line that makes sense, and is not done as it stands.
func Refusal(hint, format string, args ...any) *Error {
	return &Error{message: fmt.Sprintf(format, args...), hint: hint, status: StatusFailed}
}

// Status returns the exit status that an error stands for: its own, else 1.
func Status(err error) int {
	var own interface{ ExitStatus() int }
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled):
		return StatusInterrupted
	case errors.As(err, &own):
		return own.ExitStatus()
	}
	return StatusFailed
}

// Hints returns the lines that say what to do about an error. They come from two methods that an error of any package may
// have: Hint, the lines themselves, which may be empty, and beside it Command, the arguments of this program that are the
// cure. spell writes those as the user's shell would have them typed, and they stand behind the last line.
func Hints(err error, spell func(args []string) string) []string {
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) {
		return nil
	}
	var hints []string
	if text := strings.TrimSpace(hinted.Hint()); text != "" {
		hints = strings.Split(text, "\n")
	}
	cure, ok := hinted.(interface{ Command() []string })
	if !ok || len(cure.Command()) == 0 {
		return hints
	}
	if len(hints) == 0 {
		hints = []string{"type"}
	}
	hints[len(hints)-1] += ": " + spell(cure.Command())
	return hints
}

// seeHelp is the hint that names a command's help, or the program's.
func (t Table) seeHelp(row Command) string {
	return strings.TrimSpace("see: " + t.Program + " help " + row.Name)
}

// didYouMean is a line of a hint that names what was perhaps meant; empty where nothing is like it.
func (t Table) didYouMean(typed string, words []string) string {
	if t.Suggest == nil {
		return ""
	}
	near := t.Suggest(typed, words)
	if len(near) == 0 {
		return ""
	}
	return "did you mean " + strings.Join(near, " or ") + "?\n"
}

// noCommand is the error of a word in the place of a command. The topics may have been meant as well.
func (t Table) noCommand(typed string, topics ...string) error {
	if t.Unknown != nil {
		if err := t.Unknown(typed); err != nil {
			return err
		}
	}
	return Usage(t.didYouMean(typed, append(t.names(), topics...))+t.seeHelp(Command{}), "unknown command %q", typed)
}

// unparsed puts what package flag says about a command's flags into our words: a long flag has two hyphens.
func (t Table) unparsed(row Command, err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
		err = inner // what ff says around it is about ff
	}
	message, hint := err.Error(), t.seeHelp(row)
	if name, unknown := strings.CutPrefix(message, "flag provided but not defined: -"); unknown {
		message = "unknown flag " + hyphened(name)
		if row.Body != nil {
			hint = t.didYouMean(hyphened(name), t.longFlags(row)) + hint
		}
	}
	for _, before := range []string{"flag needs an argument: ", `" for flag `, `" for `} {
		if start, name, found := strings.Cut(message, before+"-"); found && len(strings.SplitN(name, ":", 2)[0]) > 1 {
			message = start + before + "--" + name
			break
		}
	}
	return Usage(hint, "%s", message)
}

// hyphened writes a flag as it is typed.
func hyphened(name string) string { return strings.Repeat("-", min(len(name), 2)) + name }

// longFlags are the long flags of a command that its help lists.
func (t Table) longFlags(row Command) []string {
	var long []string
	for _, f := range t.flags(row) {
		if !f.Hidden && f.Long != "" {
			long = append(long, hyphened(f.Long))
		}
	}
	return long
}
