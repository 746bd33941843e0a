// Package hint gives an error lines that say what to do about it. Who prints the error finds them by
// interface{ Hint() string }, however often it was wrapped since; and beside them, by interface{ Command() []string }, the
// arguments of this program that are the cure. Those are spelt where they are printed, for the user's shell, and stand
// behind the last line.
package hint

import "fmt"

// With returns err with a hint: one or more lines, each of which says what to type or to change.
func With(err error, lines string) error { return &hinted{err, lines, nil} }

// Typing returns err with the arguments of this program that are the cure, behind the lines of a hint, which may be empty.
func Typing(err error, lines string, command ...string) error { return &hinted{err, lines, command} }

// Errorf returns fmt.Errorf's error with a hint.
func Errorf(lines, format string, args ...any) error { return With(fmt.Errorf(format, args...), lines) }

type hinted struct {
	error
	lines   string
	command []string
}

func (h *hinted) Hint() string      { return h.lines }
func (h *hinted) Command() []string { return h.command }
func (h *hinted) Unwrap() error     { return h.error }
