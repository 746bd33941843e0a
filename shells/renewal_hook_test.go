//go:build linux

package shells_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aws-runas/env"
	"aws-runas/shells"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// remembered are the arguments of a renewal, and how the stub notes them.
var remembered = []string{"-r", "it's prod", "-p", "/home/x y/config", "-d", "3600s"}

const renewalCall = "renew --hook 1 --shell SHELL -r it's prod -p /home/x y/config -d 3600s"

// temporary is a session with the given key that lives the given time.
func temporary(keyID string, left time.Duration) env.Session {
	return env.Session{
		Profile: "prod", RoleARN: "arn:aws:iam::123456789012:role/admin", SessionName: "aws-runas", Region: "eu-west-1",
		Credentials: aws.Credentials{
			AccessKeyID: keyID, SecretAccessKey: "secret", SessionToken: "token", CanExpire: true, Expires: time.Now().Add(left),
		},
	}
}

// activated is a session of a shell that has just used a profile. Its time runs out when the test says so.
func activated(t *testing.T, p program, with setup) *session {
	t.Helper()
	s := start(t, p, with)
	text, err := lookup(t, p.dialect).Change(temporary("ASIAONE", time.Hour).Change(nil), remembered)
	if err != nil {
		t.Fatal(err)
	}
	s.stub.answers("use", text)
	s.renewsTo("ASIATWO", time.Hour)
	if got := s.run("aws-runas use prod"); segment(got) != "yellow (AWS:prod)" {
		t.Fatalf("after use the prompt is %q", got)
	}
	if calls := s.stub.calls(); calls != "use --hook 1 --shell "+p.dialect+" prod" {
		t.Fatalf("use called %q", calls)
	}
	return s
}

func (s *session) renewsTo(keyID string, left time.Duration) {
	s.tb.Helper()
	text, err := lookup(s.tb, s.program.dialect).Renewal(renewal(temporary(keyID, left)), remembered)
	if err != nil {
		s.tb.Fatal(err)
	}
	s.stub.answers("renew", text)
}

// expiresIn leaves the session that much time, and gives what the shell prints up to the next prompt.
func (s *session) expiresIn(left time.Duration) string {
	s.tb.Helper()
	return s.export(fmt.Sprintf("AWS_SESSION_EXPIRATION_UNIX=%d", time.Now().Add(left).Unix()))
}

// renewals gives the calls since the last look, with the shell's name left out.
func (s *session) renewals() string {
	s.tb.Helper()
	return strings.ReplaceAll(s.stub.calls(), "--shell "+s.program.dialect, "--shell SHELL")
}

// value prints a variable.
func (s *session) value(name string) string {
	s.tb.Helper()
	_, value, _ := strings.Cut(s.run(`echo "<$`+name+`>"`), "<")
	value, _, _ = strings.Cut(value, ">")
	return value
}

func TestRenews(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		s.export("AWS_REGION=us-west-2")
		s.expiresIn(310 * time.Second)
		if calls := s.renewals(); calls != "" {
			t.Errorf("with more than five minutes left: %q", calls)
		}
		printed := s.expiresIn(290 * time.Second)
		if calls := s.renewals(); calls != renewalCall {
			t.Errorf("called %q, want %q", calls, renewalCall)
		}
		if segment(printed) != "yellow (AWS:prod)" || strings.Contains(printed, "aws-runas") {
			t.Errorf("printed %q", printed)
		}
		for name, want := range map[string]string{
			"AWS_ACCESS_KEY_ID": "ASIATWO", "AWS_RUNAS_ACCESS_KEY_ID": "ASIATWO", "AWS_REGION": "us-west-2",
		} {
			if got := s.value(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if calls := s.renewals(); calls != "" {
			t.Errorf("after the renewal: %q", calls)
		}
	})
}

// TestRenewalLeavesTypedLines: what is typed while a renewal runs is for the shell.
func TestRenewalLeavesTypedLines(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		line := fmt.Sprintf("export AWS_SESSION_EXPIRATION_UNIX=%d", time.Now().Add(time.Minute).Unix())
		s.Send(line + "\recho ty''ped\r")
		s.Expect("typed")
		if calls := s.renewals(); calls != renewalCall {
			t.Errorf("called %q, want %q", calls, renewalCall)
		}
	})
}

func TestNoRenewal(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		with  setup
		lines func(s *session)
	}{
		{"by option", setup{options: shells.HookOptions{NoRenew: true}}, func(s *session) { s.expiresIn(time.Minute) }},
		{"by variable", setup{}, func(s *session) { s.export("AWS_RUNAS_NO_RENEW=1"); s.expiresIn(time.Minute) }},
		{"an hour late", setup{}, func(s *session) { s.expiresIn(-3601 * time.Second) }},
		{"other keys", setup{}, func(s *session) { s.export("AWS_ACCESS_KEY_ID=AKIAOWN"); s.expiresIn(time.Minute) }},
		{"another's session", setup{}, func(s *session) {
			s.export("AWS_ACCESS_KEY_ID=ASIATHEIRS", "AWS_RUNAS_ACCESS_KEY_ID=ASIATHEIRS")
			s.expiresIn(time.Minute)
		}},
		{"no expiry", setup{}, func(s *session) { s.unset("AWS_SESSION_EXPIRATION_UNIX") }},
		{"no digits", setup{}, func(s *session) { s.export("AWS_SESSION_EXPIRATION_UNIX=soon") }},
		{"dropped", setup{}, func(s *session) {
			list := env.List(nil)
			text, err := lookup(s.tb, s.program.dialect).Undo(list.Apply(temporary("ASIAONE", time.Hour).Change(list)).Undo())
			if err != nil {
				s.tb.Fatal(err)
			}
			s.stub.answers("drop", text)
			if printed := s.run("aws-runas drop"); segment(printed) != "" {
				s.tb.Errorf("dropped: %q", printed)
			}
			s.stub.calls()
			s.export(live(time.Minute)...)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			interactive(t, func(t *testing.T, p program) {
				s := activated(t, p, tt.with)
				tt.lines(s)
				s.run("")
				if calls := s.renewals(); calls != "" {
					t.Errorf("called %q", calls)
				}
			})
		})
	}
}

// TestRenewsLate renews what expired less than an hour ago, with the variable at a value that leaves renewal on, and
// with a prompt that is left alone.
func TestRenewsLate(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{options: shells.HookOptions{SkipPrompt: true}})
		text, err := lookup(t, p.dialect).Change(temporary("ASIAONE", -3500*time.Second).Change(nil), remembered)
		if err != nil {
			t.Fatal(err)
		}
		s.stub.answers("use", text)
		s.renewsTo("ASIATWO", time.Hour)
		s.export("AWS_RUNAS_NO_RENEW=0")
		s.run("aws-runas use prod")
		if got := s.value("AWS_ACCESS_KEY_ID"); got != "ASIATWO" {
			t.Errorf("the key is %q after %q", got, s.stub.calls())
		}
	})
}

// TestInheritedIsNotRenewed: only the shell that activated a session renews it.
func TestInheritedIsNotRenewed(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{variables: live(time.Minute)})
		if printed := s.run(""); segment(printed) != "yellow (AWS:prod)" {
			t.Errorf("printed %q", printed)
		}
		if calls := s.renewals(); calls != "" {
			t.Errorf("called %q", calls)
		}
	})
}
