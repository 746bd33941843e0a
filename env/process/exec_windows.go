package process

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"

	"golang.org/x/sys/windows"

	"aws-runas/env"
)

// Exec runs the command as a child, since Windows can't replace a process, and returns its status as a *StatusError, nil
// for 0. Ctrl-C reaches the child through the console that both share; this process waits for what the child makes of it.
// A child doesn't outlive this process, unless it ends first: then what it left running lives on.
func Exec(argv []string, environ env.List, stdin io.Reader, stdout, stderr io.Writer) error {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)

	cmd, err := command(argv, environ, exec.Command)
	if err != nil {
		return notRun(argv[0], err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	err = run(cmd, false)
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit):
		return &StatusError{Status: exit.ExitCode()}
	case errors.Is(err, windows.ERROR_BAD_EXE_FORMAT):
		err = &hintError{errors.New("Windows can't start it by itself"), "name the program that runs it"}
	}
	return notRun(argv[0], err)
}
