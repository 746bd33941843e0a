package process

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"
)

// aloneLimit is how long a program may run that nobody has asked for: an SDK waits for what it is to give.
const aloneLimit = 30 * time.Second

// RunAlone is Run for a program that nobody watches: it has no terminal and nothing to read, ends within half a minute, and
// what it says on stderr is passed on only when it fails.
func RunAlone(ctx context.Context, argv, environ []string, _ io.Reader, stdout, stderr io.Writer) error {
	ctx, cancel := context.WithTimeout(ctx, aloneLimit)
	defer cancel()
	cmd, err := command(argv, environ, func(path string, args ...string) *exec.Cmd { return exec.CommandContext(ctx, path, args...) })
	if err != nil {
		return err
	}
	var said bytes.Buffer
	cmd.WaitDelay = afterwards
	cmd.Stdout, cmd.Stderr = stdout, &said
	err = runAlone(cmd)
	if err == nil || errors.Is(err, exec.ErrWaitDelay) {
		return nil
	}
	stderr.Write(said.Bytes())
	if ctx.Err() == context.DeadlineExceeded {
		return fmt.Errorf("it has not ended within %v", aloneLimit)
	}
	return err
}
