package cli_test

import (
	"fmt"
	"strings"
	"testing"

	"aws-runas/shells/cli"
)

// completing is a table with one command of each kind.
func completing() cli.Table {
	return cli.Table{Program: "p", Commands: []cli.Command{
		{Name: "get", Sentence: "Gets.", Most: 1, Body: func() cli.Action {
			var name, file string
			var all bool
			names := func(typed string) cli.Completion { return cli.OneOf("one"+file, "two")(typed) }
			return cli.Action{Complete: names, Flags: []cli.Flag{
				{Long: "name", Short: "n", Argument: "NAME", Value: &name, Sentence: "the name", Complete: names},
				{Long: "file", Argument: "FILE", Value: &file, Complete: cli.Files},
				{Long: "all", Value: &all}, {Long: "secret", Value: new(string), Argument: "X", Hidden: true},
			}}
		}},
		{Name: "run", Most: cli.Any, Wraps: true, Body: func() cli.Action {
			return cli.Action{Flags: []cli.Flag{{Long: "name", Short: "n", Argument: "NAME", Value: new(string)}, {Long: "all", Value: new(bool)}}}
		}},
		{Name: "gone", Hidden: true, Body: func() cli.Action { return cli.Action{} }},
	}}
}

func TestComplete(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ typed, want string }{
		{"", "get(Gets.) run"},
		{"g", "get(Gets.)"},
		{"-", "--help(print help) --version(print the version)"},
		{"nothing ", ""},
		{"get ", "one two"},
		{"GET o", "one"},
		{"get one ", "--name(the name) --file --all --help(print this command's help)"},
		{"get one t", ""},
		{"get -", "--name(the name) -n(the name) --file --all --help(print this command's help)"},
		{"get --n", "--name(the name)"},
		{"get -n x --", "--file --all --help(print this command's help)"},
		{"get --name ", "one two"},
		{"get -n t", "two"},
		{"get --name=t", "--name= two"},
		{"get -name=t", "-name= two"},
		{"get --nothing=t", ""},
		{"get --nothing t", "two"},
		{"get --file ", "files"},
		{"get --file=x", "--file= files"},
		{"get --file x o", "onex"},
		{"get --file=x --name o", "onex"},
		{"get --all o", "one"},
		{"get --all=no t", "two"},
		{"get -- o", "one"},
		{"get -- -", ""},
		{"get --secret x o", "one"},
		{"run ", "program 1"},
		{"run ls -", "program 1"},
		{"run -n x ls", "program 3"},
		{"run -n x -- ", "program 4"},
		{"run -n ", ""},
		{"run --a", "--all"},
		{"run -- --a", "program 2"},
		{"run --all -- ls --a", "program 3"},
	} {
		c := completing().Complete(strings.Split(test.typed, " "))
		var got []string
		if c.Prefix != "" {
			got = append(got, c.Prefix)
		}
		if c.Files {
			got = append(got, "files")
		}
		if c.Wrapped > 0 {
			got = append(got, fmt.Sprint("program ", c.Wrapped))
		}
		for _, one := range c.Candidates {
			word := one.Word
			if one.Description != "" {
				word += "(" + one.Description + ")"
			}
			got = append(got, word)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%q: got %q, want %q", test.typed, got, test.want)
		}
	}
}
