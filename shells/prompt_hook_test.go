//go:build linux

package shells_test

import (
	"strings"
	"testing"
	"time"
)

func TestPromptShowsSession(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{})
		check := func(what, got, want string) {
			t.Helper()
			if segment(got) != want {
				t.Errorf("%s: got %q in %q, want %q", what, segment(got), got, want)
			}
		}
		if strings.Trim(strings.TrimSuffix(s.greeted, mark), "\x1b[]?2004h\r") != "" && p.name != "fish" {
			t.Errorf("printed while loading: %q", s.greeted)
		}
		check("no session", s.greeted, "")
		check("without expiry", s.export(live(0)...), "yellow (AWS:prod)")
		check("live", s.export(live(time.Hour)...), "yellow (AWS:prod)")
		check("expired", s.export(live(-time.Second)...), "red (AWS:prod)")
		check("no digits", s.export("AWS_SESSION_EXPIRATION_UNIX=soon"), "red (AWS:prod)")
		check("live again", s.export(live(time.Hour)...), "yellow (AWS:prod)")
		check("without a role", s.unset("AWS_RUNAS_ASSUMED_ROLE_ARN"), "yellow (AWS)")
		check("other keys", s.export("AWS_ACCESS_KEY_ID=AKIAOWN"), "")
		check("our keys", s.export("AWS_ACCESS_KEY_ID=ASIAONE"), "yellow (AWS)")
		check("dropped", s.unset("AWS_RUNAS_PROFILE"), "")
	})
}

// TestPromptTurnsRed waits for a session to expire, prompt after prompt.
func TestPromptTurnsRed(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{})
		expiry := time.Now().Add(3 * time.Second).Truncate(time.Second)
		if got := segment(s.export(live(time.Until(expiry))...)); got != "yellow (AWS:prod)" {
			t.Fatalf("a live session: got %q", got)
		}
		for {
			before := time.Now()
			got := segment(s.run(""))
			if before.After(expiry.Add(time.Second)) && got != "red (AWS:prod)" {
				t.Fatalf("after its expiry the session is %q", got)
			}
			if got == "red (AWS:prod)" {
				if time.Now().Before(expiry.Add(-time.Second)) {
					t.Error("red too early")
				}
				return
			}
		}
	})
}
