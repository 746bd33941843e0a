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
	parent int
	names  []string
}

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
	return detect.Process{Name: p.names[len(p.names)-1], Parent: p.parent}, nil
}

func TestShell(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		tree     tree
		shellVar string
		want     string
	}{
		{"the parent", tree{9: {1, []string{"/usr/bin/fish"}}}, "/bin/bash", "fish"},
		{"an ancestor",
			tree{9: {8, []string{"/usr/bin/env"}}, 8: {7, []string{"go"}}, 7: {1, []string{"/bin/zsh"}}}, "/bin/bash", "zsh"},
		{"the nearest of two", tree{9: {8, []string{"/bin/dash"}}, 8: {1, []string{"/bin/zsh"}}}, "/bin/zsh", "sh"},
		{"a login shell", tree{9: {1, []string{"-zsh"}}}, "", "zsh"},
		{"a script by its interpreter", tree{9: {1, []string{"/usr/bin/bash", "deploy.sh"}}}, "", "bash"},
		{"a versioned program by its name", tree{9: {1, []string{"/opt/zsh-5.9", "zsh"}}}, "", "zsh"},
		{"Windows PowerShell", tree{9: {8, []string{"PowerShell.EXE"}}}, "", "powershell"},
		{"PowerShell 7 above cmd",
			tree{9: {8, []string{"cmd.exe"}}, 8: {4, []string{`C:\Program Files\PowerShell\7\pwsh.exe`}}}, "", "powershell"},
		{"no shell above", tree{9: {1, []string{"/usr/sbin/cron"}}}, "/usr/bin/fish", "fish"},
		{"nothing known of the parent", tree{}, "/bin/bash", "bash"},
		{"a circle, as reused ids can make one", tree{9: {8, []string{"a"}}, 8: {9, []string{"b"}}}, "/bin/ksh", "sh"},
		{"a process that is its own parent", tree{9: {9, []string{"a"}}}, "/bin/bash", "bash"},
		{"init is not asked", tree{9: {1, []string{"a"}}, 1: {0, []string{"/bin/sh"}}}, "/bin/bash", "bash"},
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
		_, err := detect.Shell(9, tree{9: {1, []string{"tcsh"}}}, shellVar)
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
