package commands

import (
	"context"
	"strconv"

	"aws-runas/env"
	"aws-runas/env/format"
	"aws-runas/env/process"
	"aws-runas/shells"
	"aws-runas/shells/cli"
	"aws-runas/shells/streams"
)

func (w World) env() cli.Action {
	r := w.Ask()
	var force, unset bool
	as := style(format.Shell)
	flags := append(r.Flags, w.shellFlag(),
		cli.Flag{Long: "format", Argument: "FORMAT", Value: &as, Sentence: "shell; json, as credential_process prints it; or dotenv", Default: format.Shell,
			Complete: cli.OneOf(format.Shell, format.JSON, format.Dotenv)},
		cli.Flag{Long: "force", Value: &force, Sentence: "print also when stdout is a terminal"},
		cli.Flag{Long: "unset", Value: &unset, Sentence: "restore what was there before the session"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, args []string) error {
		if len(args) > 0 {
			return notAnArgument(r, args)
		}
		if as != format.Shell {
			return w.envFor(ctx, r, as, force, unset)
		}
		shell, err := w.Shell()
		if err != nil {
			return err
		}
		if streams.IsTerminal(w.Stdout) && !force {
			return cli.Refusal("with --force it prints them all the same\ntype",
				"env prints credentials for a shell to evaluate, and stdout is a terminal").Typing(r.line("env")...)
		}
		if unset {
			return w.undo(shell)
		}
		s, err := r.Activate(ctx, Somebody)
		if err != nil {
			return err
		}
		return w.Print(shell.Change(w.onSystem(s.Change(w.Environ)), s.Again))
	}}
}

// notAnArgument is the error of a word behind env. Where it can be, it is taken for the profile.
func notAnArgument(r Request, args []string) error {
	if *r.Profile != "" || len(args) > 1 {
		return cli.Usage("see", "unexpected argument %q", args[len(args)-1]).Typing("help", "env")
	}
	*r.Profile = args[0]
	return cli.Usage("a profile is given with -r", "unexpected argument %q", args[0]).Typing(r.line("env")...)
}

// undo prints the end of a session.
func (w World) undo(shell shells.Shell) error {
	for _, name := range w.Environ.Kept() {
		w.Say("%s was set since the session began, and stays as it is", name)
	}
	if !shell.Restores() && w.Environ.Active() {
		w.Say("%s can't bring back what was there before the session: it is removed", shell.Name())
	}
	return w.Print(shell.Undo(w.onSystem(w.Environ.Undo())))
}

// onSystem returns the change as it has to be on Windows, where a shell of MSYS2 may be on the way to any program.
func (w World) onSystem(c env.Change) env.Change {
	if w.System != "windows" {
		return c
	}
	return w.Environ.ForMSYS(c)
}

// use is called by the hook, in whose shell the text is evaluated.
func (w World) use() cli.Action {
	r := w.Ask()
	var hook shells.HookCall
	flags := append(r.Flags, w.quietFlag(), w.shellFlag(), hookFlag(&hook))
	return cli.Action{Flags: flags, Complete: r.Complete, Run: func(ctx context.Context, args []string) error {
		switch {
		case len(args) > 0 && *r.Profile != "":
			return cli.Usage("name one", "the profiles %q and %q are named", *r.Profile, args[0])
		case len(args) > 0:
			*r.Profile = args[0]
		}
		if hook == 0 {
			return w.needsHook(r.line("env"))
		}
		shell, err := w.Shell()
		if err != nil {
			return err
		}
		s, err := r.Activate(ctx, Somebody)
		if err != nil {
			return err
		}
		if streams.IsTerminal(w.Stderr) {
			w.Say("%s", s.Summary(w.Now()))
		}
		return w.Print(shell.Change(w.onSystem(s.Change(w.Environ)), s.Again))
	}}
}

// drop is called by the hook, in whose shell the text is evaluated.
func (w World) drop() cli.Action {
	var hook shells.HookCall
	flags := []cli.Flag{w.quietFlag(), w.shellFlag(), hookFlag(&hook)}
	return cli.Action{Flags: flags, Run: func(context.Context, []string) error {
		if hook == 0 {
			return w.needsHook([]string{"env", "--unset"})
		}
		shell, err := w.Shell()
		if err != nil {
			return err
		}
		return w.undo(shell)
	}}
}

// needsHook is what use and drop are without the hook: a program can't change the shell that it was called from. The words
// do the same without it.
func (w World) needsHook(words []string) error {
	shell, err := w.Shell()
	if err == nil {
		_, err = shell.Hook(shells.HookOptions{})
	}
	if err != nil {
		return cli.Usage("", "use and drop change the shell itself, and this one has no hook for it").Typing(words...)
	}
	return cli.Usage(w.Spell(words)+" does the same without the hook\nput this into your shell's startup file",
		"use and drop change the shell itself: they need the function that the hook defines in it").Typing("hook", shell.Name())
}

// renew is called by the hook, before a prompt. It says nothing but why it fails: the hook shows one line.
func (w World) renew() cli.Action {
	r := w.Ask()
	var hook shells.HookCall
	flags := append(append(r.Flags, r.RenewalFlags...), w.shellFlag(), hookFlag(&hook))
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		w.Quiet = true
		shell, err := w.Shell()
		if err != nil {
			return err
		}
		s, err := r.Activate(ctx, Renewal)
		if err != nil {
			return err
		}
		renewal, err := s.Renewal(w.Environ)
		if err != nil {
			return err
		}
		return w.Print(shell.Renewal(renewal, s.Again))
	}}
}

func (w World) exec() cli.Action {
	r := w.Ask()
	var renew bool
	flags := append(r.Flags, cli.Flag{Long: "renew", Value: &renew, Sentence: "renew the credentials for as long as the command runs"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, args []string) error {
		command := args
		if len(args) > 0 && args[0] == "--" {
			command = args[1:]
		}
		switch {
		case len(command) == 0:
			hint := ""
			if w.System == "windows" {
				hint = "COMMAND may be a shell: powershell, or cmd\ntype"
			}
			return cli.Usage(hint, "exec needs a command").Typing(r.line("exec", "--", "COMMAND")...)
		case len(args) > 2 && args[1] == "--" && *r.Profile == "" && w.IsProfile(args[0]):
			return w.takenForProfile(r, args)
		}
		get := r.Keep
		if !renew {
			get = func(ctx context.Context) (env.Change, error) {
				s, err := r.Activate(ctx, Somebody)
				return s.Change(w.Environ), err
			}
		}
		c, err := get(ctx)
		if err != nil {
			return err
		}
		return process.Exec(command, w.Environ.Apply(w.onSystem(c)), w.Stdin, w.Stdout, w.Stderr)
	}}
}

// credentialProcess is called by SDKs, in a command that was started with exec --renew.
func (w World) credentialProcess() cli.Action {
	return cli.Action{Run: func(ctx context.Context, args []string) error {
		if len(args) == 0 {
			return cli.Usage("exec --renew writes its calls", "the name of what exec --renew has left is missing")
		}
		w.Quiet = true // some SDKs read stderr along with stdout
		s, err := w.Renewed(ctx, args[0])
		if err != nil {
			return err
		}
		return w.Print(format.Process(s, w.Now()))
	}}
}

// takenForProfile is the error of exec PROFILE -- COMMAND: other tools take the word for a profile, and here it is the program.
func (w World) takenForProfile(r Request, args []string) error {
	program := r.line("exec", append([]string{"--"}, args...)...)
	*r.Profile = args[0]
	return cli.Usage("to run a program of that name: "+w.Spell(program)+"\nto run "+strconv.Quote(args[2])+" under the profile",
		"%q is a profile, and no -r stands before it", args[0]).Typing(r.line("exec", args[1:]...)...)
}
