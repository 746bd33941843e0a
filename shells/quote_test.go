package shells_test

import (
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// traps are values that some shell, some quoting or some way of evaluating has been seen to mistake.
var traps = []string{
	"", " ", "  ", "a  b", " a ", "-n", "-e", "--", "~", "~root", "=ls", "a=b", "*", "?", "[a-z]*", "{a,b}",
	"a{1..3}b", "@(a|b)", "+(a)", "!(a)",
	"it's", "'", "''", "'''", "it''s", `\`, `\\`, `\'`, `'\`, `'\''`, `a\`, `\n`, `\x41`, `\101`, `\u0041`, `\e`,
	`C:\Users\x`,
	`"`, `""`, `a"b`, "$", "$HOME", "${HOME}", "$(touch canary)", "`touch canary`", "$((1+1))", "%n%F{red}",
	"%(?.a.b)",
	"!", "!!", "a!b", "!touch", "#", "a #b", "# c", ";", "a;touch canary", "& touch canary &", "| touch canary",
	"> canary", "< /dev/null", "(touch canary)",
	"'; touch canary; '", `\'; touch canary; \'`, `'; then :; fi; touch canary; '`, `'; end; touch canary; '`,
	`'; } touch canary; '`, "' + (touch canary) + '",
	"\u2018", "\u2019; touch canary; \u2018", "\u201a\u201b", "\u201c\u201d\u201e", "\u2018\u2019\u201a\u201b'",
	"''\u2019", "$([char]39)", "`u{27}", "\u0451",
	"\u2028", "\u2029", "\u00a0", "a\u00a0b", "\u3000", "\ufeff", "\ufeffx", "\u200b", "\u202e", "\uf600", "\uf6ff",
	"\ue000", "\U0010ffff", "\U0001f600", "e\u0301", "\u0130",
	"é9a", "\u00e9ab", "ÿ", "\u0100", "\ufffd", "AKIA", "a/b+c=", "arn:aws:iam::123456789012:role/admin",
	"2030-01-01T00:00:00Z", "if", "then", "fi", "end", "}", "{", "$null", "@", "@a", "a,b", "^", "a^b",
}

func TestQuote(t *testing.T) {
	t.Parallel()
	tests := []struct{ value, posix, powershell string }{
		{"", `''`, `''`},
		{"ASIA/+=", `'ASIA/+='`, `'ASIA/+='`},
		{"it's prod", `'it'\''s'\ 'prod'`, `'it' + [char]0x0027 + 's prod'`},
		{`\`, `''\\''`, `'' + [char]0x005c`},
		{"’", `'’'`, `'' + [char]0x2019`},
		{"a😀b", `'a😀b'`, `'a' + [char]0xd83d + [char]0xde00 + 'b'`},
	}
	for _, tt := range tests {
		for name, want := range map[string]string{
			"bash": tt.posix, "zsh": tt.posix, "sh": tt.posix, "fish": tt.posix, "powershell": tt.powershell,
		} {
			if got, err := lookup(t, name).Quote(tt.value); err != nil || got != want {
				t.Errorf("%s: %q: got %s, %v; want %s", name, tt.value, got, err, want)
			}
		}
	}
}

func TestQuoteRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ value, want string }{
		{"secret\x00", "byte 7 begins a control character, U+0000"},
		{"secret\nline", "byte 7 begins a control character, U+000A"},
		{"\x1b[31m", "byte 1 begins a control character, U+001B"},
		{"a\x7f", "byte 2 begins a control character, U+007F"},
		{"a\u0085", "byte 2 begins a control character, U+0085"},
		{"secret\xff", "byte 7 (0xff) is not UTF-8"},
		{"\xed\xa0\x80", "byte 1 (0xed) is not UTF-8"},
	}
	for _, tt := range tests {
		for _, name := range []string{"bash", "zsh", "sh", "fish", "powershell"} {
			if got, err := lookup(t, name).Quote(tt.value); got != "" || err == nil || err.Error() != tt.want {
				t.Errorf("%s: %q: got %q, %v; want %s", name, tt.value, got, err, tt.want)
			}
		}
	}
}

func TestQuotePowerShellScansBack(t *testing.T) {
	t.Parallel()
	shell := lookup(t, "powershell")
	for _, value := range append(randomValues(5000), traps...) {
		word, err := shell.Quote(value)
		if err != nil {
			t.Fatalf("%q: %v", value, err)
		}
		if got, err := scanPowerShell(word); err != nil || got != value {
			t.Errorf("%s: reads as %q, %v; want %q", word, got, err, value)
		}
		if i := strings.IndexFunc(word, func(r rune) bool { return r < ' ' || r > '~' }); i >= 0 {
			t.Errorf("%q: not printable ASCII at byte %d of %q", value, i, word)
		}
	}
}

// TestRoundTrip evaluates thousands of assignments in each shell and compares what the variable then holds: as one does
// it right, and with the quotes around the eval forgotten. (Then ksh and mksh expand braces, and nothing helps.)
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	values := append(randomValues(3000), traps...)
	each(t, func(t *testing.T, p program) {
		compareAll(t, startReader(t, p, readerScript(p, true)), values)
		if p.posix() {
			whole := values
			if p.name == "ksh" || p.name == "mksh" {
				whole = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return strings.Contains(v, "{") })
			}
			compareAll(t, startReader(t, p, readerScript(p, false)), whole)
		}
	})
}

func compareAll(t *testing.T, r *reader, values []string) {
	t.Helper()
	go func() {
		for _, v := range values {
			if word, err := r.shell.Quote(v); err != nil || r.send(word) != nil {
				return // the reading side misses it
			}
		}
	}()
	for _, want := range values {
		if got, err := r.receive(); err != nil || got != want {
			t.Fatalf("got %q, %v; want %q", got, err, want)
		}
	}
}

// FuzzQuote looks for a value that a real shell reads as another, or that is refused without a reason. A longer run is
//
//	go test ./shells -run '^$' -fuzz FuzzQuote -fuzztime 10m -fuzzminimizetime 10x
func FuzzQuote(f *testing.F) {
	for _, v := range append(traps, "\x00", "\n", "\r\n", "\t", "\x1b[0m", "\x7f", "\u009b", "\xff", "a\xc3", "\xed\xa0\x80") {
		f.Add(v)
	}
	var readers []*reader
	for _, p := range programs {
		if _, err := exec.LookPath(p.command[0]); err == nil {
			readers = append(readers, startReader(f, p, readerScript(p, true)))
		}
	}
	f.Fuzz(func(t *testing.T, value string) {
		sayable := utf8.ValidString(value) && !strings.ContainsFunc(value, unicode.IsControl)
		for _, r := range readers {
			word, err := r.shell.Quote(value)
			if (err == nil) != sayable {
				t.Fatalf("%s: quoting %q: %v", r.shell.Name(), value, err)
			}
			if err != nil {
				continue
			}
			if err := r.send(word); err != nil {
				t.Fatal(err)
			}
			if got, err := r.receive(); err != nil || got != value {
				t.Errorf("%s reads %s as %q, %v; want %q", r.shell.Name(), word, got, err, value)
			}
		}
		word, err := lookup(t, "powershell").Quote(value)
		if got, scanErr := scanPowerShell(word); err == nil && (scanErr != nil || got != value) {
			t.Errorf("PowerShell reads %s as %q, %v; want %q", word, got, scanErr, value)
		}
	})
}

// randomValues are the same at every run. They mix what means something to a shell with letters, and with characters
// that some shell or code page takes for a quote or a blank.
func randomValues(n int) []string {
	random := rand.New(rand.NewPCG(1, 2))
	soup := []rune(" '\"\\`$(){}[]<>|&;*?!#~^%@=+,.:/-_aAfx019nrtueXU" +
		"\u2018\u2019\u201a\u201b\u201c\u00a0\u2028\ufeff\uf600éё\U0001f600")
	values := make([]string, n)
	for i := range values {
		var b strings.Builder
		for range random.IntN(12) {
			r := soup[random.IntN(len(soup))]
			if random.IntN(8) == 0 {
				r = rune(random.IntN(unicode.MaxRune))
			}
			if utf8.ValidRune(r) && !unicode.IsControl(r) {
				b.WriteRune(r)
			}
		}
		values[i] = b.String()
	}
	return values
}
