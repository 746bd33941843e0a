package shells_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aws-runas/env"
)

// modes are the settings of a shell under which a text has to work, as the statements that make them.
func (p program) modes() []string {
	switch p.dialect {
	case "bash":
		return []string{"", "set -eu", "set -eua", "set -k", "set -euo posix", "set -euo pipefail; shopt -s nullglob extglob"}
	case "zsh":
		return []string{"", "set -eua", "setopt errexit nounset ksharrays shwordsplit warncreateglobal rcquotes globsubst",
			"emulate sh; set -eu", "emulate ksh; set -eua", "setopt cshjunkiequotes extendedglob nomatch"}
	case "fish":
		return []string{""}
	case "powershell":
		return []string{"", "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'"}
	}
	return []string{"", "set -eu", "set -eua"}
}

// define is a function that evaluates its argument, call a call of it with the text in a variable.
func (p program) define() string {
	switch p.dialect {
	case "fish":
		return "function run; printf '%s\n' $argv | source; end\n"
	case "powershell":
		return "function Run([string] $text) { $text | Out-String | Invoke-Expression }\n"
	}
	return "run() { eval \"$1\"; }\n"
}

func (p program) call(variable string) string {
	switch p.dialect {
	case "fish":
		return "run $" + variable + "\n"
	case "powershell":
		return "Run $env:" + variable + "\n"
	}
	return "run \"$" + variable + "\"\n"
}

// mustText is the text, or the end of the test.
func mustText(t *testing.T) func(text string, err error) string {
	return func(text string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
}

// renewal replaces the keys of a session, which is active, by its own.
func renewal(s env.Session) env.Change {
	c, err := s.Renewal(env.List(nil).Apply(s.Change(nil)))
	if err != nil {
		panic(err)
	}
	return c
}

// awsVariables are the AWS variables of an environment as `env -0` prints it, in order.
func awsVariables(list env.List) []string {
	aws := slices.DeleteFunc(slices.Clone(list), func(v string) bool { return !strings.HasPrefix(v, "AWS_") })
	slices.Sort(aws)
	return aws
}

// TestChangeIsTheLists evaluates changes in every shell and mode, and compares what a child of the shell gets with
// what the change makes of the list.
func TestChangeIsTheLists(t *testing.T) {
	t.Parallel()
	sessions := []env.Session{prod, dev}
	for _, text := range escapes() {
		sessions = append(sessions, hostile(text))
	}
	each(t, func(t *testing.T, p program) {
		for _, mode := range p.modes() {
			for _, session := range sessions {
				change := session.Change(own)
				text := mustText(t)(lookup(t, p.dialect).Change(change, []string{"-r", session.Profile}))
				dir := t.TempDir()
				// A variable that the environment already has is exported, whoever sets it.
				inherited := "__aws_runas_saved_AWS_SECRET_ACCESS_KEY=x"
				if p.dialect == "powershell" { // whose variables are none of the environment's
					inherited = "UNRELATED=2"
				}
				got := p.run(t, dir, p.define()+mode+"\n"+p.call("TEXT")+"env -0", append(own, "TEXT="+text, inherited)...)
				if got.status != 0 || got.stderr != "" {
					t.Fatalf("%q, %q: status %d, %s", mode, session.Profile, got.status, got.stderr)
				}
				child := env.List(strings.Split(strings.TrimSuffix(got.stdout, "\x00"), "\x00"))
				if got, want := awsVariables(child), awsVariables(own.Apply(change)); !slices.Equal(got, want) {
					t.Errorf("%q: the child has\n%q\nwant\n%q", mode, got, want)
				}
				if i := slices.IndexFunc(child, func(v string) bool { return strings.HasPrefix(v, "__aws") }); i >= 0 {
					t.Errorf("%q: the child can read %q", mode, child[i])
				}
				noCanary(t, dir, fmt.Sprintf("%q, %q", mode, session.Profile))
			}
		}
	})
}

// noCanary fails if one of the commands hidden in the values was run.
func noCanary(t *testing.T, dir, what string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "canary")); err == nil {
		t.Errorf("%s: a value was run as a command", what)
	}
}

// TestChangeNotes reads the renewal's arguments back as the hooks do.
func TestChangeNotes(t *testing.T) {
	t.Parallel()
	arguments := append([]string{"-r", "it's prod", "-p", "/a b/aws_config", "-n"}, escapes()...)
	script := map[string]string{
		"bash":       `eval "set -- $__aws_runas_renew"; printf '%s\n' "$@"`,
		"zsh":        `eval "set -- $__aws_runas_renew"; printf '%s\n' "$@"`,
		"fish":       `printf '%s\n' $__aws_runas_renew`,
		"powershell": `[Console]::Out.Write(($global:__AwsRunasRenew -join [char]10) + [char]10)`,
	}
	eachHooked(t, func(t *testing.T, p program) {
		s, dir := lookup(t, p.dialect), t.TempDir()
		noted := "TEXT=" + mustText(t)(s.Change(prod.Change(own), arguments))
		got := p.run(t, dir, p.define()+p.call("TEXT")+script[p.dialect], noted).stdout
		if want := prod.Credentials.AccessKeyID + "\n" + strings.Join(arguments, "\n") + "\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		forgotten := "THEN=" + mustText(t)(s.Change(prod.Change(own), nil))
		got = p.run(t, dir, p.define()+p.call("TEXT")+p.call("THEN")+script[p.dialect], noted, forgotten).stdout
		if strings.TrimSpace(got) != "" {
			t.Errorf("after a session that can't be renewed: got %q, want nothing", got)
		}
		noCanary(t, dir, "the arguments")
	})
}

func TestChangeRefuses(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"bash", "zsh", "sh", "fish", "powershell", "cmd"} {
		s := lookup(t, name)
		bad := prod
		bad.Credentials.SessionToken = "token\nline"
		want := "AWS_SESSION_TOKEN: byte 6 begins a control character, U+000A"
		for what, call := range map[string]func(env.Change) (string, error){
			"Change":  func(c env.Change) (string, error) { return s.Change(c, nil) },
			"Renewal": func(c env.Change) (string, error) { return s.Renewal(c, nil) },
			"Undo":    s.Undo,
		} {
			if text, err := call(bad.Change(own)); text != "" || err == nil || err.Error() != want {
				t.Errorf("%s: %s: got %q, %v; want the error %s", name, what, text, err, want)
			}
		}
		// A directory's name may be one that can't be said: then only the renewal is lost.
		without, noneErr := s.Change(prod.Change(own), nil)
		if text, err := s.Change(prod.Change(own), []string{"-p", "/home/jos\xe9"}); err != nil || noneErr != nil || text != without {
			t.Errorf("%s: with a renewal that can't be said: %v, %q", name, err, text[max(0, len(text)-200):])
		}
	}
}
