package ini

import (
	"strings"
	"unicode"
)

// Kind is what a section's header says it is.
type Kind uint8

// The kinds of sections.
const (
	Other        Kind = iota // checked, and not used
	Profile                  // [profile x] in a config file, [x] in the credentials file
	PlainDefault             // [default] in a config file, which counts where there is no [profile default]
	SSOSession               // [sso-session x]
	Services                 // [services x]
)

// A Grammar reads what stands between the brackets of a header.
type Grammar func(inside string) (Kind, string)

// insideBrackets returns what stands between the brackets of a header, false where the closing one is missing or followed
// by more than a comment. A # or ] between quotes belongs to the name.
func insideBrackets(text string) (string, bool) {
	end := -1
	for i := 1; i < len(text) && !startsComment(text[i]); i++ {
		switch c := text[i]; c {
		case ']':
			end = i
		case '"', '\'':
			if closing := strings.IndexByte(text[i+1:], c); closing >= 0 {
				i += closing + 1
			}
			fallthrough
		default:
			if !isSpace(c) {
				end = -1
			}
		}
	}
	if end < 0 {
		return "", false
	}
	return strings.TrimSpace(text[1:end]), true
}

// Config is the grammar of a config file, where a header begins with the kind of the section.
func Config(inside string) (Kind, string) {
	if inside == "default" {
		return PlainDefault, inside
	}
	gap := 0
	for gap < len(inside) && !isSpace(inside[gap]) {
		gap++
	}
	section, ok := name(strings.TrimSpace(inside[gap:]))
	if !ok {
		return Other, inside
	}
	switch inside[:gap] {
	case "profile":
		return Profile, section
	case "sso-session":
		return SSOSession, section
	case "services":
		return Services, section
	}
	return Other, inside
}

// Credentials is the grammar of the credentials file, where all of a header is the profile's name.
func Credentials(inside string) (Kind, string) { return Profile, inside }

// name takes the quotes from a name. A name without quotes has the characters that the vendors' parsers allow, or
// letters and digits of any script.
func name(text string) (string, bool) {
	if n := len(text); n > 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		inside := text[1 : n-1]
		return inside, strings.IndexByte(inside, text[0]) < 0 && !HasControl(inside)
	}
	return text, IsName(text)
}

// IsName reports whether the text is a name that needs no quotes; the same characters may be in a key.
func IsName(text string) bool {
	for _, c := range text {
		ok := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("-_/.%@:+", c)
		if !ok && (c < 0x80 || !unicode.In(c, unicode.Letter, unicode.Number, unicode.Mark)) {
			return false
		}
	}
	return text != ""
}

// HasControl reports whether the text has a control character.
func HasControl(text string) bool { return strings.ContainsFunc(text, unicode.IsControl) }
