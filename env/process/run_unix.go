//go:build unix

package process

import (
	"os"
	"os/exec"
)

func command(argv, environ []string, newCmd func(string, ...string) *exec.Cmd) (*exec.Cmd, error) {
	cmd := newCmd(argv[0], argv[1:]...)
	cmd.Env = environ
	return cmd, nil
}

func run(cmd *exec.Cmd, _ bool) error {
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	return cmd.Run()
}
