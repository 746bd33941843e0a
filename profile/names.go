package profile

import (
	"strings"
	"unicode"
)

// kind is what a section's header says it is.
type kind uint8

const (
	otherSection   kind = iota // checked, and not used
	profileSection             // [profile x] in a config file, [x] in the credentials file
	plainDefault               // [default] in a config file, which counts where there is no [profile default]
	ssoSession                 // [sso-session x]
	services                   // [services x]
)

// insideBrackets gives what stands between the brackets of a header, false where the closing one is missing or followed
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

// configName reads a header of a config file.
func configName(inside string) (kind, string) {
	if inside == "default" {
		return plainDefault, inside
	}
	gap := 0
	for gap < len(inside) && !isSpace(inside[gap]) {
		gap++
	}
	name, ok := sectionName(strings.TrimSpace(inside[gap:]))
	if !ok {
		return otherSection, inside
	}
	switch inside[:gap] {
	case "profile":
		return profileSection, name
	case "sso-session":
		return ssoSession, name
	case "services":
		return services, name
	}
	return otherSection, inside
}

// credentialsName reads a header of the credentials file, where all of it is the name.
func credentialsName(inside string) (kind, string) { return profileSection, inside }

// sectionName takes the quotes from a name. A name without quotes has the characters that the vendors' parsers allow, or
// letters and digits of any script.
func sectionName(text string) (string, bool) {
	if n := len(text); n > 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		name := text[1 : n-1]
		return name, strings.IndexByte(name, text[0]) < 0 && !hasControl(name)
	}
	return text, isIdentifier(text)
}

// isIdentifier reports whether the text is a name that needs no quotes; the same characters may be in a key.
func isIdentifier(text string) bool {
	for _, c := range text {
		ok := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("-_/.%@:+", c)
		if !ok && (c < 0x80 || !unicode.In(c, unicode.Letter, unicode.Number, unicode.Mark)) {
			return false
		}
	}
	return text != ""
}

func hasControl(text string) bool { return strings.ContainsFunc(text, unicode.IsControl) }
