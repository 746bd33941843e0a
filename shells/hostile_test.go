package shells_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"aws-runas/env"
)

// words are those of a shell that a user may have made a function of.
func (p program) words() []string {
	switch {
	case p.dialect == "fish":
		return []string{"true", "false", "echo", "printf", "functions", "contains", "math", "path"}
	case p.dialect == "powershell":
		return nil
	case p.dialect == "sh":
		return []string{"test", "echo", "printf", "true", "false", "command"} // POSIX keeps the special builtins
	}
	return []string{"test", "echo", "printf", "unset", "export", "command", "builtin", "local", "eval", "set", "typeset",
		"declare", "true", "false", ":", "exit", "shift", "return"}
}

// redefine makes a function of a word, which does nothing and returns the status.
func (p program) redefine(word string, status int) string {
	if p.dialect == "fish" {
		return fmt.Sprintf("function %s; [ %d = 0 ]; end\n", word, status)
	}
	if word == "exit" {
		return fmt.Sprintf("exit() { [ %d = 0 ] && builtin exit; }\n", status) // it forgets the status
	}
	return fmt.Sprintf("%s() { [ %d = 0 ]; }\n", word, status)
}

// TestStatusWithHostileWords evaluates texts in shells whose words are functions that do nothing: what succeeds has done
// all of it, for children too, and what can't be done fails.
func TestStatusWithHostileWords(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p program) {
		s, text := lookup(t, p.dialect), mustText(t)
		change := prod.Change(own)
		want := fmt.Sprintf("child %s %s", prod.Credentials.AccessKeyID, prod.Credentials.SecretAccessKey)
		for _, word := range p.words() {
			for _, status := range []int{0, 1} {
				define := p.redefine(word, status)
				got := p.run(t, t.TempDir(), define+p.evaluateAndShowChild(), append(own, "TEXT="+text(s.Change(change, nil)))...)
				succeeded := strings.HasPrefix(got.stdout, "ok")
				whole := strings.Contains(got.stdout, want) && !strings.Contains(got.stdout, "AWS_PROFILE")
				if word == "eval" && succeeded {
					continue // the user's own eval is the user's
				}
				if harmless := word != "builtin" && word != "[" && word != "return"; harmless && word != "eval" && !succeeded {
					t.Errorf("%s returning %d: the text fails: %q, %s", word, status, got.stdout, got.stderr)
				}
				if succeeded && !whole {
					t.Errorf("%s returning %d: the text succeeds, and a child has %q", word, status, got.stdout)
				}
				got = p.run(t, t.TempDir(), define+p.evaluateAndShowChild(), append(own, "TEXT="+s.Failure(1))...)
				if word != "eval" && strings.HasPrefix(got.stdout, "ok") {
					t.Errorf("%s returning %d: the failure succeeds", word, status)
				}
			}
		}
	})
}

// evaluateAndShowChild evaluates TEXT, and says ok if it succeeds; then a child prints its environment.
func (p program) evaluateAndShowChild() string {
	const child = `'printf "child %s %s\n" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY"; env | grep ^AWS_PROFILE'`
	switch p.dialect {
	case "fish":
		return "builtin printf '%s\\n' $TEXT | source; and /bin/echo ok; sh -c " + child
	case "powershell":
		return `Invoke-Expression $env:TEXT; if ($?) { 'ok' }; sh -c ` + child
	}
	return `eval "$TEXT" && /bin/echo ok; /bin/sh -c ` + child
}

// TestTraceShowsNoSecret evaluates texts as a function does that has them from the program, while the shell traces: the
// secrets of the user and of the role stay out of the trace. (What the shell itself traces of an eval is its argument.)
func TestTraceShowsNoSecret(t *testing.T) {
	t.Parallel()
	before := env.List{"AWS_ACCESS_KEY_ID=AKIAOWN", "AWS_SECRET_ACCESS_KEY=ownsecret", "AWS_SESSION_TOKEN=owntoken"}
	change := prod.Change(before)
	undo := before.Apply(change).Undo()
	each(t, func(t *testing.T, p program) {
		s, text := lookup(t, p.dialect), mustText(t)
		trace, dir := "set -x\n", t.TempDir()
		evaluate := func(name string) string { return ". ./" + name + "\n" }
		switch p.dialect {
		case "fish":
			trace = "set --global fish_trace 1\n"
			evaluate = func(name string) string { return "source ./" + name + "\n" }
		case "powershell":
			t.Skip("traced by lines, of which none has a secret and a mark")
		}
		writeFile(t, dir, "change", text(s.Change(change, nil)), 0o600)
		writeFile(t, dir, "undo", text(s.Undo(undo)), 0o600)
		script := trace + evaluate("change") + evaluate("undo") + "/bin/echo on\n"
		got := p.run(t, dir, script, before...)
		for _, secret := range []string{"ownsecret", "owntoken", prod.Credentials.SecretAccessKey, prod.Credentials.SessionToken} {
			if i := strings.Index(got.stderr, secret); i >= 0 {
				t.Errorf("the trace shows %q: %q", secret, got.stderr[max(0, i-100):i+len(secret)])
			}
		}
		if lines := strings.Split(strings.TrimSpace(got.stderr), "\n"); !strings.Contains(lines[len(lines)-1], "echo on") {
			t.Errorf("the trace is off at the end: %q, status %d", lines[len(lines)-1], got.status)
		}
	})
}

// TestSavedFromOutside ends a session in a shell that got variables of the names of saved ones from its environment.
func TestSavedFromOutside(t *testing.T) {
	t.Parallel()
	inherited := own.Apply(prod.Change(own))
	undo := inherited.Undo()
	each(t, func(t *testing.T, p program) {
		text := "UNDO=" + mustText(t)(lookup(t, p.dialect).Undo(undo))
		planted := []string{"__aws_runas_saved_AWS_ACCESS_KEY_ID=xAKIAEVIL", "__aws_runas_saved_AWS_PROFILE=xevil", "__aws_runas_saved=1", text}
		got := p.run(t, t.TempDir(), p.define()+p.call("UNDO")+"env -0", append(planted, inherited...)...)
		child := awsVariables(strings.Split(strings.TrimSuffix(got.stdout, "\x00"), "\x00"))
		if want := []string{"AWS_ROLE_ARN=arn:kept"}; !slices.Equal(child, want) || got.status != 0 {
			t.Errorf("got %q, status %d, %s; want %q", child, got.status, got.stderr, want)
		}
	})
}
