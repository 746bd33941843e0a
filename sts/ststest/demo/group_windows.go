package main

import "os/exec"

// alone leaves the command as it is: Windows has no sessions of processes with a terminal.
func alone(*exec.Cmd) {}
