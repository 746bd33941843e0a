package cli

import (
	"strings"
	"unicode/utf8"
)

// What stands below a heading is indented, and the text below an entry's name twice as much.
const indent = "  "

// A name that is longer has its text below it, as has every name where the text beside it would be narrow.
const (
	longestName  = 28
	narrowestRow = 30
)

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

// indented are the lines below a heading.
func indented(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(indent + line + "\n")
	}
	return b.String()
}

// entries lays out names in a column of their own, which is at least so wide, with what is said about each beside it.
func entries(all []Entry, least, columns int) string {
	column := 0
	if least > 0 {
		column = least + len(indent)
	}
	for _, e := range all {
		if n := utf8.RuneCountInString(e.Name); n <= longestName {
			column = max(column, n+len(indent))
		}
	}
	var b strings.Builder
	for _, e := range all {
		beside := columns - len(indent) - column
		if beside < narrowestRow || utf8.RuneCountInString(e.Name) > longestName {
			b.WriteString(indent + e.Name + "\n")
			for _, line := range wrap(e.Text, columns-3*len(indent)) {
				b.WriteString(strings.Repeat(indent, 3) + line + "\n")
			}
			continue
		}
		name := e.Name
		for _, line := range wrap(e.Text, beside) {
			b.WriteString(indent + name + strings.Repeat(" ", column-utf8.RuneCountInString(name)) + line + "\n")
			name = ""
		}
	}
	return b.String()
}
