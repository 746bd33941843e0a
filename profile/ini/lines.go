package ini

import (
	"iter"
	"strings"
)

// Line is a line of a file as it is, with its end.
type Line struct {
	Text    string
	Section int    // the index of its section; -1 above all headers
	Header  bool   // it is the section's header
	Key     string // of the property that it sets or continues, in lower case; empty for comments, headers, and what is neither
}

// Lines returns the lines of a file. Joined they are its text, without a byte order mark.
func (f *File) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		s := scanner{text: f.text}
		at, section, key := 0, -1, ""
		for more := true; more; {
			more = s.next()
			lines := strings.SplitAfter(f.text[at:s.at], "\n")
			at = s.at
			for n, text := range lines {
				line := Line{Text: text, Section: section}
				if more && n == lastFull(lines) {
					switch s.kind {
					case headerLine:
						section++
						line.Section, line.Header = section, true
					case propertyLine:
						key, _, _ = strings.Cut(s.line, "=")
						key, _, _ = strings.Cut(key, ":")
						key = strings.ToLower(strings.TrimSpace(key))
						line.Key = key
					case continuationLine:
						line.Key = key
					}
				}
				if text != "" && !yield(line) {
					return
				}
			}
		}
	}
}

// lastFull is the index of the last piece that is not empty.
func lastFull(lines []string) int {
	for n := len(lines) - 1; n > 0; n-- {
		if lines[n] != "" {
			return n
		}
	}
	return 0
}
