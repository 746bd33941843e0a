package commands

import (
	"context"

	"aws-runas/shells/cli"
)

func (w World) list() cli.Action {
	r := w.Ask()
	var named SignIn
	var asConfig, asJSON bool
	flags := append(only(r.Flags, "path", "no-input"),
		cli.Flag{Long: "json", Value: &asJSON, Sentence: "as JSON"},
		cli.Flag{Long: "sso", Argument: "NAME", Value: &named.Session, Complete: r.Sections, Sentence: "the roles that a sign-in has, by its sso-session section"},
		cli.Flag{Long: "as-config", Value: &asConfig, Sentence: "with --sso: as sections of a config file, to paste into yours"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, words []string) error {
		switch {
		case named.Session == "" && asConfig:
			return cli.Usage("", "--as-config needs the name of an sso-session section").Typing("list", "--sso", "NAME", "--as-config")
		case named.Session != "" && asJSON:
			return cli.Usage("leave out one of them", "list --sso has no --json")
		case named.Session == "":
			return w.Print(r.List(words, asJSON))
		}
		return w.roles(ctx, r, named, words, asConfig)
	}}
}
