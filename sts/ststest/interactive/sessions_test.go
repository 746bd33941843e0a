//go:build linux

package interactive_test

import (
	"strings"
	"testing"
	"time"

	"aws-runas/sts/ststest"
)

func TestUseAndDrop(t *testing.T) {
	inEachShell(t, func(t *testing.T, s *session) {
		s.export("AWS_ACCESS_KEY_ID", "AKIAMINE")
		s.wantSegment(s.run("aws-runas use dev"), "yellow (AWS:dev)")
		s.wantSegment(s.run("aws-runas use ext"), "yellow (AWS:ext)")
		if key := s.key(); !strings.HasPrefix(key, "AWS_ACCESS_KEY_ID=ASIA") {
			t.Errorf("under the role a child has %q", key)
		}
		output := s.run("aws-runas use nobody")
		s.wantPrinted(output, `profile "nobody" is not in`, 1)
		s.wantSegment(output, "yellow (AWS:ext)")
		s.wantSegment(s.run("aws-runas drop"), "")
		if key := s.key(); key != "AWS_ACCESS_KEY_ID=AKIAMINE" {
			t.Errorf("after drop a child has %q", key)
		}
	})
}

func TestQuestion(t *testing.T) {
	inEachShell(t, func(t *testing.T, s *session) {
		const question = `MFA code for profile "prod" (arn:aws:iam::111122223333:mfa/alice): `

		// Ctrl-C ends the line, and the shell lives as it was.
		s.Send("aws-runas use prod\r")
		s.Expect(question)
		s.Send("\x03")
		s.Expect(mark)
		output := s.run("echo alive")
		s.wantPrinted(output, "alive", 1)
		s.wantSegment(output, "")

		// The end of the input, too.
		s.Send("aws-runas use prod\r")
		s.Expect(question)
		s.Send("\x04")
		s.Expect("no MFA code was given: the input ended")
		s.Expect(mark)

		s.Send("aws-runas use prod\r")
		s.Expect(question)
		s.Send("000000\r")
		s.Expect("AWS refused that code: it is wrong, or it was used before")
		s.Expect(question)
		s.Send(s.sts.UnusedCode(ststest.AliceSerial) + "\r")
		s.wantSegment(s.Expect(mark), "yellow (AWS:prod)")

		// The session serves the next role, whatever asks for it.
		s.wantSegment(s.run("aws-runas use audit"), "yellow (AWS:audit)")

		// A session without a role has no name.
		s.wantSegment(s.run("aws-runas use prod -n"), "yellow (AWS)")
	})
}

// A role that lives an hour on the service's clock, set back, has less than an hour on this machine's.
func TestExpiryAndRenewal(t *testing.T) {
	inEachShell(t, func(t *testing.T, s *session) {
		s.export("AWS_RUNAS_NO_CACHE", "1")
		s.export("AWS_RUNAS_NO_RENEW", "1")

		// Without renewal the colour changes at the first prompt after the end.
		s.sts.Advance(-time.Hour + 3*time.Second)
		output := s.run("aws-runas use dev")
		s.wantSegment(output, "yellow (AWS:dev)")
		for strings.Contains(output, "\x1b[33m(AWS:dev)") {
			output = s.run("")
		}
		s.wantSegment(output, "red (AWS:dev)")

		// With it, the first prompt renews in place, from any directory, and nothing is said. The region, which the user
		// has changed, stays.
		s.run("cd /")
		s.export("AWS_REGION", "us-west-2")
		old := s.key()
		s.sts.Advance(time.Hour - 3*time.Second)
		output = s.export("AWS_RUNAS_NO_RENEW", "")
		s.wantSegment(output, "yellow (AWS:dev)")
		s.wantPrinted(output, "aws-runas", 0)
		if fresh := s.key(); fresh == old || !strings.HasPrefix(fresh, "AWS_ACCESS_KEY_ID=ASIA") {
			t.Errorf("the key was %q and is %q after renewal", old, fresh)
		}
		s.wantPrinted(s.run("env"), "AWS_REGION=us-west-2", 1)

		// More than five minutes before the end nothing is renewed.
		s.sts.ClearLog()
		s.run("")
		if log := s.sts.Log(); log != "" {
			t.Errorf("a prompt without need called\n%s", log)
		}
	})
}

func TestFailedRenewal(t *testing.T) {
	inEachShell(t, func(t *testing.T, s *session) {
		s.export("AWS_RUNAS_NO_CACHE", "1")
		s.sts.Advance(-time.Hour + 4*time.Minute)
		s.Send("aws-runas use prod\r")
		s.Expect("MFA code")
		s.Send(s.sts.UnusedCode(ststest.AliceSerial) + "\r")

		// Four minutes are left, and a new one needs a question: that is said once, and the prompt is red.
		output := s.Expect(mark)
		s.wantPrinted(output, "the session was not renewed", 1)
		s.wantPrinted(output, "MFA code for", 0)
		s.wantSegment(output, "red (AWS:prod)")
		s.sts.ClearLog()
		output = s.run("")
		s.wantPrinted(output, "aws-runas", 0)
		s.wantSegment(output, "red (AWS:prod)")
		if log := s.sts.Log(); log != "" {
			t.Errorf("the next prompt tried again:\n%s", log)
		}

		// A session that was dropped is not renewed, and one that takes its place is.
		s.wantSegment(s.run("aws-runas drop"), "")
		s.sts.Advance(time.Hour)
		s.wantSegment(s.run("aws-runas use dev"), "yellow (AWS:dev)")
	})
}

// A child inherits the session and shows it; it never renews it, and has nothing to give back.
func TestChildShell(t *testing.T) {
	inEachShell(t, func(t *testing.T, s *session) {
		s.export("AWS_RUNAS_NO_CACHE", "1")
		s.export("AWS_ACCESS_KEY_ID", "AKIAMINE")
		s.sts.Advance(-time.Hour + 10*time.Minute)
		s.run("aws-runas use dev")
		s.sts.Advance(time.Hour)
		s.sts.ClearLog()
		s.wantSegment(s.run(s.shell+" -i"), "yellow (AWS:dev)")
		s.wantPrinted(s.run("env"), "AKIAMINE", 0)
		s.wantSegment(s.run("aws-runas drop"), "")
		if key := s.key(); key != "" {
			t.Errorf("after drop in a child its children have %q", key)
		}
		s.wantSegment(s.run("exit"), "yellow (AWS:dev)")
		if log := s.sts.Log(); log != "" {
			t.Errorf("the child called\n%s", log)
		}
		s.run("aws-runas drop")
		if key := s.key(); key != "AWS_ACCESS_KEY_ID=AKIAMINE" {
			t.Errorf("after drop a child has %q", key)
		}
	})
}
