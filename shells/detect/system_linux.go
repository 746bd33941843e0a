package detect

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// System describes a running process.
func System(pid int) (Process, error) {
	dir := fmt.Sprintf("/proc/%d/", pid)
	stat, err := os.ReadFile(dir + "stat")
	if err != nil {
		return Process{}, err
	}
	comm, parent, err := parseStat(string(stat))
	if err != nil {
		return Process{}, fmt.Errorf("%sstat: %w", dir, err)
	}
	// The link can't be read of another user's process. Its program may have been replaced since, by an update.
	exe, err := os.Readlink(dir + "exe")
	exe = strings.TrimSuffix(exe, " (deleted)")
	switch {
	case err != nil:
		return Process{parent, []string{comm}}, nil
	case filepath.Base(exe) == "busybox":
		cmdline, err := os.ReadFile(dir + "cmdline")
		return Process{parent, []string{applet(cmdline)}}, err
	}
	return Process{parent, []string{exe, comm}}, nil
}

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

// applet is what busybox was asked to be, by the name it was started with or by its first argument. Only some of its
// applets are shells.
func applet(cmdline []byte) string {
	args := bytes.Split(cmdline, []byte{0})
	if name := string(args[0]); filepath.Base(name) != "busybox" || len(args) < 2 {
		return name
	}
	return string(args[1])
}
