//go:build linux

package shells_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"aws-runas/env"
)

const conflict = "aws-runas: AWS_PROFILE is set"

// hidden are the variables that a session hides, with values as a start-up file may set them.
var hidden = []string{"AWS_PROFILE=my own", "AWS_DEFAULT_PROFILE=", "AWS_SECURITY_TOKEN=old"}

// exports is the statements of a start-up file that export variables.
func exports(p program, variables []string) string {
	var all []string
	for _, v := range variables {
		name, value, _ := strings.Cut(v, "=")
		all = append(all, export(p, name, "'"+value+"'"))
	}
	return strings.Join(all, "\n")
}

// TestInheritedHidesVariables: what the start-up files set again is out of the way from the first prompt on, and drop
// gives it back, exported if it was.
func TestInheritedHidesVariables(t *testing.T) {
	t.Parallel()
	inherited := env.List(nil).Apply(temporary("ASIAONE", time.Hour).Change(nil))
	interactive(t, func(t *testing.T, p program) {
		unexported := "AWS_ACCOUNT_ID=123456789012"
		if p.dialect == "fish" {
			unexported = "set -g AWS_ACCOUNT_ID 123456789012"
		}
		before := exports(p, hidden) + "\n" + unexported
		s := start(t, p, setup{variables: inherited, before: before, after: export(p, "AWS_OTHER", "x")})
		if segment(s.greeted) != "yellow (AWS:prod)" || strings.Contains(s.greeted, "aws-runas") {
			t.Errorf("the first prompt is %q", s.greeted)
		}
		if got := s.childSees(); got != "AWS_OTHER=x" {
			t.Errorf("children see %q", got)
		}
		if got := s.value("AWS_ACCOUNT_ID"); got != "" {
			t.Errorf("AWS_ACCOUNT_ID is %q", got)
		}
		undo, err := lookup(t, p.dialect).Undo(inherited.Undo())
		if err != nil {
			t.Fatal(err)
		}
		s.stub.answers("drop", undo)
		if printed := s.run("aws-runas drop"); segment(printed) != "" || strings.Contains(printed, "aws-runas") {
			t.Errorf("drop printed %q", printed)
		}
		want := append(slices.Clone(hidden), "AWS_OTHER=x")
		slices.Sort(want)
		if got := s.childSees(); got != strings.Join(want, " ") {
			t.Errorf("after drop children see %q, want %q", got, want)
		}
		if got := s.value("AWS_ACCOUNT_ID"); got != "123456789012" {
			t.Errorf("after drop AWS_ACCOUNT_ID is %q", got)
		}
	})
}

// childSees gives what the children of the shell have of the hidden variables and of this program's own.
func (s *session) childSees() string {
	s.tb.Helper()
	writeFile(s.tb, s.stub.dir, "child", `#!/bin/sh
names='AWS_(PROFILE|DEFAULT_PROFILE|SECURITY_TOKEN|ACCOUNT_ID|OTHER)|__aws.*'
echo "<$(env | grep -E "^($names)=" | sort | tr '\n' ' ')>"`, 0o700)
	_, seen, _ := strings.Cut(s.run("child"), "<")
	seen, _, _ = strings.Cut(seen, ">")
	return strings.TrimSpace(seen)
}

// TestInheritedNotes: what the environment passes off as this shell's own notes is none, and no code.
func TestInheritedNotes(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		variables := live(time.Minute)
		names := []string{"renew", "failed", "retry", "warned", "prompted"}
		if p.dialect == "bash" {
			names = append(names, "epoch", "seconds")
		}
		for _, name := range names {
			variables = append(variables, "__aws_runas_"+name+"=a[$(touch canary)]")
		}
		s := start(t, p, setup{variables: variables, before: exports(p, hidden)})
		s.run("")
		if calls, seen := s.renewals(), s.childSees(); calls+seen != "" {
			t.Errorf("called %q, children see %q", calls, seen)
		}
		if files := s.run("ls"); strings.Contains(files, "canary") {
			t.Errorf("a value was run as code: %q", files)
		}
	})
}

// TestConflict: AWS_PROFILE beside a session turns the segment red for as long as it is there, and is said once.
func TestConflict(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{variables: live(time.Hour)})
		for range 2 {
			printed := s.export("AWS_PROFILE=other")
			if strings.Count(printed, conflict) != 1 || segment(printed) != "red (AWS:prod)" {
				t.Errorf("AWS_PROFILE appears: %q", printed)
			}
			printed = s.run("")
			if strings.Contains(printed, conflict) || segment(printed) != "red (AWS:prod)" {
				t.Errorf("AWS_PROFILE is still there: %q", printed)
			}
			if printed = s.unset("AWS_PROFILE"); segment(printed) != "yellow (AWS:prod)" {
				t.Errorf("AWS_PROFILE is gone: %q", printed)
			}
		}
		s.unset("AWS_RUNAS_PROFILE")
		if printed := s.export("AWS_PROFILE=other"); strings.Contains(printed, conflict) {
			t.Errorf("without a session: %q", printed)
		}
	})
}

// TestConflictInOwnSession: a variable that appears in a shell that activated its session itself is not hidden either.
func TestConflictInOwnSession(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		if printed := s.export("AWS_PROFILE=other"); strings.Count(printed, conflict) != 1 {
			t.Errorf("printed %q", printed)
		}
		if got := s.childSees(); got != "AWS_PROFILE=other" {
			t.Errorf("children see %q", got)
		}
	})
}

// TestChildShell: a shell that the user starts inside a session shows it and leaves its renewal to the parent.
func TestChildShell(t *testing.T) {
	t.Parallel()
	child := map[string]string{"bash": " --noprofile --rcfile rc -i", "zsh": "zsh -d -i", "fish": "fish --private -i"}
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		line := child[p.dialect]
		if p.dialect == "bash" {
			line = p.command[0] + line
		}
		if printed := s.run(line); segment(printed) != "yellow (AWS:prod)" {
			t.Errorf("the child's first prompt is %q", printed)
		}
		if printed := s.expiresIn(time.Minute); segment(printed) != "yellow (AWS:prod)" || s.renewals() != "" {
			t.Errorf("the child's session near its end: %q", printed)
		}
		if printed := s.expiresIn(-time.Minute); segment(printed) != "red (AWS:prod)" || s.renewals() != "" {
			t.Errorf("the child's session expired: %q", printed)
		}
		if printed := s.run("exit"); segment(printed) != "yellow (AWS:prod)" {
			t.Errorf("the parent's prompt is %q", printed)
		}
		s.expiresIn(time.Minute)
		if calls := s.renewals(); calls != renewalCall {
			t.Errorf("the parent called %q", calls)
		}
	})
}
