package commands

import (
	"context"

	"aws-runas/shells/cli"
)

func (w World) allow() cli.Action {
	var show bool
	flags := []cli.Flag{{Long: "show", Value: &show, Sentence: "only print what needs your word"}}
	return cli.Action{Flags: flags, Complete: cli.Files, Run: func(_ context.Context, args []string) error {
		text, allow, err := w.Review(localFile(args))
		if err != nil {
			return err
		}
		if err := w.Print(text, nil); err != nil || show {
			return err
		}
		return w.told(allow())
	}}
}

func (w World) deny() cli.Action {
	return cli.Action{Complete: cli.Files, Run: func(_ context.Context, args []string) error {
		return w.told(w.Deny(localFile(args)))
	}}
}

// localFile is the file that is named, else ./aws_config.
func localFile(args []string) string { return append(args, "aws_config")[0] }

// told says what was done.
func (w World) told(says string, err error) error {
	if err == nil {
		w.Say("%s", says)
	}
	return err
}

func (w World) forget() cli.Action {
	r := w.Ask()
	var all bool
	flags := []cli.Flag{
		{Long: "profile", Short: "r", Argument: "PROFILE", Value: r.Profile, Sentence: "what was got for this profile", Complete: r.Complete},
		{Long: "all", Value: &all, Sentence: "everything"},
	}
	return cli.Action{Flags: flags, Run: func(_ context.Context, args []string) error {
		switch {
		case len(args) == 1 && *r.Profile == "" && !all:
			return cli.Usage("a profile is given with -r", "unexpected argument %q", args[0]).Typing("forget", "-r", args[0])
		case len(args) > 0 || (*r.Profile == "") == !all:
			return cli.Usage("type: aws-runas forget -r PROFILE, or aws-runas forget --all", "forget needs a profile, or --all")
		}
		removed, err := r.Forget()
		for _, what := range removed {
			w.Say("forgot %s", what)
		}
		if len(removed) == 0 && err == nil {
			w.Say("nothing was cached")
		}
		return err
	}}
}
