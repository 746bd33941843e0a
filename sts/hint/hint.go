// Package hint gives an error lines that say what to do about it. Who prints the error finds them by
// interface{ Hint() string }, however often it was wrapped since.
package hint

import "fmt"

// With returns err with a hint: one or more lines, each of which says what to type or to change.
func With(err error, lines string) error { return &hinted{err, lines} }

// Errorf returns fmt.Errorf's error with a hint.
func Errorf(lines, format string, args ...any) error { return With(fmt.Errorf(format, args...), lines) }

type hinted struct {
	error
	lines string
}

func (h *hinted) Hint() string  { return h.lines }
func (h *hinted) Unwrap() error { return h.error }
