//go:build unix

package program

import (
	"os/exec"
	"syscall"
)

// WithoutTerminal runs the command in a session of its own, so that it has no terminal whose other processes it could
// stop, and ends it together with its children.
func WithoutTerminal(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
