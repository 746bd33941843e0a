package process

import (
	"context"
	"io"
	"os/exec"
	"time"
)

// afterwards is how long what a command left running may hold on to its output, and how long one that was interrupted
// may take to end.
const afterwards = 2 * time.Second

// Run runs a program to its end, without a shell, and ends it when the context ends: by an interrupt, where there is one,
// and with all that it has started where not. The environment is NAME=value. The error is exec.Cmd's, as of its Run.
func Run(ctx context.Context, argv, environ []string, stdin io.Reader, stdout, stderr io.Writer) error {
	cmd, err := command(argv, environ, func(path string, args ...string) *exec.Cmd { return exec.CommandContext(ctx, path, args...) })
	if err != nil {
		return err
	}
	cmd.WaitDelay = afterwards
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	return run(cmd, true)
}
