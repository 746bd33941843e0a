package commands

import (
	"context"
	"strings"

	"aws-runas/env/process"
	"aws-runas/shells"
	"aws-runas/shells/cli"
)

// StatusAsked says how a status is wanted.
type StatusAsked struct{ Quiet, Short, JSON, Verify bool }

func (w World) status() cli.Action {
	r := w.Ask()
	var asked StatusAsked
	var told HookTold
	flags := append(only(r.Flags, "path"),
		cli.Flag{Long: "quiet", Short: "q", Value: &asked.Quiet, Sentence: "print nothing: the exit status says it"},
		cli.Flag{Long: "short", Value: &asked.Short, Sentence: "print the profile and what is left, for prompts and editors"},
		cli.Flag{Long: "json", Value: &asked.JSON, Sentence: "as JSON"},
		cli.Flag{Long: "verify", Value: &asked.Verify, Sentence: "ask AWS whose the keys are"})
	return cli.Action{Flags: append(flags, told.flags()...), Run: func(ctx context.Context, _ []string) error {
		ctx, stop := w.Interruptible(ctx)
		defer stop()
		text, live, err := r.Status(ctx, asked, told)
		if err := w.Print(text, err); err != nil || live {
			return err
		}
		return &process.StatusError{Status: cli.StatusFailed}
	}}
}

// HookTold is what only the shell knows of its session, and the hook's function tells: names, and never values.
type HookTold struct {
	Call   shells.HookCall
	Renews bool  // the shell renews its session; else it has only inherited it
	Saved  names // of the variables that it keeps
}

// names is a flag's value: names with blanks between them, or none.
type names []string

func (n *names) String() string { return strings.Join(*n, " ") }

func (n *names) Set(s string) error {
	*n = strings.Fields(s)
	return nil
}

// flags are those with which it is told.
func (h *HookTold) flags() []cli.Flag {
	return []cli.Flag{
		hookFlag(&h.Call),
		{Long: "own", Value: &h.Renews, Hidden: true},
		{Long: "saved", Argument: "NAMES", Value: &h.Saved, Hidden: true},
	}
}
