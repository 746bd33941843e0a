package process

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/windows"

	"aws-runas/env"
)

// command finds the program, along the PATH of its environment, and builds its command line, since Windows hands a program
// its arguments as one text: the one that C programs take apart, or cmd.exe's.
func command(argv, environ []string, newCmd func(string, ...string) *exec.Cmd) (*exec.Cmd, error) {
	path, err := lookPath(argv[0], env.List(environ))
	if err != nil {
		return nil, err
	}
	cmd := newCmd(path)
	cmd.Args, cmd.Env, cmd.SysProcAttr = argv, environ, &syscall.SysProcAttr{}
	if !isBatch(path) {
		return cmd, nil
	}
	if path, err = filepath.Abs(path); err != nil {
		return nil, err
	}
	line, err := batchLine(path, argv[1:])
	if err != nil {
		return nil, err
	}
	if strings.Contains(line, "%") && onWine() {
		return nil, errors.New("the cmd.exe of wine would evaluate an argument with a %")
	}
	system, err := windows.GetSystemDirectory() // not %ComSpec%, which may be another program
	if err != nil {
		return nil, err
	}
	cmd.Path, cmd.SysProcAttr.CmdLine = filepath.Join(system, "cmd.exe"), line
	return cmd, nil
}

// onWine reports whether this is no Windows: wine's cmd.exe expands a variable, and then what came out of it.
func onWine() bool {
	return windows.NewLazySystemDLL("ntdll.dll").NewProc("wine_get_version").Find() == nil
}

// run runs the command as a job: what it has started ends when it is cancelled, and when this process is ended. What it
// leaves running at its own end lives on.
func run(cmd *exec.Cmd, cancel bool) error {
	j, err := newJob()
	if err != nil {
		return cmd.Run() // without one, as where a sandbox refuses it
	}
	defer j.close()
	if cancel {
		cmd.Cancel = j.end
	}
	if err := j.start(cmd); err != nil {
		return err
	}
	err = cmd.Wait()
	j.release()
	return err
}

// runAlone runs the command without a console.
func runAlone(cmd *exec.Cmd) error {
	cmd.SysProcAttr.CreationFlags |= windows.CREATE_NO_WINDOW
	return run(cmd, true)
}
