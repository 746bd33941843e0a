package shells_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aws-runas/shells"
)

// strictest are the flags under which a shell forgives least.
var strictest = []struct {
	name    string
	dialect string
	command []string
}{
	{"bash -eu", "bash", []string{"bash", "--norc", "--noprofile", "-eu", "-o", "pipefail"}},
	{"bash --posix -eu", "bash", []string{"bash", "--posix", "-eu"}},
	{"bash failglob", "bash", []string{"bash", "-eu", "-O", "failglob", "-O", "extglob"}},
	{"zsh -eu", "zsh", []string{"zsh", "-f", "-eu"}},
	{"zsh warnings", "zsh", []string{"zsh", "-f", "-eu", "-o", "warncreateglobal", "-o", "warnnestedvar"}},
	{"zsh arrays", "zsh", []string{"zsh", "-f", "-o", "ksharrays", "-o", "shwordsplit", "-o", "globsubst", "-o", "extendedglob"}},
	{"zsh as sh", "zsh", []string{"zsh", "--emulate", "sh", "-f"}},
	{"zsh as ksh", "zsh", []string{"zsh", "--emulate", "ksh", "-f"}},
	{"fish", "fish", []string{"fish", "--no-config", "--private"}},
	{"pwsh", "powershell", []string{"pwsh", "-NoProfile", "-NonInteractive"}},
}

// withoutClock makes bash one that has no clock of its own, as before 4.2.
const withoutClock = `printf() { case "$*" in *'%('*) return 1;; esac; builtin printf "$@"; }`

func eachStrictest(t *testing.T, test func(t *testing.T, p program)) {
	for _, tt := range strictest {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := program{tt.command[0], tt.dialect, tt.command}
			p.require(t)
			test(t, p)
		})
	}
}

// evaluate has the shell evaluate the text in the file, and stop where that fails.
func evaluate(p program, file string) string {
	switch p.dialect {
	case "fish":
		return "source " + file + "; or exit; "
	case "powershell":
		return "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; Get-Content -Raw " + file + " | Invoke-Expression; "
	}
	return `eval "$(cat ` + file + `)" || exit; `
}

// TestHookLoadsSilently loads every form of the hook, twice.
func TestHookLoadsSilently(t *testing.T) {
	t.Parallel()
	eachStrictest(t, func(t *testing.T, p program) {
		for _, o := range []shells.HookOptions{{}, {SkipPrompt: true}, {NoRenew: true}, {SkipPrompt: true, NoRenew: true}} {
			dir := t.TempDir()
			writeFile(t, dir, "hook", hook(t, p.dialect, o), 0o600)
			load := evaluate(p, "./hook")
			if got := p.run(t, dir, load+load); got != (result{}) {
				t.Errorf("%+v: got %+v", o, got)
			}
		}
	})
}

// sessionStates says for which variables a session counts as expired.
var sessionStates = []struct {
	name      string
	variables map[string]string // beyond those of a session without expiry; an empty value removes
	expired   bool
}{
	{"no expiry", nil, false},
	{"no profile", map[string]string{"AWS_RUNAS_PROFILE": ""}, true},
	{"no keys", map[string]string{"AWS_ACCESS_KEY_ID": ""}, true},
	{"other keys", map[string]string{"AWS_ACCESS_KEY_ID": "AKIAOWN"}, true},
	{"keys like a pattern", map[string]string{"AWS_RUNAS_ACCESS_KEY_ID": "*"}, true},
	{"keys in other case", map[string]string{"AWS_RUNAS_ACCESS_KEY_ID": "asiaone"}, true},
	{"past", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "1"}, true},
	{"now", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "NOW"}, true},
	{"future", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "SOON"}, false},
	{"future, as octal would be", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "000SOON"}, false},
	{"past, as octal would be", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "0000000000008"}, true},
	{"far future", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "999999999999999"}, false},
	{"beyond 64 bits", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "18446744073709551617"}, true},
	{"far beyond", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": strings.Repeat("9", 2000)}, true},
	{"negative", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "-SOON"}, true},
	{"signed", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "+SOON"}, true},
	{"blank before", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": " SOON"}, true},
	{"line after", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "SOON\n"}, true},
	{"hexadecimal", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "0xffffffff"}, true},
	{"float", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "1e12"}, true},
	{"no digits", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "tomorrow"}, true},
	{"other digits", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "٩٩٩٩٩٩٩٩٩٩٩"}, true},
	{"code", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "a[$(touch canary)]"}, true},
	{"code behind digits", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "1+a[$(touch canary)]"}, true},
	{"code for a prompt", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "psvar[$(touch canary)]"}, true},
	{"code for fish", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "(touch canary)"}, true},
	{"code for PowerShell", map[string]string{"AWS_SESSION_EXPIRATION_UNIX": "$(New-Item canary)"}, true},
}

// TestFunctionsWithoutClock runs them in a bash that has to ask date.
func TestFunctionsWithoutClock(t *testing.T) {
	t.Parallel()
	p := programs[0]
	p.require(t)
	dir := t.TempDir()
	writeFile(t, dir, "functions", withoutClock+"\n"+hook(t, p.dialect, shells.HookOptions{}), 0o600)
	for _, tt := range sessionStates {
		got := p.run(t, dir, evaluate(p, "./functions")+"unset __aws_runas_epoch; aws_session_expired", stateVariables(tt.variables)...)
		if expired := got.status == 0; expired != tt.expired || got.stdout+got.stderr != "" {
			t.Errorf("%s: got %+v", tt.name, got)
		}
	}
}

// printStates prints the status of aws_session_expired, then the words of aws_session_status_color.
func printStates(p program) string {
	switch p.dialect {
	case "fish":
		return "aws_session_expired; echo $status; aws_session_status_color; for s in zsh fish powershell bash; aws_session_status_color $s; end"
	case "powershell":
		return "if (aws_session_expired) { 0 } else { 1 }; aws_session_status_color;" +
			" foreach ($s in 'zsh', 'fish', 'powershell', 'bash') { aws_session_status_color $s }"
	}
	return `if aws_session_expired; then echo 0; else echo $?; fi;` +
		` aws_session_status_color; for s in zsh fish powershell bash; do aws_session_status_color "$s"; done`
}

// TestFunctions runs the two functions as the hook defines them.
func TestFunctions(t *testing.T) {
	t.Parallel()
	eachStrictest(t, func(t *testing.T, p program) {
		dir := t.TempDir()
		writeFile(t, dir, "hook", hook(t, p.dialect, shells.HookOptions{}), 0o600)
		for _, tt := range sessionStates {
			got := p.run(t, dir, evaluate(p, "./hook")+printStates(p), stateVariables(tt.variables)...)
			want := "1 OWN yellow yellow yellow 33"
			own := map[string]string{"bash": "33"}
			if tt.expired {
				want = "0 OWN red red red 31"
				own["bash"] = "31"
			}
			if own[p.dialect] == "" {
				own[p.dialect] = strings.Fields(want)[2]
			}
			want = strings.Replace(want, "OWN", own[p.dialect], 1)
			if printed := strings.Join(strings.Fields(got.stdout), " "); printed != want || got.stderr != "" {
				t.Errorf("%s: got %q and %+v, want %q", tt.name, printed, got, want)
			}
		}
		if got := p.run(t, dir, "ls"); got.stdout != "hook\n" {
			t.Errorf("a value was run as code: %s", got.stdout)
		}
	})
}

// stateVariables gives the environment of a session, changed as said.
func stateVariables(changed map[string]string) []string {
	variables := map[string]string{"AWS_RUNAS_PROFILE": "prod", "AWS_ACCESS_KEY_ID": "ASIAONE", "AWS_RUNAS_ACCESS_KEY_ID": "ASIAONE"}
	for name, value := range changed {
		variables[name] = value
	}
	now := time.Now()
	clock := strings.NewReplacer("NOW", fmt.Sprint(now.Unix()), "SOON", fmt.Sprint(now.Add(time.Hour).Unix()))
	var list []string
	for name, value := range variables {
		if value != "" {
			list = append(list, name+"="+clock.Replace(value))
		}
	}
	return list
}
