package commands

import (
	"strings"

	"aws-runas/shells"
	"aws-runas/shells/cli"
)

// StatusFlags are those that say how a status is wanted.
func StatusFlags(quiet, short, asJSON, verify *bool) []cli.Flag {
	return []cli.Flag{
		{Long: "quiet", Short: "q", Value: quiet, Sentence: "print nothing: the exit status says it"},
		{Long: "short", Value: short, Sentence: "print the profile and what is left, for prompts and editors"},
		{Long: "json", Value: asJSON, Sentence: "as JSON"},
		{Long: "verify", Value: verify, Sentence: "ask AWS whose the keys are"},
	}
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

// Flags are those with which it is told.
func (h *HookTold) Flags() []cli.Flag {
	return []cli.Flag{
		hookFlag(&h.Call),
		{Long: "own", Value: &h.Renews, Hidden: true},
		{Long: "saved", Argument: "NAMES", Value: &h.Saved, Hidden: true},
	}
}
