package shells_test

import (
	"strings"
	"testing"

	"aws-runas/shells"
)

// TestCmdRefuses holds what can't be said to cmd.exe, and what can.
func TestCmdRefuses(t *testing.T) {
	t.Parallel()
	s := lookup(t, "cmd")
	for _, value := range []string{"100%", "%PATH%", "a!b", `a"b`, "a^b", "a&b", "a|b", "a<b", "a>b", "a\nb", "ü"} {
		if got, err := s.Quote(value); err == nil || got != "" {
			t.Errorf("%q is said as %q", value, got)
		} else if strings.Contains(err.Error(), value) {
			t.Errorf("%q: the error repeats the value: %v", value, err)
		}
	}
	for _, value := range []string{"", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY==", "arn:aws:iam::111122223333:role/a b", "it's (so), [yes]; $x `y` #1"} {
		if got, err := s.Quote(value); err != nil || got != value {
			t.Errorf("%q is said as %q, %v", value, got, err)
		}
	}
}

// TestCmdLines holds that every line can be run alone: it sets one variable, or errorlevel.
func TestCmdLines(t *testing.T) {
	t.Parallel()
	change := mustText(t)(lookup(t, "cmd").Change(prod.Change(own), []string{"-r", "prod"}))
	lines := strings.Split(strings.TrimSuffix(change, "\n"), "\n")
	last := len(lines) - 1
	for _, line := range lines[:last] {
		if !strings.HasPrefix(line, `set "AWS_`) || !strings.HasSuffix(line, `"`) || strings.Count(line, `"`) != 2 {
			t.Errorf("not the setting of a variable: %s", line)
		}
	}
	if last == 0 || lines[last] != "cmd /c exit 0 <nul" {
		t.Errorf("the last line is %s", lines[last])
	}
	if got := lookup(t, "cmd").Failure(2); got != "cmd /c exit 2 <nul\n" {
		t.Errorf("a failure is %s", got)
	}
	if _, err := lookup(t, "cmd").Hook(shells.HookOptions{}); err == nil {
		t.Error("there is a hook")
	}
}
