//go:build linux

package shells_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestRenewalFails(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		s.stub.does("renew", `printf 'aws-runas: not caching credentials\naws-runas: profile "prod": no \033network\naws-runas: hint: x\n' >&2
echo 'exit 9;'
exit 1`)
		printed := s.expiresIn(time.Minute)
		if want := `aws-runas: the session was not renewed: profile "prod": no network`; strings.Count(printed, want) != 1 {
			t.Errorf("printed %q, want %q", printed, want)
		}
		if strings.Contains(printed, "caching") || !strings.Contains(printed, "aws-runas: hint: x") {
			t.Errorf("printed %q, want the error's hint and no warning", printed)
		}
		for i := range 3 {
			if segment(printed) != "red (AWS:prod)" || i > 0 && strings.Contains(printed, "hint") {
				t.Errorf("printed %q", printed)
			}
			printed = s.run("")
			if strings.Contains(printed, "renewed") {
				t.Errorf("said twice: %q", printed)
			}
		}
		if calls := s.renewals(); calls != renewalCall {
			t.Errorf("called %q", calls)
		}
		s.passFiveMinutes()
		if printed, calls := s.run(""), s.renewals(); calls != renewalCall || strings.Contains(printed, "renewed") {
			t.Errorf("five minutes later: called %q, printed %q", calls, printed)
		}
		s.renewsTo("ASIATWO", time.Hour)
		s.passFiveMinutes()
		if printed := s.run(""); segment(printed) != "yellow (AWS:prod)" {
			t.Errorf("renewed at last: %q", printed)
		}
	})
}

// passFiveMinutes makes the next attempt due at the prompt after the next.
func (s *session) passFiveMinutes() {
	s.tb.Helper()
	if s.program.dialect == "fish" {
		s.Send("set -g __aws_runas_retry 0; ")
	} else {
		s.Send("__aws_runas_retry=0; ")
	}
}

// TestRenewalIsInterrupted: Ctrl-C gives the prompt back, and counts as a failure.
func TestRenewalIsInterrupted(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		s.stub.does("renew", "echo begun >/dev/tty; exec sleep 60")
		line := fmt.Sprintf("export AWS_SESSION_EXPIRATION_UNIX=%d", time.Now().Add(time.Minute).Unix())
		s.Send(line + "\r")
		s.Expect("begun")
		s.Send("\x03")
		s.Expect(mark)
		if got := s.value("AWS_ACCESS_KEY_ID"); got != "ASIAONE" {
			t.Errorf("the key is %q", got)
		}
		if printed := s.run(""); segment(printed) != "red (AWS:prod)" {
			t.Errorf("the prompt is %q", printed)
		}
		if calls := s.renewals(); calls != renewalCall {
			t.Errorf("called %q, want it once", calls)
		}
	})
}

// TestRenewalWithoutBinary: the session was made by a binary that has left PATH since.
func TestRenewalWithoutBinary(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		s.export("PATH=/nowhere")
		printed := s.expiresIn(time.Minute)
		if strings.Count(printed, "aws-runas: the session was not renewed: ") != 1 || segment(printed) != "red (AWS:prod)" {
			t.Errorf("printed %q", printed)
		}
	})
}

// TestRenewalTooShort: a renewed session that is itself near its end isn't renewed at every prompt.
func TestRenewalTooShort(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		s.renewsTo("ASIATWO", time.Minute)
		s.expiresIn(time.Minute)
		if printed := s.run(""); segment(printed) != "yellow (AWS:prod)" {
			t.Errorf("printed %q", printed)
		}
		if calls := s.renewals(); calls != renewalCall {
			t.Errorf("called %q, want it once", calls)
		}
	})
}

// TestRenewalIsKilled: nothing of what a killed binary left is evaluated, and the shell's own words about it are not
// shown in addition.
func TestRenewalIsKilled(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		s.stub.does("renew", "echo '"+strings.TrimSpace(export(p, "AWS_ACCESS_KEY_ID", "ASIAHALF"))+"'; kill -9 $$")
		printed := s.expiresIn(time.Minute)
		if strings.Count(printed, "\n") != 1 || !strings.Contains(printed, "not renewed: ") {
			t.Errorf("printed %q", printed)
		}
		if got := s.value("AWS_ACCESS_KEY_ID"); got != "ASIAONE" {
			t.Errorf("the key is %q", got)
		}
	})
}
