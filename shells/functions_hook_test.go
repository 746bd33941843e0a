package shells_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aws-runas/shells"
)

// strictest are the flags under which a shell forgives least.
var strictest = []program{
	{"bash -eu", "bash", []string{"bash", "--norc", "--noprofile", "-eu", "-o", "pipefail"}, ""},
	{"bash --posix -eu", "bash", []string{"bash", "--posix", "-eu"}, ""},
	{"bash failglob", "bash", []string{"bash", "-eu", "-O", "failglob", "-O", "extglob"}, ""},
	{"bash-3.2 -eu", "bash", []string{"bash-3.2", "--norc", "--noprofile", "-eu"}, "bash"},
	{"bash-5.3 -eu", "bash", []string{"bash-5.3", "--norc", "--noprofile", "-eu"}, "bash"},
	{"zsh -eu", "zsh", []string{"zsh", "-f", "-eu"}, ""},
	{"zsh warnings", "zsh", []string{"zsh", "-f", "-eu", "-o", "warncreateglobal", "-o", "warnnestedvar"}, ""},
	{"zsh arrays", "zsh", []string{"zsh", "-f", "-o", "ksharrays", "-o", "shwordsplit", "-o", "globsubst"}, ""},
	{"zsh as sh", "zsh", []string{"zsh", "--emulate", "sh", "-f"}, ""},
	{"zsh as ksh", "zsh", []string{"zsh", "--emulate", "ksh", "-f"}, ""},
	{"fish", "fish", []string{"fish", "--no-config", "--private"}, ""},
	{"pwsh", "powershell", []string{"pwsh", "-NoProfile", "-NonInteractive"}, ""},
}

// withoutClock makes bash one that has no clock of its own, as before 4.2.
const withoutClock = `printf() { case "$*" in *'%('*) return 1;; esac; builtin printf "$@"; }`

func eachStrictest(t *testing.T, test func(t *testing.T, p program)) {
	for _, p := range strictest {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			test(t, p.require(t))
		})
	}
}

// evaluate has the shell evaluate the text in the file, and stop where that fails.
func evaluate(p program, file string) string {
	switch p.dialect {
	case "fish":
		return "source " + file + "; or exit; "
	case "powershell":
		return "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; " +
			"Get-Content -Raw " + file + " | Invoke-Expression; "
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

// expiries says with which expiry a live session counts as expired.
var expiries = []struct {
	value   string
	expired bool
}{
	{"1", true},
	{"NOW", true},
	{"SOON", false},
	{"000SOON", false},
	{"0000000000008", true},
	{"999999999999999", false},
	{"18446744073709551617", true},
	{"18446744099999999999", true}, // in the future, if all but its last 64 bits were lost
	{strings.Repeat("9", 2000), true},
	{"-SOON", true},
	{"+SOON", true},
	{" SOON", true},
	{"SOON\n", true},
	{"0xffffffff", true},
	{"1e12", true},
	{"tomorrow", true},
	{"٩٩٩٩٩٩٩٩٩٩٩", true},
	{"a[$(touch canary)]", true},
	{"1+a[$(touch canary)]", true},
	{"psvar[$(touch canary)]", true},
	{"(touch canary)", true},
	{"$(New-Item canary)", true},
}

// state is an environment, and whether its session counts as expired.
type state struct {
	variables []string
	expired   bool
}

func states() []state {
	profile, id, ours := "AWS_RUNAS_PROFILE=prod", "AWS_ACCESS_KEY_ID=ASIAONE", "AWS_RUNAS_ACCESS_KEY_ID=ASIAONE"
	all := []state{
		{nil, true},
		{[]string{profile, id, ours}, false},
		{[]string{profile, id, ours, "AWS_SESSION_EXPIRATION_UNIX="}, false},
		{[]string{id, ours}, true},
		{[]string{profile, ours}, true},
		{[]string{profile, "AWS_ACCESS_KEY_ID=", "AWS_RUNAS_ACCESS_KEY_ID="}, true},
		{[]string{profile, "AWS_ACCESS_KEY_ID=AKIAOWN", ours}, true},
		{[]string{profile, id, "AWS_RUNAS_ACCESS_KEY_ID=*"}, true},
		{[]string{profile, id, "AWS_RUNAS_ACCESS_KEY_ID=asiaone"}, true},
	}
	now := time.Now()
	clock := strings.NewReplacer("NOW", fmt.Sprint(now.Unix()), "SOON", fmt.Sprint(now.Add(time.Hour).Unix()))
	for _, e := range expiries {
		expiry := "AWS_SESSION_EXPIRATION_UNIX=" + clock.Replace(e.value)
		all = append(all, state{[]string{profile, id, ours, expiry}, e.expired})
	}
	return all
}

// TestFunctionsWithoutClock runs them in a bash that has to ask date.
func TestFunctionsWithoutClock(t *testing.T) {
	t.Parallel()
	p := programs[0]
	p.require(t)
	dir := t.TempDir()
	writeFile(t, dir, "hook", withoutClock+"\n"+hook(t, p.dialect, shells.HookOptions{}), 0o600)
	script := evaluate(p, "./hook") + "unset __aws_runas_epoch; aws_session_expired"
	for _, tt := range states() {
		got := p.run(t, dir, script, tt.variables...)
		if expired := got.status == 0; expired != tt.expired || got.stdout+got.stderr != "" {
			t.Errorf("%q: got %+v", tt.variables, got)
		}
	}
}

// printState prints the status of aws_session_expired, then the words of aws_session_status_color.
func printState(p program) string {
	switch p.dialect {
	case "fish":
		return "aws_session_expired; echo $status; aws_session_status_color; " +
			"for s in zsh fish powershell bash; aws_session_status_color $s; end"
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
		live, expired := "1 yellow yellow yellow yellow 33", "0 red red red red 31"
		if p.dialect == "bash" {
			live, expired = "1 33 yellow yellow yellow 33", "0 31 red red red 31"
		}
		for _, tt := range states() {
			want := live
			if tt.expired {
				want = expired
			}
			got := p.run(t, dir, evaluate(p, "./hook")+printState(p), tt.variables...)
			if printed := strings.Join(strings.Fields(got.stdout), " "); printed != want || got.stderr != "" {
				t.Errorf("%q: got %q and %+v, want %q", tt.variables, printed, got, want)
			}
		}
		if got := p.run(t, dir, "ls"); got.stdout != "hook\n" {
			t.Errorf("a value was run as code: %s", got.stdout)
		}
	})
}

// TestLookAhead gives aws_session_expired its argument. One that is no number of seconds counts as expired, and is no code.
func TestLookAhead(t *testing.T) {
	t.Parallel()
	live := []string{
		"AWS_RUNAS_PROFILE=prod", "AWS_ACCESS_KEY_ID=ASIAONE", "AWS_RUNAS_ACCESS_KEY_ID=ASIAONE",
		fmt.Sprint("AWS_SESSION_EXPIRATION_UNIX=", time.Now().Add(time.Hour).Unix()),
	}
	for _, p := range programs {
		if p.dialect == "sh" || p.dialect == "powershell" { // without the function, and with one that takes a number only
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			p := p.require(t)
			dir := t.TempDir()
			writeFile(t, dir, "hook", hook(t, p.dialect, shells.HookOptions{}), 0o600)
			for argument, want := range map[string]int{
				"": 1, "0": 1, "600": 1, "0600": 1, "08": 1, "-3600": 1, "-09": 1, "7200": 0, "07200": 0, "0000003000": 1,
				strings.Repeat("9", 20): 0, "-" + strings.Repeat("9", 20): 0, "-": 0, "--1": 0, "ten": 0, "1 0": 0, "expiry": 0,
				"x[$(touch canary)]": 0, "-x[$(touch canary)]": 0, "0+x[$(touch canary)]": 0,
			} {
				got := p.run(t, dir, evaluate(p, "./hook")+`aws_session_expired "$ARGUMENT"`, append(live, "ARGUMENT="+argument)...)
				if got.status != want || got.stdout+got.stderr != "" {
					t.Errorf("%q: got %+v, want status %d", argument, got, want)
				}
			}
			if got := p.run(t, dir, "ls"); got.stdout != "hook\n" {
				t.Errorf("an argument was run as code: %s", got.stdout)
			}
		})
	}
}
