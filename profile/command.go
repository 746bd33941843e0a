package profile

import (
	"errors"
	"runtime"
	"strings"

	"aws-runas/profile/ini"
)

// command reads the command line of a program.
func command(field *string) func(ini.Value) error {
	return func(v ini.Value) error {
		windows := runtime.GOOS == "windows"
		line, cut := commandLine(v.Raw, windows)
		*field = line
		if err := printable(line); err != nil {
			return err
		}
		_, closed := unquoted(line, windows)
		switch {
		case !closed && cut:
			return errors.New("has a quote that is not closed, after what looks like a comment was cut from its end")
		case !closed:
			return errors.New("has a quote that is not closed")
		}
		return nil
	}
}

// commandLine returns a command line from the raw text of its value: what goes on over several lines is one. The comment at
// the end of the first of them is cut, but a # or ; between quotes does not begin one. Where the quotes have no end, it
// does, and cut says so.
func commandLine(raw string, windows bool) (line string, cut bool) {
	first, more, _ := strings.Cut(raw, "\n")
	comment := -1
	outside, closed := unquoted(raw, windows)
	for i := 1; i < len(first); i++ {
		if strings.ContainsRune("#;", rune(first[i])) && strings.ContainsRune(" \t\v\f\r", rune(first[i-1])) && (outside[i] || !closed) {
			comment = i
			break
		}
	}
	if comment >= 0 {
		first = first[:comment]
	}
	lines := strings.Split(more, "\n")
	return strings.TrimSpace(strings.Join(append([]string{strings.TrimSpace(first)}, lines...), " ")), comment >= 0
}

// unquoted tells of each byte of a command line whether it stands outside quotes, and whether the last quote is closed. On
// Windows only double quotes are quotes.
func unquoted(text string, windows bool) (outside []bool, closed bool) {
	outside = make([]bool, len(text))
	var quote byte
	for i := 0; i < len(text); i++ {
		c := text[i]
		outside[i] = quote == 0
		switch {
		case c == '\\' && quote != '\'' && i+1 < len(text) && (!windows || text[i+1] == '"'):
			i++
			outside[i] = quote == 0
		case quote == 0 && (c == '"' || c == '\'' && !windows):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return outside, quote == 0
}
