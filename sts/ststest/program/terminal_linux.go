package program

import (
	"os/exec"
	"testing"

	"aws-runas/shells/ptytest"
)

// wide is more characters than any line of output has, so that none is broken.
const wide = 1000

// Process is a command on a terminal of its own.
type Process struct {
	*ptytest.Terminal
	Cmd *exec.Cmd
}

// Pty starts a command line on a terminal. The process is killed when the test ends.
func (h *Home) Pty(tb testing.TB, argv ...string) *Process {
	tb.Helper()
	cmd := h.Command(tb, argv...)
	return &Process{ptytest.Open(tb, cmd, wide), cmd}
}
