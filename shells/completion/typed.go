// Package completion reads a line that somebody is typing, and spells what it may go on with for each shell's completion.
//
// It is not responsible for what that is (package shells/cli walks the table of commands), or for the functions that the
// shells call (shells/snippets).
package completion

import "strings"

// Typed is the line of a bash, up to the cursor. Readline puts what completes it in place of the last word's end: of what
// stands behind an open quote, or behind the last of COMP_WORDBREAKS.
type Typed struct {
	Words  []string // behind the program's name, without quotes; the last is being typed, and may be empty
	starts []int    // where each begins in the line
	line   string
	breaks string
	quote  byte // that is open
	kept   int  // how much of the last word, without quotes, stays as it is
}

// Read reads the line of a bash, of which breaks are the characters of COMP_WORDBREAKS. The first word that is no assignment is
// the program's name.
func Read(line, breaks string) Typed {
	t := Typed{line: line, breaks: breaks}
	at := 0
	for {
		at += len(line[at:]) - len(strings.TrimLeft(line[at:], " \t\n"))
		word, end := t.word(at)
		t.Words, t.starts = append(t.Words, word), append(t.starts, at)
		if end == len(line) && (end == at || !isBlank(line[end-1]) || t.quote != 0 || escaped(line[at:end])) {
			break
		}
		at = end
	}
	for n, word := range t.Words {
		if name, _, assigns := strings.Cut(word, "="); !assigns || strings.Trim(name, nameCharacters) != "" {
			t.Words, t.starts = t.Words[n+1:], t.starts[n+1:]
			break
		}
	}
	if len(t.Words) == 0 {
		t.Words, t.starts = []string{""}, []int{len(line)}
	}
	return t
}

const nameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// escaped says whether the word's last character stands behind a backslash that counts.
func escaped(word string) bool {
	word = word[:len(word)-1]
	return (len(word)-len(strings.TrimRight(word, `\`)))%2 == 1
}

// word reads the word that begins there, and returns where it ends.
func (t *Typed) word(at int) (word string, end int) {
	var b strings.Builder
	t.quote, t.kept = 0, 0
	for ; at < len(t.line); at++ {
		switch c := t.line[at]; {
		case t.quote == '\'' && c != '\'', t.quote == '"' && c != '"' && c != '\\':
			b.WriteByte(c)
		case t.quote != 0 && c == t.quote:
			t.quote, t.kept = 0, 0
		case c == '\\':
			if at++; at == len(t.line) {
				return b.String(), at
			}
			if t.quote == '"' && !strings.ContainsRune("\"\\$`", rune(t.line[at])) {
				b.WriteByte('\\')
			}
			b.WriteByte(t.line[at])
		case c == '\'' || c == '"':
			t.quote, t.kept = c, b.Len()
		case isBlank(c):
			return b.String(), at
		default:
			b.WriteByte(c)
			if strings.IndexByte(t.breaks, c) >= 0 {
				t.kept = b.Len()
			}
		}
	}
	return b.String(), at
}

// rest is the line from one of the words on.
func (t Typed) rest(n int) string { return t.line[t.starts[n]:] }
