//go:build unix

package process

import (
	"os"
	"os/exec"
	"syscall"
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

// runAlone runs the command in a session of its own, which has no terminal, and ends all that is in it.
func runAlone(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	return cmd.Run()
}
