package option

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Error is a failure that the command line is the cure of: Hint says what to type.
type Error struct {
	message string
	hint    string
	status  int
}

func (e *Error) Error() string { return e.message }

// Hint gives the lines that say what to do.
func (e *Error) Hint() string { return e.hint }

// ExitStatus is the status to exit with: 2 for wrong usage.
func (e *Error) ExitStatus() int { return e.status }

// StatusUsage is the exit status of a command line that makes no sense.
const StatusUsage = 2

// Unusable is the error of a command line that makes no sense.
func Unusable(hint, format string, args ...any) error {
	return &Error{fmt.Sprintf(format, args...), hint, StatusUsage}
}

// Refused is the error of a command line that makes sense, and is not done as it stands.
func Refused(hint, format string, args ...any) error {
	return &Error{fmt.Sprintf(format, args...), hint, 1}
}

// Unparsed puts what package flag says about the arguments of a command into our words.
func Unparsed(args []string, err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
		err = inner // what ff says around it is about ff
	}
	message := err.Error()
	if name, unknown := strings.CutPrefix(message, "flag provided but not defined: -"); unknown {
		message = "unknown flag " + strings.Repeat("-", min(len(name), 2)) + name
	}
	for _, before := range []string{"flag needs an argument: ", `" for flag `, `" for `} { // a long flag is written with two
		if start, name, found := strings.Cut(message, before+"-"); found && len(strings.SplitN(name, ":", 2)[0]) > 1 {
			message = start + before + "--" + name
			break
		}
	}
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		return Unusable("see: aws-runas help "+args[0], "%s", message)
	}
	return Unusable(seeHelp, "%s", message)
}

// Behind parses the flags that stand behind a command's argument. Asking for help is flag.ErrHelp.
func Behind(command string, register func(*flag.FlagSet), args []string) error {
	fs := flag.NewFlagSet(command, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	register(fs)
	err := fs.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return Unparsed([]string{command}, err)
	case fs.NArg() > 0:
		return Unexpected(fs.Args())
	}
	return nil
}

const seeHelp = "see: aws-runas help"

// NoCommand is the error of arguments that begin with no command.
func NoCommand(args []string) error {
	if len(args) == 0 {
		return Unusable(seeHelp, "a command is needed")
	}
	return Unusable(seeHelp, "unknown command %q", args[0])
}

// Unexpected is the error of arguments where a command takes flags only.
func Unexpected(args []string) error {
	return Unusable("the profile is given with -r, and flags stand before arguments", "unexpected argument %q", args[0])
}

// AtMost is the body of a command that takes so many arguments and no more.
func AtMost(n int, body func(args []string) error) func(args []string) error {
	return func(args []string) error {
		if len(args) > n {
			return Unusable(seeHelp, "unexpected argument %q", args[n])
		}
		return body(args)
	}
}

// Evaluated says whether a shell is likely to evaluate what is printed: that of env and hook, and of a command line that
// was meant to be one of them.
func Evaluated(args []string) bool {
	if len(args) == 0 {
		return true
	}
	switch strings.ToLower(args[0]) {
	case "exec", "use", "drop", "allow", "deny", "forget", "version", "help", "-h", "-help", "--help":
		return false
	}
	return true
}

// Status is the exit status that an error stands for: its own, else 1.
func Status(err error) int {
	var own interface{ ExitStatus() int }
	if errors.As(err, &own) {
		return own.ExitStatus()
	}
	return 1
}

// Hints are the lines that say what to do about an error.
func Hints(err error) []string {
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) || hinted.Hint() == "" {
		return nil
	}
	return strings.Split(strings.TrimSpace(hinted.Hint()), "\n")
}

// Printable is the text without what would steer a terminal.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}
