package shells_test

import (
	"slices"
	"strings"
	"testing"

	"aws-runas/env"
)

func fishProgram(t *testing.T) program {
	t.Helper()
	p := programs[slices.IndexFunc(programs, func(p program) bool { return p.dialect == "fish" })]
	p.require(t)
	return p
}

// TestFishUniversal shows that a universal variable, which can't be hidden, is named with its cure, and is all there is
// after the undo.
func TestFishUniversal(t *testing.T) {
	t.Parallel()
	p := fishProgram(t)
	p.command = []string{"fish"} // with --no-config there are no universal variables
	s, text := lookup(t, "fish"), mustText(t)
	before := env.List{"AWS_PROFILE=global"}
	change := prod.Change(before)
	texts := append(before, "CHANGE="+text(s.Change(change, nil)), "UNDO="+text(s.Undo(before.Apply(change).Undo())))
	const universals = "set --universal --export AWS_PROFILE mine; set --universal AWS_ACCOUNT_ID 1;" +
		" set --universal --export AWS_ACCESS_KEY_ID AKIAUNIVERSAL\n"
	const print = "echo $AWS_PROFILE $AWS_ACCESS_KEY_ID; set --show AWS_PROFILE AWS_ACCESS_KEY_ID | grep 'set in'\n"
	got := p.run(t, t.TempDir(), universals+p.define()+p.call("CHANGE")+print+p.call("UNDO")+print, texts...)
	want := `mine ASIAPROD
$AWS_PROFILE: set in universal scope, exported, with 1 elements
$AWS_ACCESS_KEY_ID: set in global scope, exported, with 1 elements
$AWS_ACCESS_KEY_ID: set in universal scope, exported, with 1 elements
global AKIAUNIVERSAL
$AWS_PROFILE: set in global scope, exported, with 1 elements
$AWS_PROFILE: set in universal scope, exported, with 1 elements
$AWS_ACCESS_KEY_ID: set in universal scope, exported, with 1 elements
`
	if got.stdout != want {
		t.Errorf("got\n%s\nwant\n%s", got.stdout, want)
	}
	warning := "aws-runas: AWS_PROFILE is a universal variable and stays: set --erase --universal AWS_PROFILE\n"
	if got.stderr != warning {
		t.Errorf("got the warnings %q, want %q", got.stderr, warning)
	}
}

// TestFishUniversalSwitch activates a second session while a universal variable is in sight: it is not one that was set
// again, and what the first session saved stays saved.
func TestFishUniversalSwitch(t *testing.T) {
	t.Parallel()
	p := fishProgram(t)
	p.command = []string{"fish"}
	s, text := lookup(t, "fish"), mustText(t)
	before := env.List{"AWS_PROFILE=global"}
	first := prod.Change(before)
	seen := append(env.List{"AWS_PROFILE=universal"}, before.Apply(first)...)
	second := dev.Change(seen)
	texts := append(before, "FIRST="+text(s.Change(first, nil)), "SECOND="+text(s.Change(second, nil)), "UNDO="+text(s.Undo(seen.Apply(second).Undo())))
	script := "set --universal --export AWS_PROFILE universal\n" + p.define() + p.call("FIRST") + p.call("SECOND") + p.call("UNDO") + "echo $AWS_PROFILE\n"
	if got := p.run(t, t.TempDir(), script, texts...); got.stdout != "global\n" {
		t.Errorf("AWS_PROFILE is %q after the undo, want global; %s", got.stdout, got.stderr)
	}
}

// TestFishScopes evaluates a change where exported local variables would hide the global ones.
func TestFishScopes(t *testing.T) {
	t.Parallel()
	p := fishProgram(t)
	change := prod.Change(nil)
	text := "TEXT=" + mustText(t)(lookup(t, "fish").Change(change, nil))
	const evaluate = "printf '%s\n' $TEXT | source; env -0; "
	for _, body := range []string{
		"set --local --export AWS_PROFILE local; " + evaluate,
		"set --local --export AWS_ACCESS_KEY_ID local; " + evaluate,
		"set --function --export AWS_PROFILE local; " + evaluate,
		"set --local --export AWS_PROFILE outer; begin; set --local --export AWS_PROFILE inner; " + evaluate + "end",
	} {
		got := p.run(t, t.TempDir(), "function activate; "+body+"; end; activate; env -0", text)
		child := awsVariables(strings.Split(strings.TrimSuffix(got.stdout, "\x00"), "\x00"))
		want := env.List{}.Apply(change)
		if twice := awsVariables(append(want, want...)); !slices.Equal(child, twice) || got.stderr != "" {
			t.Errorf("%s: inside and after the function: got %q, %s; want twice %q", body, child, got.stderr, want)
		}
	}
}

// TestFishLists gives back a variable of several elements as it was.
func TestFishLists(t *testing.T) {
	t.Parallel()
	p := fishProgram(t)
	s, text := lookup(t, "fish"), mustText(t)
	before := env.List{"AWS_PROFILE=a b c d"}
	change := prod.Change(before)
	got := p.run(t, t.TempDir(), "set --global --export AWS_PROFILE 'a b' '' 'c d'\n"+
		p.define()+p.call("CHANGE")+p.call("UNDO")+"string escape -- $AWS_PROFILE",
		"CHANGE="+text(s.Change(change, nil)), "UNDO="+text(s.Undo(before.Apply(change).Undo())))
	if want := "'a b'\n''\n'c d'\n"; got.stdout != want || got.stderr != "" {
		t.Errorf("got %q, %s; want %q", got.stdout, got.stderr, want)
	}
}
