//go:build linux

package shells_test

import (
	"strings"
	"testing"
	"time"

	"aws-runas/env"
)

// traces switch a trace on.
var traces = map[string]string{"bash": "set -x", "zsh": "set -x", "fish": "set --global fish_trace 1"}

// TestTracedHook traces a shell through use, prompts, a renewal and drop: neither the role's secrets nor the user's own
// are in what it prints, and an active prompt has no more lines than another.
func TestTracedHook(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		before := env.List{"AWS_ACCESS_KEY_ID=AKIAOWN", "AWS_SECRET_ACCESS_KEY=ownSecret"}
		one, two := temporary("ASIAONE", time.Hour), temporary("ASIATWO", time.Hour)
		one.Credentials.SecretAccessKey, one.Credentials.SessionToken = "secretOne", "tokenOne"
		two.Credentials.SecretAccessKey, two.Credentials.SessionToken = "secretTwo", "tokenTwo"
		shell, text := lookup(t, p.dialect), mustText(t)
		change := one.Change(before)
		s := start(t, p, setup{variables: before})
		s.stub.answers("use", text(shell.Change(change, remembered)))
		s.stub.answers("renew", text(shell.Renewal(renewal(two), remembered)))
		s.stub.answers("drop", text(shell.Undo(before.Apply(change).Undo())))
		s.run(traces[p.dialect])
		inactive := s.run("")
		printed := s.run("aws-runas use prod")
		if segment(printed) != "yellow (AWS:prod)" {
			t.Errorf("after use: %q", printed)
		}
		active := s.run("")
		if strings.Count(active, "\n") > strings.Count(inactive, "\n") {
			t.Errorf("an active prompt prints %q, another %q", active, inactive)
		}
		printed += active + s.expiresIn(time.Minute)
		if got := s.value("AWS_ACCESS_KEY_ID"); got != "ASIATWO" {
			t.Errorf("the renewed key is %q", got)
		}
		printed += s.run("") + s.run("aws-runas drop")
		if got := s.value("AWS_ACCESS_KEY_ID"); got != "AKIAOWN" {
			t.Errorf("after drop the key is %q", got)
		}
		for _, secret := range []string{"ownSecret", "secretOne", "tokenOne", "secretTwo", "tokenTwo"} {
			if i := strings.Index(printed, secret); i >= 0 {
				t.Errorf("the trace shows %q: %q", secret, printed[max(0, i-100):i])
			}
		}
		if printed := s.run("true"); !strings.Contains(printed, "true\r\n") && p.dialect != "fish" {
			t.Errorf("the trace is off at the end: %q", printed)
		}
	})
}
