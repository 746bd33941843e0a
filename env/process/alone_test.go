//go:build unix

package process_test

import (
	"os"
	"strings"
	"testing"

	"aws-runas/env/process"
)

// TestRunAlone has no terminal, nothing to read, and nothing to say unless it fails.
func TestRunAlone(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ script, stdout, stderr string }{
		{"cat; echo said >&2; echo out", "out\n", ""},
		{"(exec </dev/tty) 2>/dev/null || echo no terminal", "no terminal\n", ""},
		{"echo why >&2; exit 3", "", "why\n"},
	} {
		var stdout, stderr strings.Builder
		err := process.RunAlone(t.Context(), []string{"sh", "-c", test.script}, os.Environ(), strings.NewReader("input"), &stdout, &stderr)
		if stdout.String() != test.stdout || stderr.String() != test.stderr || (err == nil) != (test.stderr == "") {
			t.Errorf("%s: %q, %q, %v", test.script, &stdout, &stderr, err)
		}
	}
}
