//go:build linux

package shells_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// late is a function of the user's, which runs after the hook's at a prompt and makes the session as old as it would be
// after hours at that prompt.
var late = map[string]string{
	"zsh":  "late() { [[ -z $LATE ]] || AWS_SESSION_EXPIRATION_UNIX=$LATE; LATE=; }; precmd_functions+=(late)",
	"fish": "function late --on-event fish_prompt; set --query LATE[1]; and set --global --export AWS_SESSION_EXPIRATION_UNIX $LATE; set --erase LATE; end",
}

// TestRenewalBeforeTheCommand has a session come to its end at a prompt: the command that is typed then gets new keys, and
// a line that makes a session itself is not held up.
func TestRenewalBeforeTheCommand(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		if late[p.name] == "" {
			t.Skip(p.name + " has no moment before a command, or only from 5.3 on")
		}
		s := activated(t, p, setup{after: late[p.name]})
		s.renewsTo("ASIATWO", time.Hour)
		set := "LATE=%d"
		if p.name == "fish" {
			set = "set --global LATE %d"
		}
		if printed := s.run(fmt.Sprintf(set, time.Now().Add(time.Minute).Unix())); segment(printed) != "yellow (AWS:prod)" {
			t.Fatalf("the prompt is %q", printed)
		}
		s.stub.calls()
		s.run("aws-runas version")
		if calls := s.stub.calls(); !strings.HasPrefix(calls, "version") {
			t.Errorf("a line with aws-runas was held up: called %q", calls)
		}
		s.renewsTo("ASIATHREE", time.Hour)
		s.passFiveMinutes()
		s.run(fmt.Sprintf(set, time.Now().Add(time.Minute).Unix()))
		if printed := s.run(`sh -c 'echo "<$AWS_ACCESS_KEY_ID>"'`); !strings.Contains(printed, "<ASIATHREE>") {
			t.Errorf("the command printed %q", printed)
		}
	})
}
