package commands

import (
	"cmp"
	"context"
	"runtime/debug"
	"slices"
	"strings"

	"aws-runas/shells"
	"aws-runas/shells/cli"
)

func (w World) hook() cli.Action {
	var o shells.HookOptions
	flags := []cli.Flag{
		{Long: "skip-prompt", Short: "s", Value: &o.SkipPrompt, Sentence: "leave the prompt alone"},
		{Long: "no-renew", Value: &o.NoRenew, Sentence: "don't renew credentials before they expire"},
		{Long: "no-completion", Value: &o.NoCompletion, Sentence: "complete no command lines"},
	}
	return cli.Action{Flags: flags, Complete: cli.OneOf(hooked()...), Run: func(_ context.Context, args []string) error {
		if len(args) == 0 {
			return cli.Usage("type: aws-runas hook bash, zsh, fish or powershell", "hook needs the name of the shell")
		}
		shell, err := shells.Lookup(args[0])
		if err != nil {
			return err
		}
		return w.Print(shell.Hook(o))
	}}
}

func (w World) version() cli.Action {
	return cli.Action{Run: func(context.Context, []string) error {
		return w.Print("aws-runas "+version(w.Build())+"\n", nil)
	}}
}

// revisionShown is how much of a commit's id is shown.
const revisionShown = 12

// version spells what the program was built of, as far as it is known: v1.2.3 (commit 0123456789ab, go1.26.8 linux/amd64).
func version(info *debug.BuildInfo, known bool) string {
	if !known {
		return "(devel)"
	}
	setting := map[string]string{}
	for _, s := range info.Settings {
		setting[s.Key] = s.Value
	}
	var built []string
	if revision := setting["vcs.revision"]; revision != "" {
		built = append(built, "commit "+revision[:min(revisionShown, len(revision))])
	}
	if info.GoVersion != "" {
		built = append(built, strings.TrimRight(info.GoVersion+" "+setting["GOOS"]+"/"+setting["GOARCH"], " /"))
	}
	text := cmp.Or(info.Main.Version, "(devel)")
	if len(built) > 0 {
		text += " (" + strings.Join(built, ", ") + ")"
	}
	return text
}

func (w World) help() cli.Action {
	var man bool
	flags := []cli.Flag{{Long: "man", Value: &man, Sentence: "print the manual page, for man -l or a package"}}
	return cli.Action{Flags: flags, Complete: w.completeHelp, Run: func(_ context.Context, args []string) error {
		if man {
			info, known := w.Build()
			return w.Print(w.Table().Man("aws-runas "+version(info, known), w.Now()), nil)
		}
		help, err := w.Table().Help(args)
		if err != nil {
			return err
		}
		return w.Help(cli.Person, help)
	}}
}

// bare is the command line of the original tool: flags, and perhaps a program to run.
func (w World) bare() cli.Action {
	r := w.Ask()
	var version bool
	flags := append(r.Flags, cli.Flag{Long: "version", Short: "v", Value: &version})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, args []string) error {
		switch row, rest, known := w.Table().Find(args); {
		case version:
			return w.version().Run(ctx, nil)
		case known:
			return cli.Usage("", "flags stand behind the command").Typing(slices.Concat(r.line(row.Name), rest)...)
		case len(args) > 0:
			words := r.line("exec", append([]string{"--"}, args...)...)
			return cli.Usage("", "%q is no command of aws-runas", args[0]).Typing(words...)
		}
		return cli.Usage("", "a command is needed").Typing(r.line("env")...)
	}}
}

// unknown is the error of a profile's name in the place of a command; nil where it is none.
func (w World) unknown(word string) error {
	if !w.IsProfile(word) {
		return nil
	}
	return cli.Usage("this shell becomes it with", "%q is a profile, and no command", word).Typing("env", "-r", word)
}
