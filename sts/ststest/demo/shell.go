package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

const welcome = `
This is your shell, in a home directory that goes when you leave, with the hook of aws-runas. Its STS is on this machine:
nothing reaches AWS.

    cat ~/.aws/config                             the profiles
    aws-runas use dev                             a role
    aws-runas use prod --mfa-code $(mfa-code)     a role behind MFA; without the flag it asks
    aws-runas exec -r ext -- who-am-i             one command under a role
    aws-runas drop                                this shell as it was before
    mfa-code, who-am-i, sts-log                   an unused code, whose keys these are, what the STS was asked
    exit

`

// startup is what a shell needs in its home: the file that it reads when it starts, and directories.
type startup struct {
	file, text  string
	directories []string
}

func startups() map[string]startup {
	return map[string]startup{
		"bash": {file: ".bashrc", text: "PS1='\\w\\$ '\neval \"$(aws-runas hook bash)\"\n"},
		"zsh":  {file: ".zshrc", text: "PROMPT='%~ %# '\neval \"$(aws-runas hook zsh)\"\n"},
		// Where it lacks one of these directories fish fills it with completions from all manual pages, in the background
		// and still after its end. The second is of fish 4.
		"fish": {".config/fish/config.fish", "set --global fish_greeting\naws-runas hook fish | source\n",
			[]string{".local/share/fish/generated_completions", ".cache/fish/generated_completions"}},
	}
}

// openShell runs the user's shell on the stage until the user leaves it.
func (s *stage) openShell(ctx context.Context, shell string, stdout io.Writer) error {
	own, known := startups()[filepath.Base(shell)]
	if !known {
		return fmt.Errorf("the shell %q in $SHELL is not bash, zsh or fish", shell)
	}
	for _, dir := range append(own.directories, filepath.Dir(own.file)) {
		if err := os.MkdirAll(filepath.Join(s.home, dir), 0o700); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(s.home, own.file), []byte(own.text), 0o600); err != nil {
		return err
	}
	fmt.Fprint(stdout, welcome)
	cmd := exec.CommandContext(ctx, shell, "-i")
	cmd.Env, cmd.Dir = s.environ, s.home
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGHUP) }
	err := cmd.Run()
	if exited := (*exec.ExitError)(nil); errors.As(err, &exited) {
		return nil // the status of what was typed last
	}
	return err
}
