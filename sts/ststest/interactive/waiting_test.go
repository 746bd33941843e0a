//go:build linux

package interactive_test

import (
	"strings"
	"testing"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/program"
)

// TestWaiting has a service that doesn't answer: at a terminal the program says whom it waits for, and takes that back.
func TestWaiting(t *testing.T) {
	t.Parallel()
	h := program.New(t)
	h.Server.Fail(ststest.Failure{Kind: ststest.Hang})
	p := h.Pty(t, "aws-runas", "exec", "-r", "dev", "--", "true")
	const notice = "aws-runas: waiting for 127.0.0.1:"
	shown := p.Expect(notice)
	if strings.Contains(shown, "\r") {
		t.Errorf("printed before: %q", shown)
	}
	p.Send("\x03")
	if blank := p.Expect("aws-runas: interrupted"); !strings.Contains(blank, "\r"+strings.Repeat(" ", len(notice))) {
		t.Errorf("it is not taken back: %q", blank)
	}
}
