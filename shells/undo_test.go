package shells_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"aws-runas/env"
)

// snapshot prints all that a shell knows: variables, exports, functions, options, arguments.
func (p program) snapshot() string {
	switch p.dialect {
	case "bash":
		return `set; declare -p; declare -f; set +o; shopt; alias; printf '[%s]\n' "$@"` + "\n"
	case "zsh":
		return `set; typeset -p; functions; setopt; alias; print -r -- "$@"` + "\n"
	case "fish":
		return `set; set --export; set --show (set --names | string match 'AWS*'); functions --all --names` + "\n"
	case "powershell":
		return `Get-ChildItem env: | Sort-Object Name | ForEach-Object { $_.Name + '=' + $_.Value }
Get-ChildItem function: | Sort-Object Name | ForEach-Object { $_.Name + '=' + $_.Definition }
Get-Variable -Scope Global | ForEach-Object { $_.Name }
`
	}
	if p.name == "ksh" || p.name == "mksh" {
		return `set; export -p; typeset -f; echo; set +o; alias; printf '[%s]\n' "$@"` + "\n"
	}
	return `set; export -p; set +o; alias; printf '[%s]\n' "$@"` + "\n"
}

// volatile are the variables in which shells count and note things for themselves.
var volatile = regexp.MustCompile(`^(declare -\S+ |export |typeset (-\S+ )*)?` +
	`(_|\?|!|LINENO|RANDOM|SRANDOM|SECONDS|EPOCH\w+|BASH_\w+|PIPESTATUS|TTYIDLE|HISTCMD|KSH_MATCH|_AST_FEATURES|` +
	`status|pipestatus|status_generation|CMD_DURATION)([ =]|$)`)

// lines are those of a snapshot in order, without the shell's own counters.
func lines(snapshot string) []string {
	all := slices.DeleteFunc(strings.Split(snapshot, "\n"), volatile.MatchString)
	slices.Sort(all)
	return all
}

// without is what of the lines is not in others.
func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return slices.Contains(others, l) })
}

// TestUndoLeavesNothing compares a shell before the first activation and after the undo, byte for byte.
func TestUndoLeavesNothing(t *testing.T) {
	t.Parallel()
	first := prod.Change(own)
	active := own.Apply(first)
	second := dev.Change(active)
	switched := active.Apply(second)
	third := hostile("'; touch canary; '").Change(switched)

	each(t, func(t *testing.T, p program) {
		s, text := lookup(t, p.dialect), mustText(t)
		texts := env.List{
			"FIRST=" + text(s.Change(first, []string{"-r", "prod"})),
			"SECOND=" + text(s.Change(second, nil)),
			"THIRD=" + text(s.Change(third, []string{"-r", "it's"})),
			"RENEWAL=" + text(s.Renewal(renewal(prod), []string{"-r", "prod"})),
			"UNDO=" + text(s.Undo(active.Undo())),
			"UNDO_DEV=" + text(s.Undo(switched.Undo())),
			"UNDO_NOTHING=" + text(s.Undo(own.Undo())),
		}
		for _, steps := range [][]string{
			{"FIRST", "UNDO"},
			{"FIRST", "RENEWAL", "UNDO", "UNDO_NOTHING"},
			{"FIRST", "SECOND", "UNDO_DEV"},
			{"FIRST", "SECOND", "THIRD", "RENEWAL", "UNDO"},
			{"FIRST", "SECOND", "FIRST", "UNDO", "FIRST", "UNDO"},
			{"UNDO_NOTHING", "UNDO_NOTHING"},
		} {
			for _, mode := range p.modes() {
				compareSnapshots(t, p, mode, steps, append(texts, own...))
			}
		}
	})
}

// compareSnapshots takes one when the shell has set what it sets by itself at a first command, and one after the steps.
func compareSnapshots(t *testing.T, p program, mode string, steps []string, variables []string) {
	t.Helper()
	const mark = "=== mark ==="
	script := p.define()
	switch p.dialect {
	case "fish":
		script += "set x (true); set --global AWS_ACCOUNT_ID not exported\n"
	case "powershell":
		script += "$x = 1\n"
	default:
		script += "x=$(:); set -- one 'two  three'; AWS_ACCOUNT_ID='not  exported'\n"
	}
	script += mode + "\n" + p.snapshot() + "echo '" + mark + "'\n"
	for _, step := range steps {
		script += p.call(step)
	}
	script += "echo '" + mark + "'\n" + p.snapshot()

	dir := t.TempDir()
	got := p.run(t, dir, script, variables...)
	parts := strings.Split(got.stdout, mark+"\n")
	if got.status != 0 || got.stderr != "" || len(parts) != 3 || parts[1] != "" {
		t.Fatalf("%q, %v: status %d, %d parts, %s", mode, steps, got.status, len(parts), got.stderr)
	}
	noCanary(t, dir, mode)
	before, after := lines(parts[0]), lines(parts[2])
	if slices.Equal(before, after) {
		return
	}
	t.Errorf("%q, %v: lost %q, left behind %q", mode, steps, without(before, after), without(after, before))
}
