package process

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"

	"aws-runas/env"
)

// Exec runs the command as a child, since Windows can't replace a process, and returns its status as a *StatusError, nil
// for 0. Ctrl-C reaches the child through the console that both share; this process waits for what the child makes of it.
func Exec(argv []string, environ env.List, stdin io.Reader, stdout, stderr io.Writer) error {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)

	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = environ
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit):
		return &StatusError{Status: exit.ExitCode()}
	}
	return notRun(argv[0], err)
}
