package shells_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"aws-runas/env"
	"aws-runas/shells"
)

// evaluation is a way in which people have a shell evaluate what aws-runas prints. The script prints, after it, the
// status and the access key id.
type evaluation struct{ name, script string }

func (p program) evaluations() []evaluation {
	switch p.dialect {
	case "fish":
		return []evaluation{
			{"source", `aws-runas | source; echo $status $AWS_ACCESS_KEY_ID`},
			{"source after a failure", `false; aws-runas | source; echo $status $AWS_ACCESS_KEY_ID`},
			{"eval", `eval (aws-runas); echo $status $AWS_ACCESS_KEY_ID`},
			{"eval collected", `eval (aws-runas | string collect); echo $status $AWS_ACCESS_KEY_ID`},
			{"and", `aws-runas | source; and echo 0 $AWS_ACCESS_KEY_ID; or echo $status $AWS_ACCESS_KEY_ID`},
			{"function", `function f; aws-runas | source; end; f; echo $status $AWS_ACCESS_KEY_ID`},
		}
	case "powershell":
		return []evaluation{
			{"Invoke-Expression", powershellTry(`aws-runas | Out-String | Invoke-Expression; if ($?) { $ran = 0 }`)},
			{"and", powershellTry(`aws-runas | Out-String | Invoke-Expression && $($ran = 0)`)},
			{"function", powershellTry(`function f { aws-runas | Out-String | Invoke-Expression; if ($?) { $script:ran = 0 } }; f`)},
			{"after a failure", powershellTry(`/bin/false; aws-runas | Out-String | Invoke-Expression; if ($?) { $ran = 0 }`)},
			{"SilentlyContinue", `$ErrorActionPreference = 'SilentlyContinue'; ` +
				powershellTry(`aws-runas | Out-String | Invoke-Expression; if ($?) { $ran = 0 }`)},
			{"Ignore", `$ErrorActionPreference = 'Ignore'; ` +
				powershellTry(`aws-runas | Out-String | Invoke-Expression; if ($?) { $ran = 0 }`)},
			{"Stop", `$ErrorActionPreference = 'Stop'; ` + powershellTry(`aws-runas | Out-String | Invoke-Expression; if ($?) { $ran = 0 }`)},
			{"constrained", constrained + powershellTry(`aws-runas | Out-String | Invoke-Expression; if ($?) { $ran = 0 }`)},
		}
	}
	const then = `; echo "$? $AWS_ACCESS_KEY_ID"`
	return []evaluation{
		{"quoted", `eval "$(aws-runas)"` + then},
		{"quoted after a failure", `false; eval "$(aws-runas)"` + then},
		{"unquoted", `eval $(aws-runas)` + then},
		{"and", `eval "$(aws-runas)" && echo "0 $AWS_ACCESS_KEY_ID" || echo "$? $AWS_ACCESS_KEY_ID"`},
		{"errexit", `set -eu; trap 'echo "$? ${AWS_ACCESS_KEY_ID-}"' EXIT; eval "$(aws-runas)"`},
		{"errexit, unquoted", `set -eu; trap 'echo "$? ${AWS_ACCESS_KEY_ID-}"' EXIT; eval $(aws-runas)`},
		{"function", `f() { eval "$(aws-runas)"; }; f` + then},
		{"if", `if eval "$(aws-runas)"; then echo "0 $AWS_ACCESS_KEY_ID"; else echo "$? $AWS_ACCESS_KEY_ID"; fi`},
	}
}

// constrained switches PowerShell to the mode in which AppLocker and WDAC run it.
const constrained = `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; `

// powershellTry runs a script that sets $ran to 0 where it goes on, and prints that and the key.
func powershellTry(script string) string {
	return `$ran = 1; try { ` + script + ` } catch { }; "$ran $env:AWS_ACCESS_KEY_ID"`
}

// TestStatus evaluates what the program prints when it succeeds, fails and is misused, in every way.
func TestStatus(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p program) {
		s, text := lookup(t, p.dialect), mustText(t)
		binary, change := newStub(t), prod.Change(own)
		binary.does("other", `printf %s "$TEXT"; exit "$STATUS"`)
		tests := []struct {
			name, text string
			exit       int
			want       string
		}{
			{"success", text(s.Change(change, []string{"-r", prod.Profile})), 0, "0 ASIAPROD"},
			{"renewal", text(s.Renewal(renewal(prod), []string{"-r", "prod"})), 0, "0 ASIAPROD"},
			{"undo", text(s.Undo(own.Apply(change).Undo())), 0, "0"},
			{"change of nothing", text(s.Change(env.Change{}, nil)), 0, "0 AKIAOWN"},
			{"nothing", s.Nothing(), 0, "0 AKIAOWN"},
			{"failure", s.Failure(1), 1, "1 AKIAOWN"},
			{"usage", s.Failure(2), 2, fmt.Sprintf("%d AKIAOWN", p.failure(2))},
			{"unknown shell", shells.FailureAnywhere, 2, "1 AKIAOWN"},
		}
		for _, tt := range tests {
			for _, e := range p.evaluations() {
				got := p.run(t, t.TempDir(), e.script, append(own,
					"PATH="+binary.dir+":"+os.Getenv("PATH"), "TEXT="+tt.text, fmt.Sprintf("STATUS=%d", tt.exit))...)
				if strings.TrimSpace(got.stdout) != tt.want {
					t.Errorf("%s, %s: got %q, %s; want %q", tt.name, e.name, got.stdout, got.stderr, tt.want)
				}
			}
		}
	})
}

// failure is the status with which the shell can fail when the program fails with status.
func (p program) failure(status int) int {
	if p.posix() {
		return status
	}
	return 1
}

// TestUnquotedEvalIgnoresFiles evaluates a text, the quotes around it forgotten, beside a file whose name a word of it
// would match if it were a pattern; and shows that no other word could match one.
func TestUnquotedEvalIgnoresFiles(t *testing.T) {
	t.Parallel()
	session := prod
	session.Profile = "a*b?c[d]"
	each(t, func(t *testing.T, p program) {
		if !p.posix() {
			t.Skip(p.name + " takes no command's output for patterns")
		}
		text := mustText(t)(lookup(t, p.dialect).Change(session.Change(own), nil))
		dir := t.TempDir()
		writeFile(t, dir, "AWS_RUNAS_PROFILE='aXbYcd';", "", 0o600)
		got := p.run(t, dir, `eval $TEXT; echo "$? $AWS_RUNAS_PROFILE"`, append(own, "TEXT="+text)...)
		if want := "0 " + session.Profile + "\n"; got.stdout != want || got.stderr != "" {
			t.Errorf("got %q, %s; want %q", got.stdout, got.stderr, want)
		}
		for _, word := range strings.Fields(text) {
			if pattern.MatchString(word) && !strings.HasPrefix(word, `"${`) {
				t.Errorf("a file may have the name of %s", word)
			}
		}
	})
}

// pattern matches a word that may stand for file names.
var pattern = regexp.MustCompile(`(^|[^\\])([*?]|\[.*\])`)
