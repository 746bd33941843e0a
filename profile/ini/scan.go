package ini

import "strings"

// scan finds the sections of a text. Of the lines below a header it looks at no more than it needs to know which of them
// are headers; what is wrong with one is the error of who reads the section.
func scan(text string, grammar Grammar) (sections []Section, stray int) {
	s := scanner{text: text}
	sections = make([]Section, 0, min(strings.Count(text, "["), 1<<14))
	for s.next() {
		if s.kind != headerLine {
			if len(sections) == 0 && stray == 0 {
				stray = s.number
			}
			continue
		}
		inside, closed := insideBrackets(s.line)
		kind, name := grammar(inside)
		sections = append(sections, Section{Kind: kind, Name: name, Broken: !closed, Line: int32(s.number), body: int32(s.at)})
	}
	return sections, stray
}

// lineKind is what a line is to the grammar.
type lineKind uint8

const (
	headerLine lineKind = iota
	propertyLine
	continuationLine
)

// scanner tells the lines of a file apart. It follows the grammar of the vendors' parsers, and the habits of the AWS CLI
// that go with it: comments and properties may be indented, and any line that begins with a bracket ends the section above
// it. It reads no byte more than a few times.
type scanner struct {
	text   string
	at     int // offset of the next line
	number int // of the line read last

	kind lineKind
	line string // without the white space around it

	property bool // a continuation would belong to a property: to the one with this
	indent   int
}

// next goes to the next line that is neither blank nor a comment; false at the end of the text.
func (s *scanner) next() bool {
	for s.at < len(s.text) {
		raw := s.text[s.at:]
		if end := strings.IndexByte(raw, '\n'); end >= 0 {
			raw = raw[:end+1]
		}
		s.at += len(raw)
		s.number++
		s.line = strings.TrimSpace(raw)
		if s.line != "" && !startsComment(s.line[0]) {
			indent := 0
			for isSpace(raw[indent]) {
				indent++
			}
			s.tell(indent)
			return true
		}
	}
	return false
}

// tell says what the line is, by its first character and how far it is indented. Deeper than a property above it is a
// continuation.
func (s *scanner) tell(indent int) {
	switch {
	case s.property && indent > s.indent:
		s.kind = continuationLine
	case s.line[0] == '[':
		s.kind, s.property = headerLine, false
	default:
		s.kind, s.property, s.indent = propertyLine, true, indent
	}
}

func startsComment(c byte) bool { return c == '#' || c == ';' }

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// beforeComment returns the text without a comment at its end, which begins with # or ; behind white space.
func beforeComment(text string) string {
	for i := 1; i < len(text); i++ {
		if startsComment(text[i]) && isSpace(text[i-1]) {
			return text[:i-1]
		}
	}
	return text
}
