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
	Parent int      // 0 or 1 where there is none
	Names  []string // paths or names of its program, the most reliable first
}

// Shell gives the nearest shell among the process start and its ancestors, as process describes them; where it finds
// none, the shell of shellVar, the user's $SHELL. The error lists the shells that are known.
//
// $SHELL comes last because it is the login shell, which need not be the one that runs. A script between the shell and
// this program counts as the shell that interprets it: it is the one that evaluates.
func Shell(start int, process func(pid int) (Process, error), shellVar string) (shells.Shell, error) {
	seen := make(map[int]bool)
	for pid := start; pid > 1 && !seen[pid]; {
		seen[pid] = true
		p, err := process(pid)
		if err != nil {
			break
		}
		for _, name := range p.Names {
			if shell, err := shells.Lookup(name); err == nil {
				return shell, nil
			}
		}
		pid = p.Parent
	}
	shell, err := shells.Lookup(shellVar)
	if err != nil {
		return shells.Shell{}, fmt.Errorf("no ancestor process is a known shell, nor is $SHELL: %w", err)
	}
	return shell, nil
}
