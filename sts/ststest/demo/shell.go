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
This is your shell in a home of its own (%s), with the hook of aws-runas. STS is on this machine, and nothing reaches AWS.

    aws-runas use dev                  a role
    aws-runas use prod                 a role behind MFA; mfa-code in another window, or --mfa-code "$(mfa-code)"
    aws-runas exec -r ext -- who-am-i  one command under a role
    aws-runas drop                     back to what was
    mfa-code, who-am-i, sts-log        a code, whose keys these are, what the STS was asked
    cat ~/.aws/config                  the profiles
    exit                               ends it, and everything is gone

`

// openShell runs the user's shell on the stage until the user leaves it.
func (s *stage) openShell(ctx context.Context, shell string, stdout io.Writer) error {
	startup := map[string]struct{ file, text string }{
		"bash": {".bashrc", "PS1='\\w\\$ '\neval \"$(aws-runas hook bash)\"\n"},
		"zsh":  {".zshrc", "PROMPT='%~ %# '\neval \"$(aws-runas hook zsh)\"\n"},
		"fish": {".config/fish/config.fish", "set --global fish_greeting\naws-runas hook fish | source\n"},
	}
	own, known := startup[filepath.Base(shell)]
	if !known {
		return fmt.Errorf("the shell %q in $SHELL is not bash, zsh or fish", shell)
	}
	rc := filepath.Join(s.home, own.file)
	if err := os.MkdirAll(filepath.Dir(rc), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(rc, []byte(own.text), 0o600); err != nil {
		return err
	}
	fmt.Fprintf(stdout, welcome, s.home)
	cmd := exec.CommandContext(ctx, shell, "-i")
	cmd.Env, cmd.Dir = s.environ, s.home
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGHUP) }
	err := cmd.Run()
	if exited := (*exec.ExitError)(nil); errors.As(err, &exited) {
		return nil // the status of the last command typed
	}
	return err
}
