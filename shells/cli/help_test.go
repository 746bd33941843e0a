package cli_test

import (
	"strings"
	"testing"
	"time"

	"aws-runas/shells/cli"
)

const (
	programHelp = `A shop.

Usage: shop COMMAND [flags]

Trade:
  buy   Buy a thing.
  wrap  Wrap it.

See:
  look  Look around.

Examples:
  shop buy tea     # and drink it

More:
  shop help COMMAND        Usage, examples and flags of a command.
  shop help opening-hours  When it is open.
`
	buyHelp = `Buy a thing.

Usage: shop buy [THING] [flags]

Examples:
  shop buy tea

Flags:
  -n, --name NAME  who buys; else nobody (SHOP_NAME)
      --loud       say so
`
	wrapHelp = `Wrap it.

Usage: shop wrap [flags] COMMAND

Flags:
  -n, --name NAME  who buys; else nobody (SHOP_NAME)
      --loud       say so

Exit status:
  126  There was no paper.
`
	hoursHelp = `When it is open.

  Every day but the last of a month.

  Never at night.

Doors:
  front  From the street.
  the one behind that nobody knows
      From the yard.
`
	narrowHelp = `Buy a thing.

Usage: shop buy [THING] [flags]

Examples:
  shop buy tea

Flags:
  -n, --name NAME
      who buys; else nobody
      (SHOP_NAME)
      --loud
      say so
`
)

// laidOut lays a help text out; none is empty.
func laidOut(help cli.Help, columns int) string {
	if help == nil {
		return ""
	}
	return help(columns)
}

func TestHelp(t *testing.T) {
	t.Parallel()
	var ran []string
	table := shop(&ran)
	for line, want := range map[string]string{
		"-h": programHelp, "--help": programHelp, "-n bob --help": programHelp,
		"buy -h": buyHelp, "buy tea --help": buyHelp, "BUY --help": buyHelp, "wrap -h": wrapHelp,
		"look -help": "Look around.\n\nUsage: shop look\n",
	} {
		help, err := table.Run(t.Context(), strings.Fields(line))
		if got := laidOut(help, 80); got != want || err != nil || ran != nil {
			t.Errorf("%s: %v, ran %q\n%s\nwant\n%s", line, err, ran, got, want)
		}
	}
	for line, want := range map[string]string{"": programHelp, "buy": buyHelp, "opening-hours": hoursHelp, "Opening-Hours": hoursHelp} {
		help, err := table.Help(strings.Fields(line))
		if got := laidOut(help, 80); got != want || err != nil {
			t.Errorf("help %s: %v\n%s\nwant\n%s", line, err, got, want)
		}
	}
	help, err := table.Help([]string{"buy"})
	if got := laidOut(help, 30); got != narrowHelp || err != nil {
		t.Errorf("%v\n%s\nwant\n%s", err, got, narrowHelp)
	}
	for typed, hint := range map[string]string{"frobnicate": "see: shop help", "opening_hours": "did you mean opening-hours? | see: shop help"} {
		help, err := table.Help([]string{typed})
		if got := strings.Join(cli.Hints(err, nil), " | "); help != nil || cli.Status(err) != cli.StatusUsage || got != hint {
			t.Errorf("help %s: %v, %s; want %s", typed, err, got, hint)
		}
	}
}

// TestWrap has every text in lines that fit, no word cut, and none lost.
func TestWrap(t *testing.T) {
	t.Parallel()
	table := shop(nil)
	for columns := 20; columns <= 100; columns++ {
		for _, name := range []string{"buy", "wrap", "look", "opening-hours"} {
			help, err := table.Help([]string{name})
			wide := laidOut(help, 1000)
			got := laidOut(help, columns)
			if err != nil || strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(wide), " ") {
				t.Fatalf("%s in %d columns: %v\n%s", name, columns, err, got)
			}
			for line := range strings.Lines(got) {
				words := len(strings.Fields(line))
				if n := len(strings.TrimSuffix(line, "\n")); n > columns && words > 1 && !strings.Contains(wide, line) && !strings.Contains(line, "--") {
					t.Errorf("%s: %d columns of %d: %s", name, n, columns, line)
				}
			}
		}
	}
}

func TestMan(t *testing.T) {
	t.Parallel()
	table := shop(nil)
	table.Sentence = `A "shop" with a \\ and a 'door' — ~/x.`
	page := table.Man("shop 1", time.Date(2030, 1, 31, 23, 0, 0, 0, time.UTC))
	for _, want := range []string{
		`.TH "\&SHOP" 1 2030-01-31 "\&shop 1"` + "\n",
		`\&shop \- \&a \(dqshop\(dq with a \e\e and a \(aqdoor\(aq \[u2014] \(ti/x` + "\n",
		`.SS "\&shop buy [THING] [flags]"` + "\n",
		".TP\n.B \"\\&\\-n, \\-\\-name NAME\"\n\\&who buys; else nobody (SHOP_NAME)\n",
		`.SH "\&OPENING HOURS"` + "\n",
		".nf\n\\&shop buy tea     # and drink it\n.fi\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	if strings.Contains(page, "secret") || strings.Contains(page, "rebuy") {
		t.Error("what is hidden is shown")
	}
}
