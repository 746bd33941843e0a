package profile

import "strings"

// section is a header with the place of the lines below it, which are read when a chain needs them.
type section struct {
	kind     kind
	name     string
	line     int // of the header
	body     int // offset of the line below it
	previous int // index of the section of the same kind and name before this one; -1 where this is the first
}

// cut finds the sections of a file and checks the grammar of every line, so that a file is right or wrong as a whole, as
// it is for the AWS CLI.
func cut(path, text string, nameOf func(header string) (kind, string)) ([]section, error) {
	s := scanner{path: path, text: text}
	var sections []section
	for {
		l, ok, err := s.next()
		if err != nil || !ok {
			return sections, err
		}
		if l.kind != headerLine {
			continue
		}
		inside, ok := insideBrackets(l.text)
		if !ok {
			return nil, s.fault("the section's header has no ] at its end")
		}
		k, name := nameOf(inside)
		sections = append(sections, section{kind: k, name: name, line: l.number, body: s.at, previous: -1})
	}
}

// lineKind is what a line is to the grammar.
type lineKind uint8

const (
	headerLine lineKind = iota
	propertyLine
	continuationLine
)

// line is one line that is neither blank nor a comment. Its strings are parts of the file's text.
type line struct {
	kind   lineKind
	number int
	text   string // without the white space around it
	equals int    // of a property: the offset of its first = in text
}

// value is the part of a property's line behind the =, with neither a comment nor white space around it.
func (l line) value() string { return strings.TrimSpace(beforeComment(l.text[l.equals+1:])) }

// scanner tells the lines of a file apart. It follows the grammar of the vendors' parsers, and two habits of the AWS CLI
// that go with it: comments and properties may be indented. It reads no byte more than a few times.
type scanner struct {
	path      string
	text      string
	at        int // offset of the next line
	number    int // of the line before it
	inSection bool
	property  line // that a continuation belongs to; its number is 0 where there is none
	indent    int  // of that property
	below     meaning
}

// meaning is what the lines below a property are: properties of their own where its line has no value, as below "s3 =".
// To know, the value has to be read, so it is left until there is such a line.
type meaning uint8

const (
	unknown meaning = iota
	moreText
	subProperties
)

// next gives the next line; false at the end of the text.
func (s *scanner) next() (line, bool, error) {
	for s.at < len(s.text) {
		raw := s.text[s.at:]
		if end := strings.IndexByte(raw, '\n'); end >= 0 {
			raw = raw[:end+1]
		}
		s.at += len(raw)
		s.number++
		text := strings.TrimSpace(raw)
		if text == "" || startsComment(text[0]) {
			continue
		}
		l, err := s.tell(text, strings.Index(raw, text[:1]))
		return l, err == nil, err
	}
	return line{}, false, nil
}

// tell says what a line is, by its text and how far it is indented. Deeper than a property above it is a continuation.
func (s *scanner) tell(text string, indent int) (line, error) {
	l := line{number: s.number, text: text}
	if s.property.number != 0 && indent > s.indent {
		l.kind = continuationLine
		return l, s.checkContinuation(text)
	}
	if text[0] == '[' {
		s.inSection, s.property = true, line{}
		return l, nil
	}
	if !s.inSection {
		return l, s.fault("there is no section's header above this line")
	}
	l.kind, l.equals = propertyLine, strings.IndexByte(text, '=')
	if l.equals < 0 || len(beforeComment(text[:l.equals])) < l.equals {
		return l, s.fault("this line is not of the form key = value")
	}
	if l.equals == 0 {
		return l, s.fault("this line has no key before its =")
	}
	s.property, s.indent, s.below = l, indent, unknown
	return l, nil
}

// checkContinuation checks a line below a property that has no value.
func (s *scanner) checkContinuation(text string) error {
	if s.below == unknown {
		s.below = moreText
		if s.property.value() == "" {
			s.below = subProperties
		}
	}
	if s.below == moreText {
		return nil
	}
	switch strings.IndexByte(text, '=') {
	case -1:
		return s.fault("this line, below a key without a value, is not of the form key = value")
	case 0:
		return s.fault("this line has no key before its =")
	}
	return nil
}

// fault is an error about the line read last. It does not repeat the line, which may hold a secret.
func (s *scanner) fault(reason string) error {
	return &fault{at: Position{File: s.path, Line: s.number}, reason: reason}
}

func startsComment(c byte) bool { return c == '#' || c == ';' }

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// beforeComment gives the text without a comment at its end, which begins with # or ; behind white space.
func beforeComment(text string) string {
	for i := 1; i < len(text); i++ {
		if startsComment(text[i]) && isSpace(text[i-1]) {
			return text[:i-1]
		}
	}
	return text
}
