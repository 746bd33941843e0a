package ini

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/ini.v1"
)

// Value is what a key is set to. Text that goes on over several lines is joined by newlines; the sub-properties below a
// key without a value are its text from the second line on.
type Value struct {
	Text string
	At   Position
}

// Values reads the keys of sections that are one. The last setting of a key counts. A key is in lower case; one whose
// name no AWS tool would write is left out.
func (f *File) Values(sections []Section) (map[string]Value, error) {
	all := map[string]Value{}
	for _, s := range sections {
		properties, err := f.properties(s)
		if err != nil {
			return nil, err
		}
		// ini.v1 searches the keys of a section one by one, so a section of very many goes to it in pieces.
		for piece := range slices.Chunk(properties, 100) {
			parsed, err := f.parse(piece)
			if err != nil {
				return nil, err
			}
			maps.Copy(all, parsed)
		}
	}
	return all, nil
}

// property is a property's line and the lines below that continue it.
type property struct {
	key, value string // the value without a comment
	line       int
	more       []string
}

// properties gathers the lines of a section's body.
func (f *File) properties(sec Section) ([]property, error) {
	s := scanner{path: f.Path, text: f.text, at: int(sec.body), number: int(sec.Line), inSection: true}
	var properties []property
	for s.next() && s.kind != headerLine {
		if s.kind == continuationLine {
			last := &properties[len(properties)-1]
			last.more = append(last.more, s.line)
			continue
		}
		properties = append(properties, property{
			key:   strings.TrimSpace(s.line[:s.equals]),
			value: strings.TrimSpace(beforeComment(s.value)),
			line:  s.number,
		})
	}
	return properties, s.err
}

// parse has ini.v1 read keys and values. To ini.v1 a value that begins with a quote is the beginning of something longer,
// so each value stands behind its property's index, which at the same time says which line it came from.
func (f *File) parse(properties []property) (map[string]Value, error) {
	var source strings.Builder
	for i, p := range properties {
		if IsName(p.key) && p.key != "-" { // ini.v1 numbers the keys called "-"
			source.WriteString(p.key + " = " + strconv.Itoa(i) + ":" + p.value + "\n")
		}
	}
	parsed, err := ini.LoadSources(ini.LoadOptions{
		InsensitiveKeys:         true,
		IgnoreContinuation:      true,
		IgnoreInlineComment:     true,
		PreserveSurroundedQuote: true,
		KeyValueDelimiters:      "=",
		ChildSectionDelimiter:   "\x00",
	}, []byte(source.String()))
	if err != nil {
		return nil, fmt.Errorf("%s: a section can't be read", f.Path) // err could repeat a line of it
	}
	values := map[string]Value{}
	for _, key := range parsed.Section(ini.DefaultSection).Keys() {
		index, text, _ := strings.Cut(key.Value(), ":")
		i, err := strconv.Atoi(index)
		if err != nil {
			return nil, fmt.Errorf("%s: the value of %s can't be read", f.Path, key.Name())
		}
		p := properties[i]
		values[key.Name()] = Value{
			Text: strings.Join(append([]string{text}, p.more...), "\n"),
			At:   Position{File: f.Path, Line: p.line},
		}
	}
	return values, nil
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
