// Package process is what a program does with the process it runs in: it becomes a command, or runs one as its child
// where the system can't replace a process; it keeps signals, and a reader of stderr that is gone, from ending it before
// it could say that it failed, since a shell that evaluates its output takes no output for success.
//
// It is not responsible for what the command's environment holds, nor for what is done after an interrupt.
package process

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
)

// The statuses that shells give for a command that could not be run (POSIX, "Exit Status for Commands").
const (
	statusNotExecutable = 126
	statusNotFound      = 127
)

// StatusError is a command's failure with the exit status that stands for it. Err is nil when the command itself ended
// with the status and has said what there is to say.
type StatusError struct {
	Status int
	Err    error
}

func (e *StatusError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("the command ended with status %d", e.Status)
	}
	return e.Err.Error()
}

func (e *StatusError) Unwrap() error { return e.Err }

// ExitStatus is the status to exit with.
func (e *StatusError) ExitStatus() int { return e.Status }

func notRun(name string, err error) error {
	var path *fs.PathError
	var lookup *exec.Error
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &lookup):
		err = lookup.Err
	}
	status, because := statusNotExecutable, fmt.Errorf("%s: %w", name, err)
	switch {
	case errors.Is(err, exec.ErrNotFound):
		status, because = statusNotFound, fmt.Errorf("%s: command not found", name)
	case errors.Is(err, fs.ErrNotExist):
		status, because = statusNotFound, fmt.Errorf("%s: no such file", name)
	}
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		because = &hintError{errors.New(because.Error()), hinted.Hint()}
	}
	return &StatusError{status, because}
}

// hintError is an error with what to type instead.
type hintError struct {
	error
	hint string
}

func (e *hintError) Unwrap() error { return e.error }

// Hint says what to type.
func (e *hintError) Hint() string { return e.hint }
