package program

import "os/exec"

// WithoutTerminal leaves the command as it is: Windows has no sessions of processes with a terminal.
func WithoutTerminal(*exec.Cmd) {}
