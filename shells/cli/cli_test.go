package cli_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"aws-runas/shells/cli"
)

// shop is a table with a command of each kind. What runs is written to ran.
func shop(ran *[]string) cli.Table {
	body := func(flags func() ([]cli.Flag, func() string)) cli.Body {
		return func() cli.Action {
			rows, values := flags()
			return cli.Action{Flags: rows, Run: func(_ context.Context, args []string) error {
				*ran = append(args, values())
				return nil
			}}
		}
	}
	some := func() ([]cli.Flag, func() string) {
		var name string
		var loud bool
		return []cli.Flag{
			{Long: "name", Short: "n", Argument: "NAME", Value: &name, Default: "nobody", Variable: "SHOP_NAME", Sentence: "who buys"},
			{Long: "loud", Value: &loud, Sentence: "say so"},
			{Long: "secret", Value: new(bool), Hidden: true},
		}, func() string { return fmt.Sprintf("name=%s loud=%v", name, loud) }
	}
	none := func() ([]cli.Flag, func() string) { return nil, func() string { return "none" } }
	return cli.Table{
		Program: "shop", Sentence: "A shop.", Bare: body(some),
		Examples: []string{"shop buy tea     # and drink it"},
		Topics: []cli.Topic{{Name: "opening-hours", Sentence: "When it is open.", Sections: func() []cli.Section {
			return []cli.Section{
				{Paragraphs: []string{"Every day but the last of a month.", "Never at night."}},
				{Heading: "Doors", Entries: []cli.Entry{{Name: "front", Text: "From the street."}, {Name: "the one behind that nobody knows", Text: "From the yard."}}},
			}
		}}},
		Commands: []cli.Command{
			{Name: "buy", Arguments: "[THING]", Sentence: "Buy a thing.", Group: "Trade", Most: 1, Reader: cli.Shell, Body: body(some), Examples: []string{"shop buy tea"}},
			{Name: "wrap", Arguments: "COMMAND", Sentence: "Wrap it.", Group: "Trade", Most: cli.Any, Wraps: true, Reader: cli.Program, Body: body(some), Status: []cli.Entry{{Name: "126", Text: "There was no paper."}}},
			{Name: "look", Sentence: "Look around.", Group: "See", Body: body(none)},
			{Name: "rebuy", Hidden: true, Reader: cli.Hook, Formerly: []string{"buy", "--again"}, Body: body(some)},
		},
		Suggest: func(typed string, words []string) []string {
			return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len(w) != len(typed) })
		},
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"buy":                        "name= loud=false",
		"BUY":                        "name= loud=false",
		"buy tea":                    "tea name= loud=false",
		"buy -n bob tea --loud":      "tea name=bob loud=true",
		"buy tea --name=bob":         "tea name=bob loud=false",
		"buy -- --loud":              "--loud name= loud=false",
		"buy --loud=false":           "name= loud=false",
		"wrap -n bob ls --loud -x":   "ls --loud -x name=bob loud=false",
		"wrap -- ls -n":              "-- ls -n name= loud=false",
		"wrap --loud -- ls -- -n":    "-- ls -- -n name= loud=true",
		"wrap ls -- -n":              "ls -- -n name= loud=false",
		"look":                       "none",
		"--loud look":                "look name= loud=true",
		"buy --again --loud":         "name= loud=true",
		"buy --name bob --again":     "name=bob loud=false",
		"rebuy --name bob":           "name=bob loud=false",
		"buy tea -n bob --secret":    "tea name=bob loud=false",
		"buy tea --loud -n bob":      "tea name=bob loud=true",
		"wrap wrap -n":               "wrap -n name= loud=false",
		"buy --name look":            "name=look loud=false",
		"-n bob":                     "name=bob loud=false",
		"--name bob wrap --loud":     "wrap --loud name=bob loud=false",
		"buy --loud --name bob -- x": "x name=bob loud=true",
	} {
		var ran []string
		help, err := shop(&ran).Run(t.Context(), strings.Fields(line))
		if got := strings.Join(ran, " "); err != nil || help != nil || got != want {
			t.Errorf("%s: %s, help %v, %v; want %s", line, got, help != nil, err, want)
		}
	}
}

// TestErrors has lines that make no sense: the words are the user's, long flags have two hyphens, and nothing runs.
func TestErrors(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"":                       "a command is needed | see: shop help",
		"frobnicate":             `unknown command "frobnicate" | see: shop help`,
		"kool":                   `unknown command "kool" | did you mean wrap or look? | see: shop help`,
		"buy tea milk":           `unexpected argument "milk" | see: shop help buy`,
		"look here":              `unexpected argument "here" | see: shop help look`,
		"buy --frobnicate":       "unknown flag --frobnicate | see: shop help buy",
		"buy tea --nome":         "unknown flag --nome | did you mean --name or --loud? | see: shop help buy",
		"buy --secrat":           "unknown flag --secrat | see: shop help buy",
		"buy -x":                 "unknown flag -x | see: shop help buy",
		"-x":                     "unknown flag -x | see: shop help",
		"buy --name":             "flag needs an argument: --name | see: shop help buy",
		"buy tea -n":             "flag needs an argument: -n | see: shop help buy",
		"buy --name=":            `invalid value "" for flag --name: it is empty | see: shop help buy`,
		"buy -n=":                `invalid value "" for flag -n: it is empty | see: shop help buy`,
		"buy --loud=maybe":       `invalid boolean value "maybe" for --loud: it is neither true nor false | see: shop help buy`,
		"buy --loud=x_for_-yy":   `invalid boolean value "x_for_-yy" for --loud: it is neither true nor false | see: shop help buy`,
		"wrap --frobnicate -- x": "unknown flag --frobnicate | see: shop help wrap",
	} {
		var ran []string
		help, err := shop(&ran).Run(t.Context(), strings.Fields(line))
		if err == nil || ran != nil || help != nil {
			t.Errorf("%s: ran %q, help %v, %v", line, ran, help != nil, err)
			continue
		}
		got := strings.Join(append([]string{err.Error()}, cli.Hints(err, nil)...), " | ")
		if got != want || cli.Status(err) != cli.StatusUsage {
			t.Errorf("%s:\n     %s, status %d\nwant %s", line, got, cli.Status(err), want)
		}
	}
}

func TestReader(t *testing.T) {
	t.Parallel()
	table := shop(nil)
	for line, want := range map[string]cli.Reader{
		"": cli.Shell, "frobnicate": cli.Shell, "-n bob": cli.Shell, "-h": cli.Person, "--help": cli.Person, "-help": cli.Person,
		"buy": cli.Shell, "Buy --help": cli.Shell, "wrap": cli.Program, "look": cli.Person, "rebuy": cli.Hook, "buy -n x --again": cli.Hook,
	} {
		if got := table.Reader(strings.Fields(line)); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
	formats := shop(nil)
	for i, c := range formats.Commands {
		if c.Name == "buy" {
			formats.Commands[i].Programs = []string{"json"}
		}
	}
	for line, want := range map[string]cli.Reader{
		"buy --format json": cli.Program, "buy x -format=json -n y": cli.Program, "buy --format shell --format json": cli.Program, "wrap --format json": cli.Program,
		"buy --format": cli.Shell, "buy --format shell": cli.Shell, "buy --format json --format shell": cli.Shell, "buy -- --format json": cli.Shell,
		"buy format json": cli.Shell, "buy --format=": cli.Shell, "buy --formats json": cli.Shell, "look --format json": cli.Person,
	} {
		if got := formats.Reader(strings.Fields(line)); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
	for reader, want := range map[cli.Reader]bool{cli.Person: false, cli.Program: false, cli.Shell: true, cli.Hook: true} {
		if reader.Evaluates() != want {
			t.Errorf("reader %v evaluates: %v", reader, !want)
		}
	}
}

// hinted is an error as another package has it.
type hinted struct {
	error
	text  string
	words []string
}

func (h hinted) Hint() string      { return h.text }
func (h hinted) Command() []string { return h.words }

func TestHints(t *testing.T) {
	t.Parallel()
	spell := func(args []string) string { return "<" + strings.Join(args, ",") + ">" }
	cause := errors.New("it failed")
	for want, err := range map[string]error{
		"":                             cause,
		"do this":                      hinted{cause, "do this", nil},
		"do this | and that":           fmt.Errorf("outer: %w", hinted{cause, "do this\nand that\n", nil}),
		"type: <help,env>":             hinted{cause, "", []string{"help", "env"}},
		"did you mean it? | see: <it>": hinted{cause, "did you mean it?\nsee", []string{"it"}},
		"outer":                        hinted{hinted{cause, "inner", []string{"x"}}, "outer", nil},
		"usage: <a b>":                 cli.Usage("usage", "wrong").Typing("a b"),
	} {
		if got := strings.Join(cli.Hints(err, spell), " | "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	for want, err := range map[int]error{
		0: nil, 1: errors.New("it failed"), 2: fmt.Errorf("outer: %w", cli.Usage("", "wrong")), 130: fmt.Errorf("outer: %w", context.Canceled),
	} {
		if got := cli.Status(err); got != want {
			t.Errorf("%v: %d, want %d", err, got, want)
		}
	}
	if got := cli.Status(cli.Refusal("", "not done")); got != cli.StatusFailed {
		t.Errorf("a refusal has status %d", got)
	}
}

func TestPrintable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain, é, 漢, 😀, a\\u0061":           "plain, é, 漢, 😀, a\\u0061",
		"a\x1b[31m\n\u009b1m\x7f":            `a\u001b[31m \u009b1m\u007f`,
		"one\r\ntwo\tthree\u2028four":        "one  two three four",
		"\u202egnp.exe\u2066\u200e":          `\u202egnp.exe\u2066\u200e`,
		"pro\u200bd\u00ad\ufeff\u3164\ufe0f": `pro\u200bd\u00ad\ufeff\u3164\ufe0f`,
		"\U000e0041":                         `\ue0041`,
		"raw \x9b and \xff":                  "raw � and �",
		"'a  b'":                             "'a  b'",
		"no" + strings.Repeat(" ", 150) + "aws-runas: hint: type: sh evil": "no aws-runas: hint: type: sh evil",
		"no" + strings.Repeat("\u00a0\n", 75) + "hint":                     "no hint",
	} {
		if got := cli.Printable(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}
