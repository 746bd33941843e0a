package completion_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aws-runas/shells"
	"aws-runas/shells/cli"
	"aws-runas/shells/completion"
)

// breaks are bash's own COMP_WORDBREAKS.
const breaks = " \t\n\"'@><=;|&(:"

func TestRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ line, want string }{
		{"", ""},
		{"p", ""},
		{"p ", ""},
		{"p a", "a"},
		{"p a ", "a|"},
		{"A=1 B=x p a b", "a|b"},
		{`p a\ b 'c d' "e \" \f" g\`, `a b|c d|e " \f|g`},
		{`p 'it'\''s' x"y z`, "it's|xy z"},
		{"p a\\ ", "a "},
		{`p 'a '`, "a "},
		{"p  \t a\tgröße", "a|größe"},
	} {
		if got := strings.Join(completion.Read(test.line, breaks).Words, "|"); got != test.want {
			t.Errorf("%q: got %q, want %q", test.line, got, test.want)
		}
	}
}

func spelt(t *testing.T, shell string, c cli.Completion, o completion.Options) string {
	t.Helper()
	s, err := shells.Lookup(shell)
	if err != nil {
		t.Fatal(err)
	}
	return completion.Spell(s, c, o)
}

func TestSpellForBash(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ line, word, want string }{
		{"p ", "a b", `a\ b`},
		{"p 'a", "a'b", `a'\''b`},
		{`p "a`, `a"$b!`, `a\"\$b"\!"`},
		{`p "a"b`, "abc", "abc"},
		{"p a:", "a:b:c", "b:c"},
		{`p a\:`, "a:b", "a:b"},
		{`p 'a:`, "a:b", "a:b"},
		{`p x"a:`, "xa:b", "a:b"},
		{"p --name=a", "--name=ab", "ab"},
		{"p a:", "b", ""},
		{"p ", "~größe", `\~größe`},
		{"p ~/", "~/a b", `~/a\ b`},
	} {
		typed := completion.Read(test.line, breaks)
		c := cli.Completion{Candidates: []cli.Candidate{{Word: test.word}}}
		want := "words\n" + test.want + "\n"
		if test.want == "" {
			want = "words\n"
		}
		if got := spelt(t, "bash", c, completion.Options{Typed: &typed}); got != want {
			t.Errorf("%q: got %q, want %q", test.line, got, want)
		}
	}
}

// TestSpellLeavesOut what can't be shown as it is.
func TestSpellLeavesOut(t *testing.T) {
	t.Parallel()
	c := cli.Completion{Candidates: []cli.Candidate{{Word: "a\x1bb"}, {Word: "a\u202eb"}, {Word: "a\tb"}, {Word: "ab", Description: "x\ty\x1b"}}}
	if got := spelt(t, "zsh", c, completion.Options{}); got != "words\nab\tx y\\u001b\n" {
		t.Errorf("got %q", got)
	}
}

func TestSpell(t *testing.T) {
	t.Parallel()
	typed := completion.Read("p exec  -- ls  -l ", breaks)
	for _, test := range []struct {
		shell string
		c     cli.Completion
		o     completion.Options
		want  string
	}{
		{"bash", cli.Completion{Wrapped: 2}, completion.Options{Typed: &typed}, "program\nls  -l \n"},
		{"fish", cli.Completion{Wrapped: 2}, completion.Options{}, "program\n2\n"},
		{"fish", cli.Completion{Files: true, Prefix: "--path="}, completion.Options{}, "files\n--path=\n"},
		{"fish", cli.Completion{Prefix: "--x=", Candidates: []cli.Candidate{{Word: "a b", Description: "c"}}}, completion.Options{}, "words\n--x=a b\tc\n"},
		{"powershell", cli.Completion{Candidates: []cli.Candidate{{Word: "a’", Description: "c"}}}, completion.Options{},
			"words\n, @(('' + [char]0x0027 + 'a' + [char]0x2019 + [char]0x2019 + [char]0x0027), ('a' + [char]0x2019), ('c'))\n"},
	} {
		if got := spelt(t, test.shell, test.c, test.o); got != test.want {
			t.Errorf("%s: got %q, want %q", test.shell, got, test.want)
		}
	}
}

func TestFileNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"in/a", "in/.b", "i"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for typed, want := range map[string][]string{
		dir + "/": {dir + "/i", dir + "/in/"}, dir + "/in/": {dir + "/in/a"}, dir + "/in/.": {dir + "/in/.b"}, "~/in": {"~/in/"}, dir + "/x": nil, "~/none/": nil,
	} {
		if got := completion.FileNames(typed, dir); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

// FuzzRead: whatever stands in front, a word of plain letters is read as it is, and completed.
func FuzzRead(f *testing.F) {
	for _, line := range []string{"p a", `p "a`, `p 'a\`, "A=1 p", "\\", "p \\\n x"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		typed := completion.Read(line, breaks)
		if len(typed.Words) == 0 {
			t.Fatalf("%q has no word to complete", line)
		}
		c := cli.Completion{Candidates: []cli.Candidate{{Word: typed.Words[len(typed.Words)-1] + "x"}}}
		spelt(t, "bash", c, completion.Options{Typed: &typed})
	})
}
