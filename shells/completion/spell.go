package completion

import (
	"strconv"
	"strings"
	"unicode"

	"aws-runas/shells"
	"aws-runas/shells/cli"
)

// The first line of an answer says what the others are.
const (
	words   = "words"   // one a line
	files   = "files"   // none: the names of files do
	program = "program" // the command line of another program, which completes itself
)

// Options are what only some shells need.
type Options struct {
	Typed *Typed // bash's line; nil where the shell hands over words
	Files bool   // the names of files are listed, because the shell can't be told to
	Home  string // where ~ is
}

// Spell writes what a line may go on with for the shell's function. A candidate that can't be shown as it is, and so not
// be told from another, is left out. What bash gets is what it has to put there; zsh and fish quote by themselves.
func Spell(shell shells.Shell, c cli.Completion, o Options) string {
	switch {
	case c.Wrapped > 0 && o.Typed != nil:
		return program + "\n" + o.Typed.rest(c.Wrapped) + "\n"
	case c.Wrapped > 0:
		return program + "\n" + strconv.Itoa(c.Wrapped) + "\n"
	case c.Files && o.Files:
		typed := o.Typed.Words[len(o.Typed.Words)-1]
		names := FileNames(strings.TrimPrefix(typed, c.Prefix), o.Home)
		for len(names) == 1 && strings.HasSuffix(names[0], "/") { // behind the only word bash puts a blank
			inside := FileNames(names[0], o.Home)
			if len(inside) == 0 {
				break
			}
			names = inside
		}
		for _, name := range names {
			c.Candidates = append(c.Candidates, cli.Candidate{Word: name})
		}
	case c.Files:
		return files + "\n" + c.Prefix + "\n"
	}
	var b strings.Builder
	b.WriteString(words + "\n")
	for _, candidate := range c.Candidates {
		if strings.ContainsFunc(candidate.Word, unseen) {
			continue
		}
		word := c.Prefix + candidate.Word
		switch {
		case o.Typed != nil:
			if text, fits := o.Typed.end(word); fits {
				b.WriteString(text + "\n")
			}
		case shell.Name() == "powershell":
			b.WriteString(forPowerShell(shell, word, candidate))
		default:
			b.WriteString(word + "\t" + cli.Printable(candidate.Description) + "\n")
		}
	}
	return b.String()
}

func unseen(r rune) bool { return !unicode.IsPrint(r) }

// end is what bash is to put in place of the last word's end, so that the word is this one.
func (t *Typed) end(word string) (text string, fits bool) {
	last := t.Words[len(t.Words)-1]
	rest, fits := strings.CutPrefix(word, last[:t.kept])
	if !fits {
		return "", false
	}
	var b strings.Builder
	if t.quote == 0 && t.kept == 0 && strings.HasPrefix(last, "~/") {
		b.WriteByte('~')
		rest = rest[1:]
	}
	for _, r := range rest {
		switch c := string(r); {
		case t.quote == '\'' && r == '\'':
			b.WriteString(`'\''`)
		case t.quote == '"' && r == '!': // between quotes it is a line of the history
			b.WriteString(`"\!"`)
		case t.quote == '"' && strings.Contains("\"\\$`", c), t.quote == 0 && r < 0x80 && !strings.Contains(plain, c):
			b.WriteString(`\` + c)
		default:
			b.WriteString(c)
		}
	}
	return b.String(), true
}

// plain has what needs no quotes in any shell.
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:+-=@%,"

// forPowerShell is a line that PowerShell reads as a list: what it puts into the line, what it lists, and what it says of it.
func forPowerShell(shell shells.Shell, word string, c cli.Candidate) string {
	typed := word
	if strings.Trim(word, strings.Trim(plain, "@%,")) != "" {
		var b strings.Builder
		for _, r := range word {
			if strings.ContainsRune("'\u2018\u2019\u201a\u201b", r) { // each of them ends what any of them began
				b.WriteRune(r)
			}
			b.WriteRune(r)
		}
		typed = "'" + b.String() + "'"
	}
	tip := cli.Printable(c.Description)
	if tip == "" {
		tip = c.Word
	}
	var list []string
	for _, text := range []string{typed, c.Word, tip} {
		quoted, err := shell.Quote(text)
		if err != nil {
			return ""
		}
		list = append(list, "("+quoted+")")
	}
	return ", @(" + strings.Join(list, ", ") + ")\n"
}
