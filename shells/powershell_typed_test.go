//go:build linux

package shells_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aws-runas/shells"
	"aws-runas/shells/ptytest"
)

// TestPowerShellTyped types lines into a PowerShell with its own line editor.
func TestPowerShellTyped(t *testing.T) {
	p := powerShell(t)
	dir, s := t.TempDir(), newStub(t)
	writeFile(t, dir, "hook", hook(t, p.dialect, shells.HookOptions{}), 0o600)
	profile := writeFile(t, dir, "profile.ps1", "function prompt { '"+mark+" ' }\nGet-Content -Raw '"+filepath.Join(dir, "hook")+"' | Invoke-Expression\n", 0o600)
	cmd := exec.Command("pwsh", "-NoLogo", "-NoProfile", "-NoExit", "-Command", ". '"+profile+"'")
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), "PATH="+s.dir+":"+pathOf(t, "pwsh")+":/usr/bin:/bin", "HOME="+dir, "TERM=xterm", "AWS_ACCESS_KEY_ID=AKIAOWN")
	term := &session{Terminal: ptytest.Open(t, cmd, 200), tb: t, program: p, dir: dir, stub: s}
	term.Expect(mark)

	change := temporary("ASIAONE", time.Minute).Change(own)
	s.answers("use", mustText(t)(lookup(t, p.dialect).Change(change, remembered)))
	s.answers("drop", mustText(t)(lookup(t, p.dialect).Undo(own.Apply(change).Undo())))
	s.answers("renew", `$env:AWS_SECRET_ACCESS_KEY = 'renewed';`)
	s.does("other", `shift; exec "$@"`)
	for _, tt := range []struct{ line, prints, segment string }{
		{`aws-runas exec printf '[%s]' a,b`, "[a,b]", ""},
		{`aws-runas exec sh -c 'exit 3' && 'went on'`, "", ""},
		{`aws-runas use prod`, "", "yellow (AWS:prod)"},
		{`"$env:AWS_SECRET_ACCESS_KEY"`, "renewed", "yellow (AWS:prod)"},
		{`function prompt { 'mine ` + mark + ` ' }; 'a'`, "a", ""},
		{`'b'`, "b", "yellow (AWS:prod)"},
		{`/bin/false; $?`, "False", "yellow (AWS:prod)"},
		{`aws-runas drop`, "", ""},
		{`$env:AWS_ACCESS_KEY_ID`, "AKIAOWN", ""},
	} {
		printed := term.typed(tt.line)
		if got := segment(printed); got != tt.segment || !strings.Contains(printed, tt.prints) || strings.Contains(printed, "went on") {
			t.Errorf("%s: got %q, want %q and the segment %q", tt.line, printed, tt.prints, tt.segment)
		}
	}
	s.does("use", "echo nope >&2; exit 3")
	for _, preference := range []string{"Continue", "SilentlyContinue", "Ignore", "Stop"} {
		term.typed(`$ErrorActionPreference = '` + preference + `'`)
		for _, line := range []string{`aws-runas use nope && 'went on'`, `aws-runas use nope; 'went on'`} {
			printed := term.typed(line)
			said := "\x1b[31;1maws-runas: failed (exit 3)\x1b[0m\r\n"
			if !strings.Contains(printed, said) || strings.Count(printed, "\n") != 2 || strings.Contains(printed, "went on") {
				t.Errorf("%s, %s: got %q", preference, line, printed)
			}
		}
	}
}

// typed types a line and returns what is printed after it, up to and with the next prompt. The editor draws the line over
// and over; what Enter ends is drawn last.
func (s *session) typed(line string) string {
	s.tb.Helper()
	for _, key := range line {
		s.Send(string(key))
	}
	s.Send("\r")
	var printed string
	for found := false; !found; {
		printed += s.Expect(mark)
		var after string
		if _, after, found = strings.Cut(printed, "\n"); found {
			printed = after
		}
	}
	return printed
}

// pathOf is the directory of a program on PATH.
func pathOf(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(path)
}
