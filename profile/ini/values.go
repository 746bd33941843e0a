package ini

import (
	"slices"
	"strconv"
	"strings"

	"gopkg.in/ini.v1"
)

// Value is what a key is set to. Text that goes on over several lines is joined by newlines; the sub-properties below a
// key without a value are its text from the second line on.
type Value struct {
	Text string // without the comment behind it
	Raw  string // with that comment
	At   Position
}

// Values reads the keys of sections that are one, and is an *Error where one of them is wrong. The last setting of a key
// counts. A key is in lower case; some are none that an AWS tool would write (see IsName).
func (f *File) Values(sections []Section) (map[string]Value, error) {
	all := map[string]Value{}
	for _, s := range sections {
		if s.Broken {
			return nil, &Error{At: f.At(s), Reason: "the section's header has no ] at its end"}
		}
		properties, err := f.properties(s)
		if err != nil {
			return nil, err
		}
		// ini.v1 searches the keys of a section one by one, so a section of very many goes to it in pieces.
		for piece := range slices.Chunk(properties, 100) {
			if err := f.parse(piece, all); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// property is a property's line and the lines below that continue it.
type property struct {
	key, raw string
	line     int
	more     []string
}

// text returns the value in the property's own line.
func (p property) text() string { return strings.TrimSpace(beforeComment(p.raw)) }

// properties gathers the lines of a section's body.
func (f *File) properties(sec Section) ([]property, error) {
	s := scanner{text: f.text, at: int(sec.body), number: int(sec.Line)}
	fail := func(reason string) ([]property, error) {
		return nil, &Error{At: Position{f.Path, s.number}, Reason: reason}
	}
	var properties []property
	var below meaning
	for s.next() && s.kind != headerLine {
		if s.kind == continuationLine {
			last := &properties[len(properties)-1]
			last.more = append(last.more, s.line)
			if reason := below.wrong(last, s.line); reason != "" {
				return fail(reason)
			}
			continue
		}
		// The AWS CLI's parser takes a colon too: what comes first separates.
		i := strings.IndexAny(s.line, "=:")
		switch {
		case i < 0 || len(beforeComment(s.line[:i])) < i:
			return fail("this line is not of the form key = value")
		case i == 0:
			return fail("this line has no key before its " + s.line[:1])
		}
		below = unknown
		properties = append(properties, property{
			key:  strings.ToLower(strings.TrimSpace(s.line[:i])),
			raw:  s.line[i+1:],
			line: s.number,
		})
	}
	return properties, nil
}

// meaning is what the lines below a property are: properties of their own where its line has no value, as below "s3 =".
// To know, the value has to be looked at, so it is left until there is such a line.
type meaning uint8

const (
	unknown meaning = iota
	moreText
	subProperties
)

// wrong returns what is wrong with a line below a property; empty where nothing is.
func (m *meaning) wrong(p *property, line string) string {
	if *m == unknown {
		*m = moreText
		if p.text() == "" {
			*m = subProperties
		}
	}
	if *m == subProperties {
		switch strings.IndexByte(line, '=') {
		case -1:
			return "this line, below a key without a value, is not of the form key = value"
		case 0:
			return "this line has no key before its ="
		}
	}
	return ""
}

// parse has ini.v1 read values. To ini.v1 a value that begins with a quote is the beginning of something longer, and a key
// may not have every character, so each value stands behind a colon, and its key is the property's index.
func (f *File) parse(properties []property, values map[string]Value) error {
	var source strings.Builder
	for i, p := range properties {
		source.WriteString(strconv.Itoa(i) + " = :" + p.text() + "\n")
	}
	parsed, err := ini.LoadSources(ini.LoadOptions{
		IgnoreContinuation:      true,
		IgnoreInlineComment:     true,
		PreserveSurroundedQuote: true,
		KeyValueDelimiters:      "=",
		ChildSectionDelimiter:   "\x00",
	}, []byte(source.String()))
	if err != nil || len(parsed.Section(ini.DefaultSection).Keys()) != len(properties) {
		return &Error{At: Position{File: f.Path}, Reason: "a section can't be read"} // err could repeat a line of it
	}
	for i, key := range parsed.Section(ini.DefaultSection).Keys() {
		p := properties[i]
		joined := func(first string) string { return strings.Join(append([]string{first}, p.more...), "\n") }
		values[p.key] = Value{
			Text: joined(strings.TrimPrefix(key.Value(), ":")),
			Raw:  joined(p.raw),
			At:   Position{f.Path, p.line},
		}
	}
	return nil
}

// SubProperties reads the block below a key without a value. Names that are none are left out.
func (v Value) SubProperties() map[string]string {
	all := map[string]string{}
	for l := range strings.SplitSeq(v.Text, "\n") {
		key, text, ok := strings.Cut(l, "=")
		if key = strings.TrimSpace(key); ok && IsName(key) {
			all[strings.ToLower(key)] = strings.TrimSpace(text)
		}
	}
	return all
}
