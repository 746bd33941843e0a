package shells

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Quote writes value as one word that the shell reads back as the same bytes. What can't be said in every shell and by
// every way of evaluating the text is an error that names it, and never the value: NUL and the other control characters,
// and bytes that are not UTF-8; for cmd.exe more, see cmdRefuses.
func (s Shell) Quote(value string) (string, error) {
	for i, r := range value {
		if r == utf8.RuneError && !strings.HasPrefix(value[i:], string(r)) {
			return "", fmt.Errorf("byte %d (0x%02x) is not UTF-8", i+1, value[i])
		}
		if unicode.IsControl(r) {
			return "", fmt.Errorf("byte %d begins a control character, %U", i+1, r)
		}
		if s.name == "cmd" && (strings.ContainsRune(cmdRefuses, r) || r > '~') {
			return "", fmt.Errorf("byte %d begins a character that can't be said to cmd.exe, %U", i+1, r)
		}
	}
	return s.quote(value), nil
}

// cmdRefuses is what may mean something to cmd.exe between quotes, too, or in a batch file that the text is written to. It
// reads what is not ASCII in a code page of its own.
const cmdRefuses = "%!\"^&|<>"

// quotePOSIX reads the same in bash, zsh, every POSIX shell and fish, whichever of them the text was meant for. What
// means something to any of them stands outside the quotes behind a backslash: so one shell's text holds no code for
// another, and it survives the splitting and globbing of an eval that was typed without quotes. Inside the quotes
// remain letters, digits, harmless punctuation, all that is not ASCII, some of which some shells take for a blank, and
// braces: an unquoted eval in ksh expands them wherever they stand, but there it leaves the quotes in pairs.
func quotePOSIX(value string) string {
	const special = " !\"#$&'()*;<>?[\\]^`|~"
	if !strings.ContainsAny(value, special) {
		return "'" + value + "'"
	}
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range value {
		if strings.ContainsRune(special, r) {
			b.WriteString(`'\` + string(r) + `'`)
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// quotePowerShell puts all but plain ASCII outside the quotes, as numbers. Inside, PowerShell takes five different
// characters for the closing quote, and on Windows it decodes a program's output with a code page in which a part of
// some other character's UTF-8 may be one of the five. A backslash before a quote means something to fish.
func quotePowerShell(value string) string {
	var b strings.Builder
	b.WriteByte('\'')
	quoted := true
	for _, unit := range utf16.Encode([]rune(value)) {
		plain := unit >= ' ' && unit <= '~' && unit != '\'' && unit != '\\'
		switch {
		case plain && !quoted:
			b.WriteString(" + '")
		case !plain && quoted:
			b.WriteByte('\'')
		}
		if plain {
			b.WriteByte(byte(unit))
		} else {
			fmt.Fprintf(&b, " + [char]0x%04x", unit)
		}
		quoted = plain
	}
	if quoted {
		b.WriteByte('\'')
	}
	return b.String()
}
