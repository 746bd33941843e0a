package detect

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Program reads the link to the program, which can't be read of another user's process. The program may have been replaced
// since, by an update. Busybox is many programs.
func (System) Program(pid int) string {
	exe, _ := os.Readlink(file(pid, "exe"))
	exe = strings.TrimSuffix(exe, " (deleted)")
	if filepath.Base(exe) == busybox {
		return applet(pid)
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
	return Process{name, parent}, nil
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

const busybox = "busybox"

// applet is what a process that runs busybox was asked to be. Only some of its applets are shells.
func applet(pid int) string {
	cmdline, _ := os.ReadFile(file(pid, "cmdline"))
	return appletOf(cmdline)
}

// appletOf gives the name that busybox was started with, or else its first argument.
func appletOf(cmdline []byte) string {
	args := bytes.Split(cmdline, []byte{0})
	if name := string(args[0]); filepath.Base(name) != busybox || len(args) < 2 {
		return name
	}
	return string(args[1])
}
