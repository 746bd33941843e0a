package ini

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what a section's header says it is.
type Kind uint8

// The kinds of sections.
const (
	Other        Kind = iota // not used
	Profile                  // [profile x] in a config file, [x] in the credentials file
	PlainDefault             // [default] in a config file, which counts where there is no [profile default]
	SSOSession               // [sso-session x]
	Services                 // [services x]
)

// A Grammar reads what stands between the brackets of a header.
type Grammar func(inside string) (Kind, string)

// insideBrackets returns what stands between the brackets of a header. What is behind the closing one has no meaning. That
// is the first with white space, a comment or nothing behind it, else the last; one between quotes belongs to the name.
// Where there is none, what is there of the name is returned, and false.
func insideBrackets(text string) (inside string, closed bool) {
	end := -1
	for i := 1; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'':
			if closing := strings.IndexByte(text[i+1:], c); closing >= 0 {
				i += closing + 1
			}
		case ']':
			end = i
			if i+1 == len(text) || isSpace(text[i+1]) || startsComment(text[i+1]) {
				return strings.TrimSpace(text[1:end]), true
			}
		}
	}
	if end < 0 {
		return strings.TrimSpace(beforeComment(text[1:])), false
	}
	return strings.TrimSpace(text[1:end]), true
}

// Config is the grammar of a config file, where a header begins with the kind of the section.
func Config(inside string) (Kind, string) {
	if inside == "default" {
		return PlainDefault, inside
	}
	word, rest := prefix(inside)
	name, ok := unquote(rest)
	if kind := kindOf(word); kind != Other && ok {
		return kind, name
	}
	return Other, inside
}

// Credentials is the grammar of the credentials file, where all of a header is the profile's name. One that has the form
// of a config file's header is no profile, for the vendors' parsers as well; nor is DEFAULT, which to the AWS CLI's is something else.
func Credentials(inside string) (Kind, string) {
	word, rest := prefix(inside)
	if kindOf(word) != Other && rest != "" || inside == "DEFAULT" || !isText(inside) {
		return Other, inside
	}
	return Profile, inside
}

// prefix takes the first word from a header.
func prefix(inside string) (word, rest string) {
	end := 0
	for end < len(inside) && !isSpace(inside[end]) {
		end++
	}
	return inside[:end], strings.TrimSpace(inside[end:])
}

func kindOf(word string) Kind {
	switch word {
	case "profile":
		return Profile
	case "sso-session":
		return SSOSession
	case "services":
		return Services
	}
	return Other
}

// unquote reads a name as the AWS CLI does, by the quoting of a shell: "a b", 'a b' and a\ b are the same. Where that has no
// end, as in o'neil, the text is the name. It is none if there are two words, or none.
func unquote(text string) (string, bool) {
	if !strings.ContainsAny(text, ` "'\`+"\t\v\f\r") {
		return text, isText(text)
	}
	var name strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case isSpace(c):
			return "", false
		case c == '"' || c == '\'':
			length, ok := quoted(text[i+1:], c, &name)
			if !ok {
				return text, isText(text) && !strings.ContainsFunc(text, unicode.IsSpace)
			}
			i += length
		case c == '\\' && i+1 < len(text):
			i++
			name.WriteByte(text[i])
		default:
			name.WriteByte(c)
		}
	}
	return name.String(), isText(name.String())
}

// quoted reads up to the closing quote and returns how far that is; false where there is none. Between double quotes a
// backslash escapes only itself and the quote.
func quoted(text string, quote byte, name *strings.Builder) (length int, ok bool) {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == quote:
			return i + 1, true
		case quote == '"' && text[i] == '\\' && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\'):
			i++
		}
		name.WriteByte(text[i])
	}
	return 0, false
}

// isText reports whether the text can be a name: it is not empty, and one line of UTF-8.
func isText(text string) bool { return text != "" && utf8.ValidString(text) && !HasControl(text) }

// IsName reports whether the text is a key that some AWS tool would write.
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
