// Package detect finds out which shell is going to evaluate what the program prints.
//
// It is not responsible for the choice that a user makes with a flag, nor for reading the environment: the caller passes
// $SHELL.
package detect

import (
	"cmp"
	"fmt"
	"math"

	"aws-runas/shells"
)

// Process is what a system says about a process.
type Process struct {
	Name    string // of its program, or a path
	Parent  int    // 0 or 1 where there is none
	Started int64  // in a unit of the system's own; 0 where it doesn't tell, as where a parent's id is never another's
}

// Table is a system's table of the processes that run.
type Table interface {
	// Program gives the path of a process's program, which says more than Process.Name does and costs less to ask for;
	// "" where the system doesn't tell.
	Program(pid int) string
	// Process describes a process. An error means that there is no such process.
	Process(pid int) (Process, error)
}

// notCmd returns the shell, but cmd.exe only where it is named.
func notCmd(shell shells.Shell) (shells.Shell, error) {
	if shell.Name() == "cmd" {
		return shells.Shell{}, &CmdError{}
	}
	return shell, nil
}

// CmdError says that cmd.exe would evaluate what is printed. It can, but only in a way that has to be asked for.
type CmdError struct{}

func (*CmdError) Error() string { return "the shell is cmd.exe, which evaluates no text" }

// Hint says what to do there.
func (*CmdError) Hint() string {
	return "start a shell with a role in it: aws-runas exec -r PROFILE -- cmd\n" +
		`or change this one: for /f "delims=" %i in ('aws-runas env -r PROFILE --shell cmd') do @%i`
}

// Shell gives the nearest shell among the process start and its ancestors; where the table knows of none, the shell of
// shellVar, the user's $SHELL. The error lists the shells that are known.
//
// $SHELL comes last because it is the login shell, which need not be the one that runs. A script between the shell and
// this program counts as the shell that interprets it: it is the one that evaluates. A parent that started after its child
// is another process, which has the id by now.
func Shell(start int, table Table, shellVar string) (shells.Shell, error) {
	seen := make(map[int]bool)
	child := int64(math.MaxInt64)
	if own, ok := table.(interface{ Started() int64 }); ok {
		child = own.Started()
	}
	for pid := start; pid > 1 && !seen[pid]; {
		seen[pid] = true
		if shell, err := shells.Lookup(table.Program(pid)); err == nil {
			return notCmd(shell)
		}
		p, err := table.Process(pid)
		if err != nil || p.Started > child {
			break
		}
		if shell, err := shells.Lookup(p.Name); err == nil {
			return notCmd(shell)
		}
		pid, child = p.Parent, cmp.Or(p.Started, child)
	}
	shell, err := shells.Lookup(shellVar)
	if err != nil {
		return shells.Shell{}, fmt.Errorf("no ancestor process is a known shell, nor is $SHELL: %w", err)
	}
	return shell, nil
}
