package profile

import (
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// TestRooms holds that the grammar and the records know nothing of profiles, and what opens files nothing of either.
func TestRooms(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("go"); err != nil && runtime.GOOS == "windows" {
		t.Skip("there is no go here, as under wine")
	}
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./ini", "./trust", "./openfile").Output()
	if err != nil || strings.Count(string(out), "\n") != 3 {
		t.Fatalf("want three packages, got %s, %v", out, err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		for _, imported := range fields[1:] {
			if strings.HasPrefix(imported, "aws-runas/") && !strings.HasPrefix(imported, "aws-runas/profile/") {
				t.Errorf("%s imports %s", fields[0], imported)
			}
			if imported == "aws-runas/profile" || strings.HasPrefix(imported, "net") {
				t.Errorf("%s imports %s", fields[0], imported)
			}
		}
	}
}
