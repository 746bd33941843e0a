package ini

import "strings"

// scan finds the sections of a file and checks the grammar of every line, so that a file is right or wrong as a whole, as
// it is for the AWS CLI.
func scan(path, text string, grammar Grammar) ([]Section, error) {
	s := scanner{path: path, text: text}
	sections := make([]Section, 0, min(strings.Count(text, "["), 1<<14))
	for s.next() {
		if s.kind != headerLine {
			continue
		}
		inside, ok := insideBrackets(s.line)
		if !ok {
			s.fail("the section's header has no ] at its end")
			break
		}
		kind, name := grammar(inside)
		sections = append(sections, Section{Kind: kind, Name: name, Line: int32(s.number), body: int32(s.at)})
	}
	return sections, s.err
}

// lineKind is what a line is to the grammar.
type lineKind uint8

const (
	headerLine lineKind = iota
	propertyLine
	continuationLine
)

// scanner tells the lines of a file apart. It follows the grammar of the vendors' parsers, and two habits of the AWS CLI
// that go with it: comments and properties may be indented. It reads no byte more than a few times.
type scanner struct {
	path   string
	text   string
	at     int // offset of the next line
	number int // of the line read last
	err    error

	kind   lineKind
	line   string // without the white space around it
	equals int    // of a property: the offset of its first =

	inSection bool
	property  bool // a continuation would belong to a property: to the one with this
	indent    int
	value     string // with its comment
	below     meaning
}

// meaning is what the lines below a property are: properties of their own where its line has no value, as below "s3 =".
// To know, the value has to be looked at, so it is left until there is such a line.
type meaning uint8

const (
	unknown meaning = iota
	moreText
	subProperties
)

// next goes to the next line that is neither blank nor a comment; false at the end of the text and at an error.
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
			return s.err == nil
		}
	}
	return false
}

// tell says what the line is, by its text and how far it is indented. Deeper than a property above it is a continuation.
func (s *scanner) tell(indent int) {
	switch {
	case s.property && indent > s.indent:
		s.kind = continuationLine
		s.checkContinuation()
	case s.line[0] == '[':
		s.kind, s.inSection, s.property = headerLine, true, false
	case !s.inSection:
		s.fail("there is no section's header above this line")
	default:
		s.kind, s.equals = propertyLine, strings.IndexByte(s.line, '=')
		s.checkProperty()
		s.property, s.indent, s.below = true, indent, unknown
	}
}

func (s *scanner) checkProperty() {
	switch {
	case s.equals < 0 || len(beforeComment(s.line[:s.equals])) < s.equals:
		s.fail("this line is not of the form key = value")
	case s.equals == 0:
		s.fail("this line has no key before its =")
	default:
		s.value = s.line[s.equals+1:]
	}
}

// checkContinuation checks a line below a property that has no value.
func (s *scanner) checkContinuation() {
	if s.below == unknown {
		s.below = moreText
		if strings.TrimSpace(beforeComment(s.value)) == "" {
			s.below = subProperties
		}
	}
	if s.below == moreText {
		return
	}
	switch strings.IndexByte(s.line, '=') {
	case -1:
		s.fail("this line, below a key without a value, is not of the form key = value")
	case 0:
		s.fail("this line has no key before its =")
	}
}

// fail ends the reading with an error about the line. It does not repeat the line, which may hold a secret.
func (s *scanner) fail(reason string) {
	s.err = &Error{At: Position{File: s.path, Line: s.number}, Reason: reason}
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
