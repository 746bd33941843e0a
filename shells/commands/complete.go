package commands

import (
	"context"

	"aws-runas/shells"
	"aws-runas/shells/cli"
	"aws-runas/shells/completion"
)

// hooked are the shells that there is a hook for, and so a completion.
func hooked() []string { return []string{"bash", "zsh", "fish", "powershell"} }

func (w World) completeHelp(typed string) cli.Completion { return w.Table().HelpNames(typed) }

func (w World) completion() cli.Action {
	return cli.Action{Complete: cli.OneOf(hooked()...), Run: func(_ context.Context, args []string) error {
		if len(args) == 0 {
			return cli.Usage("type: aws-runas completion bash, zsh, fish or powershell", "completion needs the name of the shell")
		}
		shell, err := shells.Lookup(args[0])
		if err != nil {
			return err
		}
		return w.Print(shell.Completion())
	}}
}

// complete is called by the shell's completion. It says nothing but what fits: somebody is in the middle of a line.
func (w World) complete() cli.Action {
	var line, breaks, current string
	o := completion.Options{Home: w.Environ.Get("HOME")}
	flags := []cli.Flag{
		w.shellFlag(),
		{Long: "line", Argument: "LINE", Value: (*cli.Text)(&line), Sentence: "the line of a bash up to the cursor"},
		{Long: "breaks", Argument: "CHARACTERS", Value: (*cli.Text)(&breaks), Sentence: "where readline begins a word"},
		{Long: "files", Value: &o.Files, Sentence: "list the names of files"},
		{Long: "current", Argument: "WORD", Value: (*cli.Text)(&current), Sentence: "the word that is being typed, behind the others"},
	}
	return cli.Action{Flags: flags, Run: func(_ context.Context, words []string) error {
		shell, err := w.Shell()
		if err != nil {
			return nil
		}
		if len(words) > 0 && words[0] == "--" {
			words = words[1:]
		}
		words = append(words[:len(words):len(words)], current)
		if line != "" {
			typed := completion.Read(line, breaks)
			o.Typed, words = &typed, typed.Words
		}
		return w.Print(completion.Spell(shell, w.Table().Complete(words), o), nil)
	}}
}
