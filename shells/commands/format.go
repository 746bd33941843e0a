package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"aws-runas/env/format"
	"aws-runas/shells/cli"
	"aws-runas/shells/streams"
)

// envFor is env for a reader that is no shell.
func (w World) envFor(ctx context.Context, r Request, as style, force, unset bool) error {
	switch {
	case unset:
		return cli.Usage("leave --format away", "--unset prints code for a shell, and no %s", as)
	case streams.IsTerminal(w.Stdout) && !force:
		return cli.Refusal("with --force it prints them all the same\ninto a file that only you can read, or into a program, it goes with",
			"env --format %s prints credentials for a program to read, and stdout is a terminal", as).Typing(r.line("env", "--format", string(as))...)
	case as == format.Dotenv:
		s, err := r.Activate(ctx, Somebody)
		if err != nil {
			return err
		}
		return w.Print(format.Lines(s))
	}
	w.Quiet = true // some SDKs read stderr along with stdout
	s, err := r.Activate(ctx, Keeper)
	if err != nil {
		return err
	}
	return w.Print(format.Process(s, w.Now()))
}

// style is the value of --format.
type style string

func (s *style) String() string { return string(*s) }

func (s *style) Set(text string) error {
	known := []string{format.Shell, format.JSON, format.Dotenv}
	if !slices.Contains(known, text) {
		return fmt.Errorf("the formats are %s", strings.Join(known, ", "))
	}
	*s = style(text)
	return nil
}
