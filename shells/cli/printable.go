package cli

import (
	"fmt"
	"strings"
	"unicode"
)

// Printable returns the text, which may be another's, as one line that shows all of it and steers no terminal. What can't
// be seen is escaped: control characters, those that turn the direction of writing, and those without a width. A line's end
// is a blank, and many blanks are one: with them a message could draw lines of its own.
func Printable(text string) string {
	var b strings.Builder
	blanks := 0
	for _, r := range text {
		if unicode.IsSpace(r) && r < 0x80 || unicode.Is(unicode.Z, r) {
			blanks++
			continue
		}
		b.WriteString(few(blanks))
		blanks = 0
		switch {
		case !unicode.IsGraphic(r) || invisible(r):
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + few(blanks)
}

// few is a run of blanks. Two may be of a file's name, which is to be typed again.
func few(blanks int) string {
	if blanks > 2 {
		blanks = 1
	}
	return strings.Repeat(" ", blanks)
}

// invisible has the characters that Unicode counts among letters, marks and symbols, and that have no width or no ink. All
// others of this kind are in its class of format characters.
func invisible(r rune) bool {
	switch r {
	case '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u2800', '\u3164', '\uffa0':
		return true
	}
	return unicode.Is(unicode.Variation_Selector, r)
}
