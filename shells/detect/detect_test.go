package detect_test

import (
	"errors"
	"strings"
	"testing"

	"aws-runas/shells/detect"
)

// tree has processes by id.
type tree map[int]process

// process is its parent and the names of its program: all but the last as its path.
type process struct {
	parent  int
	names   []string
	started int64
}

// Started is when the process started that asks.
func (tree) Started() int64 { return 100 }

func (t tree) Program(pid int) string {
	if names := t[pid].names; len(names) > 1 {
		return names[0]
	}
	return ""
}

func (t tree) Process(pid int) (detect.Process, error) {
	p, ok := t[pid]
	if !ok {
		return detect.Process{}, errors.New("no such process")
	}
	return detect.Process{Name: p.names[len(p.names)-1], Parent: p.parent, Started: p.started}, nil
}

func TestShell(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		tree     tree
		shellVar string
		want     string
	}{
		{"the parent", tree{9: {1, []string{"/usr/bin/fish"}, 0}}, "/bin/bash", "fish"},
		{"an ancestor",
			tree{9: {8, []string{"/usr/bin/env"}, 0}, 8: {7, []string{"go"}, 0}, 7: {1, []string{"/bin/zsh"}, 0}}, "/bin/bash", "zsh"},
		{"the nearest of two", tree{9: {8, []string{"/bin/dash"}, 0}, 8: {1, []string{"/bin/zsh"}, 0}}, "/bin/zsh", "sh"},
		{"a login shell", tree{9: {1, []string{"-zsh"}, 0}}, "", "zsh"},
		{"a script by its interpreter", tree{9: {1, []string{"/usr/bin/bash", "deploy.sh"}, 0}}, "", "bash"},
		{"a versioned program by its name", tree{9: {1, []string{"/opt/zsh-5.9", "zsh"}, 0}}, "", "zsh"},
		{"Windows PowerShell", tree{9: {8, []string{"PowerShell.EXE"}, 0}}, "", "powershell"},
		{"PowerShell 7 above a program",
			tree{9: {8, []string{"node.exe"}, 0}, 8: {4, []string{`C:\Program Files\PowerShell\7\pwsh.exe`}, 0}}, "", "powershell"},
		{"the ISE", tree{9: {8, []string{"powershell_ise.exe"}, 0}}, "", "powershell"},
		{"a preview", tree{9: {8, []string{"pwsh-preview.exe"}, 0}}, "", "powershell"},
		{"parents that started before their children",
			tree{9: {8, []string{"node.exe"}, 20}, 8: {4, []string{"pwsh.exe"}, 10}}, "", "powershell"},
		{"an id that is another's by now",
			tree{9: {8, []string{"node.exe"}, 20}, 8: {4, []string{"pwsh.exe"}, 30}}, "/usr/bin/bash", "bash"},
		{"the same behind a process that doesn't tell",
			tree{9: {8, []string{"a.exe"}, 20}, 8: {7, []string{"b.exe"}, 0}, 7: {4, []string{"pwsh.exe"}, 30}}, "bash", "bash"},
		{"a parent that is younger than this process", tree{9: {8, []string{"pwsh.exe"}, 200}}, "bash", "bash"},
		{"no shell above", tree{9: {1, []string{"/usr/sbin/cron"}, 0}}, "/usr/bin/fish", "fish"},
		{"nothing known of the parent", tree{}, "/bin/bash", "bash"},
		{"a circle, as reused ids can make one", tree{9: {8, []string{"a"}, 0}, 8: {9, []string{"b"}, 0}}, "/bin/ksh", "sh"},
		{"a process that is its own parent", tree{9: {9, []string{"a"}, 0}}, "/bin/bash", "bash"},
		{"init is not asked", tree{9: {1, []string{"a"}, 0}, 1: {0, []string{"/bin/sh"}, 0}}, "/bin/bash", "bash"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := detect.Shell(9, tt.tree, tt.shellVar)
			if err != nil || got.Name() != tt.want {
				t.Errorf("got %v, %v; want %s", got, err, tt.want)
			}
		})
	}
}

func TestShellUnknown(t *testing.T) {
	t.Parallel()
	for _, shellVar := range []string{"", "/bin/tcsh"} {
		_, err := detect.Shell(9, tree{9: {1, []string{"tcsh"}, 0}}, shellVar)
		if err == nil {
			t.Fatalf("$SHELL %q: no error", shellVar)
		}
		for _, want := range []string{"bash", "zsh", "fish", "powershell", "pwsh", "sh", "dash", "ksh", "mksh", "ash", "busybox"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("$SHELL %q: the error %q doesn't name %s", shellVar, err, want)
			}
		}
	}
}

// TestCmd says that cmd.exe is nobody's PowerShell: what is above it evaluates nothing.
func TestCmd(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"cmd.exe", `C:\Windows\System32\CMD.EXE`} {
		shell, err := detect.Shell(9, tree{9: {8, []string{name}, 0}, 8: {4, []string{"pwsh.exe"}, 0}}, "/bin/bash")
		var cmd *detect.CmdError
		if !errors.As(err, &cmd) || !strings.Contains(cmd.Hint(), "exec") {
			t.Errorf("%s: %v, %v", name, shell, err)
		}
	}
}
