// Package mfa finds the code of an MFA device: given on the command line, printed by a program that the profile names,
// or typed on the terminal.
//
// It is not responsible for deciding when a code is needed or how often a refused one is asked for again (package sts).
// It keeps no secret of a device, and a code is none: it works once, and is shown as it is typed.
package mfa

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"aws-runas/sts/hint"
)

// Question says what a code is for.
type Question struct {
	Profile string // the profile whose call needs the code
	Serial  string // the device's ARN, or a hardware device's serial number
	Process string // the profile's mfa_process, a command line; empty without one
	Refused string // why AWS has refused the last code; empty where it has refused none
}

// Why AWS refuses a code.
const (
	WrongOrUsed = "it is wrong, or it was used before; the next code comes within 30 seconds"
	UsedUp      = "it was used up in asking for a session, which these keys may not; the next code will do"
)

// Prompter gets codes. The first source that there is counts: Given, the question's process, the terminal.
type Prompter struct {
	Given   string // the code from the command line
	NoInput error  // why nothing may be run and nobody asked; nil where that may be

	// Unattended is why nobody may be asked, where a program may be run all the same.
	Unattended error

	// Run runs a command line on the user's terminal and gives what it printed.
	Run func(ctx context.Context, commandLine string) ([]byte, error)
	// Open opens the terminal for one question, or says why nobody can be asked there.
	Open func() (io.ReadWriteCloser, error)
}

// CannotAskError says why no code could be had without an answer from the user. The reason knows what to do.
type CannotAskError struct {
	Serial string // the device
	Reason error
}

func (e *CannotAskError) Error() string {
	return fmt.Sprintf("an MFA code of %s is needed, but %v", e.Serial, e.Reason)
}

func (e *CannotAskError) Unwrap() error { return e.Reason }

// ProcessError is a failure of the profile's mfa_process.
type ProcessError struct{ Err error }

func (e *ProcessError) Error() string { return "mfa_process: " + e.Err.Error() }

func (e *ProcessError) Unwrap() error { return e.Err }

// Code returns six digits that answer the question.
func (p Prompter) Code(ctx context.Context, q Question) (string, error) {
	switch {
	case p.Given != "":
		return p.given(q)
	case p.NoInput != nil:
		return "", &CannotAskError{q.Serial, p.NoInput}
	case q.Process != "":
		return p.fromProcess(ctx, q)
	case p.Unattended != nil:
		return "", &CannotAskError{q.Serial, p.Unattended}
	}
	return p.ask(ctx, q)
}

func (p Prompter) given(q Question) (string, error) {
	if q.Refused != "" {
		return "", errors.New("AWS refused the code given by --mfa-code: " + q.Refused)
	}
	code, ok := sixDigits(p.Given)
	if !ok {
		return "", fmt.Errorf("--mfa-code %q: a code is six digits", p.Given)
	}
	return code, nil
}

func (p Prompter) fromProcess(ctx context.Context, q Question) (string, error) {
	if q.Refused != "" {
		return "", &ProcessError{errors.New("AWS refused the code that it printed; a code works once, the next one comes within 30 seconds")}
	}
	out, err := p.Run(ctx, q.Process)
	if err != nil {
		return "", &ProcessError{err}
	}
	code, ok := sixDigits(string(out))
	if !ok {
		return "", &ProcessError{errors.New("what it printed is not six digits")}
	}
	return code, nil
}

// attempts is how often a line that is no code is asked for again before the question is given up.
const attempts = 3

func (p Prompter) ask(ctx context.Context, q Question) (string, error) {
	terminal, err := p.Open()
	if err != nil {
		return "", &CannotAskError{q.Serial, hint.With(err, "give the code with --mfa-code, or run the command in the foreground of a terminal")}
	}
	defer terminal.Close()
	if q.Refused != "" {
		fmt.Fprintf(terminal, "aws-runas: AWS refused that code: %s\n", q.Refused)
	}
	for range attempts {
		fmt.Fprintf(terminal, "aws-runas: MFA code for profile %q (%s): ", q.Profile, visible(q.Serial))
		line, err := ReadLine(ctx, terminal)
		if err != nil {
			fmt.Fprintln(terminal)
			return "", err
		}
		if code, ok := sixDigits(line); ok {
			return code, nil
		}
		fmt.Fprint(terminal, "aws-runas: a code is six digits\n")
	}
	return "", errors.New("no MFA code was given")
}

// visible escapes what would steer the terminal or can't be seen: the serial may come from a file that is another's.
func visible(serial string) string {
	quoted := strconv.QuoteToGraphic(serial)
	return quoted[1 : len(quoted)-1]
}

// ReadLine reads up to a newline. A terminal in its usual mode gives a line at a time, so nothing behind it is lost.
func ReadLine(ctx context.Context, terminal io.ReadCloser) (string, error) {
	type answer struct {
		line string
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		var line []byte
		buf := make([]byte, 256)
		for {
			n, err := terminal.Read(buf)
			line = append(line, buf[:n]...)
			before, _, ended := strings.Cut(string(line), "\n")
			switch {
			case ended:
				answers <- answer{line: before}
				return
			case err != nil || len(line) > 4096:
				answers <- answer{err: errors.New("no MFA code was given: the input ended")}
				return
			}
		}
	}()
	select {
	case a := <-answers:
		return a.line, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// sixDigits returns the code in a text. Blanks don't count: some devices show 123 456.
func sixDigits(text string) (code string, ok bool) {
	code = strings.Join(strings.Fields(text), "")
	return code, len(code) == 6 && strings.Trim(code, "0123456789") == ""
}
