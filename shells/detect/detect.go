// Package detect finds out which shell is going to evaluate what the program prints.
//
// It is not responsible for the choice that a user makes with a flag, nor for reading the environment: the caller passes
// $SHELL.
package detect

import (
	"fmt"

	"aws-runas/shells"
)

// Process is what a system says about a process.
type Process struct {
	Name   string // of its program, or a path
	Parent int    // 0 or 1 where there is none
}

// Table is a system's table of the processes that run.
type Table interface {
	// Program gives the path of a process's program, which says more than Process.Name does and costs less to ask for;
	// "" where the system doesn't tell.
	Program(pid int) string
	// Process describes a process. An error means that there is no such process.
	Process(pid int) (Process, error)
}

// System is the table of the system that the program runs on.
type System struct{}

// Shell gives the nearest shell among the process start and its ancestors; where the table knows of none, the shell of
// shellVar, the user's $SHELL. The error lists the shells that are known.
//
// $SHELL comes last because it is the login shell, which need not be the one that runs. A script between the shell and
// this program counts as the shell that interprets it: it is the one that evaluates.
func Shell(start int, table Table, shellVar string) (shells.Shell, error) {
	seen := make(map[int]bool)
	for pid := start; pid > 1 && !seen[pid]; {
		seen[pid] = true
		if shell, err := shells.Lookup(table.Program(pid)); err == nil {
			return shell, nil
		}
		p, err := table.Process(pid)
		if err != nil {
			break
		}
		if shell, err := shells.Lookup(p.Name); err == nil {
			return shell, nil
		}
		pid = p.Parent
	}
	shell, err := shells.Lookup(shellVar)
	if err != nil {
		return shells.Shell{}, fmt.Errorf("no ancestor process is a known shell, nor is $SHELL: %w", err)
	}
	return shell, nil
}
