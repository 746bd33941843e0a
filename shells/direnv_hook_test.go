//go:build linux

package shells_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestDirenv: a directory's .envrc activates a session, and leaving the directory ends it. Undo is direnv's.
func TestDirenv(t *testing.T) {
	t.Parallel()
	direnv, err := exec.LookPath("direnv")
	if err != nil {
		t.Skip("direnv is not installed")
	}
	load := map[string]string{
		"bash": `eval "$(direnv hook bash)"`, "zsh": `eval "$(direnv hook zsh)"`, "fish": "direnv hook fish | source",
	}
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{variables: []string{"AWS_PROFILE=mine", "AWS_ACCESS_KEY_ID=AKIAOWN"}, before: load[p.dialect]})
		change := temporary("ASIAONE", time.Minute).Change([]string{"AWS_PROFILE=mine", "AWS_ACCESS_KEY_ID=AKIAOWN"})
		s.stub.answers("env", mustText(t)(lookup(t, "bash").Change(change, remembered)))
		project := filepath.Join(s.dir, "project")
		if err := os.Mkdir(project, 0o700); err != nil {
			t.Fatal(err)
		}
		writeFile(t, project, ".envrc", `eval "$(aws-runas env -r prod)"`, 0o600)
		allow := exec.CommandContext(t.Context(), direnv, "allow", project)
		allow.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + s.dir, "XDG_CONFIG_HOME=" + s.dir, "XDG_DATA_HOME=" + s.dir}
		if out, err := allow.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if printed := s.run("cd project"); segment(printed) != "yellow (AWS:prod)" || strings.Contains(printed, conflict) {
			t.Errorf("inside: %q", printed)
		}
		if got := s.value("AWS_ACCESS_KEY_ID") + " " + s.childSees(); got != "ASIAONE " {
			t.Errorf("inside: %q", got)
		}
		if calls := s.renewals(); calls != "env -r prod" {
			t.Errorf("inside: called %q", calls)
		}
		if printed := s.run("cd .."); segment(printed) != "" {
			t.Errorf("outside: %q", printed)
		}
		if got := s.value("AWS_ACCESS_KEY_ID") + " " + s.childSees(); got != "AKIAOWN AWS_PROFILE=mine" {
			t.Errorf("outside: %q", got)
		}
	})
}
