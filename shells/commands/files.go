package commands

import (
	"context"

	"aws-runas/shells/cli"
)

func (w World) forget() cli.Action {
	r := w.Ask()
	var all bool
	flags := []cli.Flag{
		{Long: "profile", Short: "r", Argument: "PROFILE", Value: r.Profile, Sentence: "what was got for this profile", Complete: r.Complete},
		{Long: "all", Value: &all, Sentence: "everything"},
	}
	return cli.Action{Flags: flags, Run: func(ctx context.Context, args []string) error {
		switch {
		case len(args) == 1 && *r.Profile == "" && !all:
			return cli.Usage("a profile is given with -r", "unexpected argument %q", args[0]).Typing("forget", "-r", args[0])
		case len(args) > 0 || (*r.Profile == "") == !all:
			return cli.Usage("type: aws-runas forget -r PROFILE, or aws-runas forget --all", "forget needs a profile, or --all")
		}
		removed, err := r.Forget(ctx)
		for _, what := range removed {
			w.Say("forgot %s", what)
		}
		if len(removed) == 0 && err == nil {
			w.Say("nothing was cached")
		}
		return err
	}}
}
