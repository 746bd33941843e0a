package mfa_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"aws-runas/sts/hint"
	"aws-runas/sts/mfa"
)

// pretend is a terminal with somebody who types.
type pretend struct {
	io.Reader
	strings.Builder
}

func (p *pretend) Close() error { return nil }

var alice = mfa.Question{Profile: "prod", Serial: "arn:aws:iam::1:mfa/alice"}

func TestCodeFromTerminal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, typed, want, err string
		refused                string
		shown                  []string
	}{
		{name: "six digits", typed: "123456\n", want: "123456", shown: []string{`MFA code for profile "prod" (arn:aws:iam::1:mfa/alice): `}},
		{name: "blanks around them", typed: " 123456 \r\n", want: "123456"},
		{name: "no code first", typed: "12345\n1234567\n123456\n", want: "123456", shown: []string{"a code is six digits"}},
		{name: "no code at all", typed: "a\nb\nc\n123456\n", err: "no MFA code was given"},
		{name: "other digits", typed: "１２３４５６\n123456\n", want: "123456", shown: []string{"a code is six digits"}},
		{name: "the end of the input", typed: "123456", err: "no MFA code was given: the input ended"},
		{name: "after a refusal", typed: "123456\n", want: "123456", refused: "because", shown: []string{"AWS refused that code: because\n"}},
	} {
		// A terminal in its usual mode gives a line at a time.
		terminal := &pretend{Reader: &lines{test.typed}}
		codes := mfa.Prompter{Open: func() (io.ReadWriteCloser, error) { return terminal, nil }}
		q := alice
		q.Refused = test.refused
		got, err := codes.Code(t.Context(), q)
		if got != test.want || test.err != "" && (err == nil || err.Error() != test.err) || test.err == "" && err != nil {
			t.Errorf("%s: %q, %v, want %q, %q", test.name, got, err, test.want, test.err)
		}
		for _, shown := range test.shown {
			if !strings.Contains(terminal.String(), shown) {
				t.Errorf("%s: the terminal shows %q, want %q in it", test.name, terminal.String(), shown)
			}
		}
	}
}

// TestSerialIsShownWhole has a serial that would steer the terminal, from a file that is another's.
func TestSerialIsShownWhole(t *testing.T) {
	t.Parallel()
	terminal := &pretend{Reader: &lines{"123456\n"}}
	codes := mfa.Prompter{Open: func() (io.ReadWriteCloser, error) { return terminal, nil }}
	_, err := codes.Code(t.Context(), mfa.Question{Profile: "prod", Serial: "mfa/a\x1b[2K\u202e\u009b"})
	if want := `profile "prod" (mfa/a\x1b[2K\u202e\u009b): `; err != nil || !strings.Contains(terminal.String(), want) {
		t.Errorf("the terminal shows %q, %v; want %q in it", terminal.String(), err, want)
	}
}

// lines is a reader that gives a line at a time.
type lines struct{ rest string }

func (l *lines) Read(p []byte) (int, error) {
	if l.rest == "" {
		return 0, io.EOF
	}
	i := strings.Index(l.rest, "\n") + 1
	if i == 0 {
		i = len(l.rest)
	}
	n := copy(p, l.rest[:i])
	l.rest = l.rest[n:]
	return n, nil
}

func TestCodeWithoutTerminal(t *testing.T) {
	t.Parallel()
	never := func() (io.ReadWriteCloser, error) { t.Error("somebody was asked"); return nil, errors.New("asked") }
	prints := func(output string, err error) func(context.Context, string) ([]byte, error) {
		return func(_ context.Context, line string) ([]byte, error) {
			if line != "oath code" {
				t.Errorf("ran %q, want %q", line, "oath code")
			}
			return []byte(output), err
		}
	}
	withProcess := alice
	withProcess.Process = "oath code"
	refused := withProcess
	refused.Refused = mfa.WrongOrUsed
	for _, test := range []struct {
		name      string
		codes     mfa.Prompter
		question  mfa.Question
		want, err string
	}{
		{"given", mfa.Prompter{Given: "123456", Open: never}, withProcess, "123456", ""},
		{"given, no code", mfa.Prompter{Given: "12345a", Open: never}, alice, "", `--mfa-code "12345a": a code is six digits`},
		{"given, refused", mfa.Prompter{Given: "123456", Open: never}, refused, "", "AWS refused the code given by --mfa-code: it is wrong"},
		{"given, without input", mfa.Prompter{Given: "123456", NoInput: noInput, Open: never}, alice, "123456", ""},
		{"without input", mfa.Prompter{NoInput: noInput, Open: never, Run: prints("123456", nil)}, withProcess, "", "prompting is disabled"},
		{"a process", mfa.Prompter{Run: prints("123456\n", nil), Open: never}, withProcess, "123456", ""},
		{"a process that prints more", mfa.Prompter{Run: prints("code: 123456\n", nil), Open: never}, withProcess, "", "mfa_process: what it printed is not six digits"},
		{"a process that fails", mfa.Prompter{Run: prints("", errors.New("no key")), Open: never}, withProcess, "", "mfa_process: no key"},
		{"a process, refused", mfa.Prompter{Run: prints("123456", nil), Open: never}, refused, "", "mfa_process: AWS refused the code"},
	} {
		got, err := test.codes.Code(t.Context(), test.question)
		if got != test.want || test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) || test.err == "" && err != nil {
			t.Errorf("%s: %q, %v, want %q, %q", test.name, got, err, test.want, test.err)
		}
	}
}

// noInput is a manner's reason why nobody may be asked.
var noInput = hint.With(errors.New("prompting is disabled"), "give --mfa-code")

func TestCannotAskIsTold(t *testing.T) {
	t.Parallel()
	for name, codes := range map[string]mfa.Prompter{
		"--no-input":  {NoInput: noInput},
		"no terminal": {Open: func() (io.ReadWriteCloser, error) { return nil, errors.New("there is no terminal") }},
	} {
		_, err := codes.Code(t.Context(), alice)
		var cannotAsk *mfa.CannotAskError
		var hinted interface{ Hint() string }
		if !errors.As(err, &cannotAsk) || !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), "--mfa-code") {
			t.Errorf("%s: %v, want a CannotAskError with a hint", name, err)
		}
	}
}

func TestCancelEndsTheQuestion(t *testing.T) {
	t.Parallel()
	silent, typed := io.Pipe() // nobody types
	defer typed.Close()
	codes := mfa.Prompter{Open: func() (io.ReadWriteCloser, error) { return &pretend{Reader: silent}, nil }}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := codes.Code(ctx, alice); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want %v", err, context.Canceled)
	}
}
