package shells_test

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// accepted are the remarks that don't hold for our text, each with the reason.
var accepted = map[string]string{
	"SC2089": "the quotes in __aws_runas_renew are for the eval that reads it",
	"SC2090": "the same, and AWS_RUNAS_PROFILE may hold a quote",
	"SC2053": "the right-hand side in aws_session_expired is meant as a pattern",
	"SC2309": "the whole comparison in aws_session_expired is arithmetic, of digits that were checked",
	"SC2050": "what is constant on purpose is false in every shell, whatever is a function there",
	"SC2078": "the same, true",
	"SC2317": "what follows builtin runs where that is a function",
	"SC2072": "versions of bash are compared as words",
	"SC2034": "printf -v assigns it",
	"SC2119": "the arguments are for the hook; nobody else gives any",
	"SC2120": "the same",
}

func TestShellcheck(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Skip("shellcheck is not installed")
	}
	var exclude []string
	for code := range accepted {
		exclude = append(exclude, code)
	}
	texts := goldenTexts(t)
	for _, dialect := range []string{"bash", "sh"} {
		for _, purpose := range []string{"change", "change-active", "renewal", "undo", "undo-nothing", "failure", "nothing"} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, "shellcheck",
				"--shell", dialect, "--exclude", strings.Join(exclude, ","), "--format", "gcc", "-")
			cmd.Stdin = strings.NewReader(texts[purpose+"."+dialect])
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s.%s: %v\n%s", purpose, dialect, err, out)
			}
		}
	}
}
