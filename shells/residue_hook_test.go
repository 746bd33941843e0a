//go:build linux

package shells_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// counters are the variables that change with every command line.
var counters = regexp.MustCompile(`^(_|__aws_runas_seconds|BASH_.*|SECONDS|EPOCH.*|S?RANDOM|LINENO|HISTCMD|` +
	`PIPESTATUS|history|last_pid|CMD_DURATION|TTYIDLE|pipestatus|status_generation|[!?])([= ]|$)`)

// TestDropLeavesNothing compares the shell's variables before use and after drop.
func TestDropLeavesNothing(t *testing.T) {
	t.Parallel()
	dump := map[string]string{"bash": "set -o posix; set >%; set +o posix", "zsh": "set >%", "fish": "set >%"}
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{variables: own})
		change := temporary("ASIAONE", time.Minute).Change(own)
		s.stub.answers("use", mustText(t)(lookup(t, p.dialect).Change(change, remembered)))
		s.stub.answers("drop", mustText(t)(lookup(t, p.dialect).Undo(own.Apply(change).Undo())))
		s.stub.does("renew", "exit 1")
		s.run(strings.ReplaceAll(dump[p.dialect], "%", "before"))
		if printed := s.run("aws-runas use prod"); segment(printed) != "red (AWS:prod)" {
			t.Errorf("use: %q", printed)
		}
		s.run("aws-runas drop")
		s.run(strings.ReplaceAll(dump[p.dialect], "%", "after"))
		before, after := variables(t, s.dir+"/before"), variables(t, s.dir+"/after")
		if gone, new := without(before, after), without(after, before); len(gone)+len(new) != 0 {
			t.Errorf("gone: %q, new: %q", gone, new)
		}
	})
}

// variables are the lines of a dump, without the counters.
func variables(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); !counters.MatchString(line) {
			all = append(all, line)
		}
	}
	return all
}
