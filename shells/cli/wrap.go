package cli

import (
	"strings"
	"unicode/utf8"
)

// width is how many columns help has.
const width = 80

// wrap breaks a text between words into lines of at most so many columns. A word that is longer has a line of its own.
func wrap(text string, columns int) []string {
	var lines []string
	used := columns // no word fits into the line before the first
	for _, word := range strings.Fields(text) {
		length := utf8.RuneCountInString(word)
		if len(lines) > 0 && used+1+length <= columns {
			lines[len(lines)-1] += " " + word
			used += 1 + length
			continue
		}
		lines = append(lines, word)
		used = length
	}
	return lines
}

// entry is a line of a list: a name in a column of its own, and what is said about it beside it.
func entry(name string, column int, text string) string {
	const indent = "  "
	pad := strings.Repeat(" ", max(1, column-utf8.RuneCountInString(name)))
	below := "\n" + indent + strings.Repeat(" ", column)
	return indent + name + pad + strings.Join(wrap(text, width-len(indent)-column), below) + "\n"
}
