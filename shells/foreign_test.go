package shells_test

import (
	"fmt"
	"strings"
	"testing"

	"aws-runas/env"
)

// inspect evaluates the text in TEXT and prints the status, the options, the arguments and the keys afterwards. A
// shell that is not interactive may end at a syntax error.
func (p program) inspect() string {
	switch p.dialect {
	case "fish":
		return `echo $TEXT | source; echo "$status same $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY"`
	case "powershell":
		return `$code = $env:TEXT; try { Invoke-Expression $code; $failed = [int] -not $? } catch { $failed = 1 }
"$failed same $env:AWS_ACCESS_KEY_ID $env:AWS_SECRET_ACCESS_KEY"`
	}
	return `set -- one two; before="$- $*"
eval "$TEXT"
echo "$? $(test "$before" = "$- $*" && echo same || echo "was $before, is $- $*") $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY"`
}

// TestForeignText gives every dialect's texts to the shells that don't speak it. A text either does nothing and fails,
// or does all of it, as sh's in a shell of the same family.
func TestForeignText(t *testing.T) {
	t.Parallel()
	before := env.List{"AWS_ACCESS_KEY_ID=AKIAOWN", "AWS_SECRET_ACCESS_KEY=own"}
	each(t, func(t *testing.T, p program) {
		for _, name := range []string{"bash", "zsh", "fish", "powershell", "sh"} {
			if name == p.dialect {
				continue
			}
			understood := name == "sh" && p.posix()
			s, text := lookup(t, name), mustText(t)
			for _, value := range escapes() {
				session := hostile(value)
				session.Credentials.SecretAccessKey = "new"
				change := session.Change(before)
				check := func(kind, text, done, failed string) {
					t.Helper()
					dir := t.TempDir()
					got := p.run(t, dir, p.inspect(), append(before, "TEXT="+text)...)
					noCanary(t, dir, fmt.Sprintf("%s's %s with %q", name, kind, value))
					status, rest, _ := strings.Cut(strings.TrimSpace(got.stdout), " ")
					switch {
					case understood && status == "0" && rest == done:
					case !understood && status != "0" && (rest == failed || status == "" && got.status != 0):
					default:
						t.Errorf("%s's %s with %q: got %q, status %d, %s", name, kind, value, got.stdout, got.status, got.stderr)
					}
				}
				check("change", text(s.Change(change, []string{value})), "same ASIAPROD new", "same AKIAOWN own")
				check("undo", text(s.Undo(before.Apply(change).Undo())), "same", "same AKIAOWN own")
			}
		}
	})
}

// TestForeignFailure gives every dialect's failing statement to the shells that don't speak it.
func TestForeignFailure(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p program) {
		for _, name := range []string{"bash", "zsh", "fish", "powershell", "sh", "cmd"} {
			text := "TEXT=" + lookup(t, name).Failure(1)
			got := p.run(t, t.TempDir(), p.inspect(), text, "AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b")
			status, rest, _ := strings.Cut(strings.TrimSpace(got.stdout), " ")
			if status == "0" || rest != "same a b" {
				t.Errorf("%s's failure: got %q, status %d, %s", name, got.stdout, got.status, got.stderr)
			}
		}
	})
}

// TestTextCutShort evaluates beginnings of texts, as a program leaves them that is killed while it writes: all or
// nothing is done, and the status is 0 only if all is. An empty text succeeds, and nobody can help that.
func TestTextCutShort(t *testing.T) {
	t.Parallel()
	before := env.List{"AWS_ACCESS_KEY_ID=AKIAOWN", "AWS_SECRET_ACCESS_KEY=own"}
	each(t, func(t *testing.T, p program) {
		text := mustText(t)(lookup(t, p.dialect).Change(prod.Change(before), []string{"-r", prod.Profile}))
		for i := 1; i < len(text); i += 1 + len(text)/60 {
			got := p.run(t, t.TempDir(), p.inspect(), append(before, "TEXT="+text[:i])...)
			status, rest, _ := strings.Cut(strings.TrimSpace(got.stdout), " ")
			all := rest == "same ASIAPROD "+prod.Credentials.SecretAccessKey
			nothing := rest == "same AKIAOWN own" && status != "0" || rest == "" && got.status != 0
			if !all && !nothing {
				t.Errorf("%q: got %q, status %d, %s", text[max(0, i-60):i], got.stdout, got.status, got.stderr)
			}
		}
	})
}

// TestReadOnly makes one variable read-only: the shells of the POSIX family then do nothing and say so.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	before := env.List{"AWS_ACCESS_KEY_ID=AKIAOWN", "AWS_SECRET_ACCESS_KEY=own"}
	change := prod.Change(before)
	each(t, func(t *testing.T, p program) {
		if !p.posix() {
			t.Skip(p.name + " has no read-only environment variables")
		}
		s, text := lookup(t, p.dialect), mustText(t)
		for kind, script := range map[string]string{
			"change":  text(s.Change(change, nil)),
			"renewal": text(s.Renewal(renewal(prod), []string{"-r", "prod"})),
			"undo":    text(s.Undo(before.Apply(change).Undo())),
		} {
			for _, step := range renewal(prod).Steps {
				if kind == "undo" && step.Name == env.RunasAccessKeyID {
					continue
				}
				got := p.run(t, t.TempDir(), "readonly "+step.Name+"\n"+p.inspect(), append(before, "TEXT="+script)...)
				if !strings.HasSuffix(got.stdout, " same AKIAOWN own\n") || strings.HasPrefix(got.stdout, "0") || got.stderr == "" {
					t.Errorf("%s, %s: got %q, status %d, %s", kind, step.Name, got.stdout, got.status, got.stderr)
				}
			}
		}
	})
}
