package detect

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// System is the table of the system that the program runs on.
type System struct{}

// NewSystem returns the table as it is whenever it is asked.
func NewSystem() System { return System{} }

// Program reads the link to the program, which can't be read of another user's process. The program may have been replaced
// since, by an update. Busybox is many programs, and dotnet runs many.
func (System) Program(pid int) string {
	exe, _ := os.Readlink(file(pid, "exe"))
	exe = strings.TrimSuffix(exe, " (deleted)")
	switch filepath.Base(exe) {
	case busybox:
		return applet(pid)
	case dotnet:
		return assemblyOf(arguments(pid))
	}
	return exe
}

// Process reads the process's line of /proc.
func (System) Process(pid int) (Process, error) {
	stat, err := os.ReadFile(file(pid, "stat"))
	if err != nil {
		return Process{}, err
	}
	name, parent, err := parseStat(string(stat))
	if err != nil {
		return Process{}, fmt.Errorf("%s: %w", file(pid, "stat"), err)
	}
	if name == busybox {
		name = applet(pid)
	}
	return Process{Name: name, Parent: parent}, nil
}

func file(pid int, name string) string { return "/proc/" + strconv.Itoa(pid) + "/" + name }

// parseStat takes the name and the parent's id from a line of /proc: "42 (name) S 1 …", where the name may hold blanks
// and parentheses.
func parseStat(stat string) (comm string, parent int, err error) {
	open, end := strings.IndexByte(stat, '('), strings.LastIndexByte(stat, ')')
	if open < 0 || end < open {
		return "", 0, fmt.Errorf("no name in %q", stat)
	}
	fields := strings.Fields(stat[end+1:])
	if len(fields) < 2 {
		return "", 0, fmt.Errorf("no parent in %q", stat)
	}
	parent, err = strconv.Atoi(fields[1])
	return stat[open+1 : end], parent, err
}

const (
	busybox = "busybox"
	dotnet  = "dotnet"
)

// applet is what a process that runs busybox was asked to be. Only some of its applets are shells.
func applet(pid int) string { return appletOf(arguments(pid)) }

// arguments are those of a process, each with a NUL behind it.
func arguments(pid int) []byte {
	cmdline, _ := os.ReadFile(file(pid, "cmdline"))
	return cmdline
}

// assemblyOf returns the program that dotnet was asked to run, as PowerShell is run where it is installed as a .NET tool:
// the first argument that is an assembly, without its extension.
func assemblyOf(cmdline []byte) string {
	for _, arg := range bytes.Split(cmdline, []byte{0})[1:] {
		if path, ok := strings.CutSuffix(string(arg), ".dll"); ok {
			return path
		}
	}
	return ""
}

// appletOf gives the name that busybox was started with, or else its first argument.
func appletOf(cmdline []byte) string {
	args := bytes.Split(cmdline, []byte{0})
	if name := string(args[0]); filepath.Base(name) != busybox || len(args) < 2 {
		return name
	}
	return string(args[1])
}
