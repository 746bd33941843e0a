package cli

import (
	"fmt"
	"slices"
	"strings"
)

// Help is a help text, which is laid out for so many columns.
type Help func(columns int) string

// Section is a part of a help text: paragraphs, lines that stay as they are, and entries, of which any may be missing.
type Section struct {
	Heading    string
	Paragraphs []string
	Lines      []string
	Entries    []Entry
}

// Entry is a name, or what is typed, with what is said about it.
type Entry struct{ Name, Text string }

// Topic is a help text that is about no command.
type Topic struct {
	Name     string // in place of a command's, behind help
	Sentence string // what it is about
	Sections func() []Section
}

// page is a help text before it is laid out.
type page struct {
	sentence string
	synopsis string // how it is typed; empty where it is not about what is typed
	sections []Section
	names    int // how wide the column of names is at least, so that those of several sections stand below each other
}

// program is the help of the whole program: what it is for, the commands in their groups, examples, and what more there is.
func (t Table) program() page {
	p := page{sentence: t.Sentence, synopsis: t.Program + " COMMAND [flags]"}
	for _, group := range t.groups() {
		s := Section{Heading: group}
		for _, c := range t.Commands {
			if !c.Hidden && c.Group == group {
				s.Entries = append(s.Entries, Entry{c.Name, c.Sentence})
				p.names = max(p.names, len(c.Name))
			}
		}
		p.sections = append(p.sections, s)
	}
	if len(t.Examples) > 0 {
		p.sections = append(p.sections, Section{Heading: "Examples", Lines: t.Examples})
	}
	more := Section{Heading: "More", Entries: []Entry{{t.Program + " help COMMAND", "Usage, examples and flags of a command."}}}
	for _, topic := range t.Topics {
		more.Entries = append(more.Entries, Entry{t.Program + " help " + topic.Name, topic.Sentence})
	}
	p.sections = append(p.sections, more)
	return p
}

// groups returns the headings in the order in which the rows bring them.
func (t Table) groups() []string {
	var groups []string
	for _, c := range t.Commands {
		if !c.Hidden && (len(groups) == 0 || groups[len(groups)-1] != c.Group) {
			groups = append(groups, c.Group)
		}
	}
	return groups
}

// command is a command's help: what it does, how it is typed, examples, its flags under both names with their defaults and
// the variables that set them, and its exit status where that is special.
func (t Table) command(c Command) page {
	flags := c.Body().Flags
	p := page{sentence: c.Sentence, synopsis: t.synopsis(c, flags)}
	if len(c.Examples) > 0 {
		p.sections = append(p.sections, Section{Heading: "Examples", Lines: c.Examples})
	}
	s := Section{Heading: "Flags"}
	for _, f := range slices.Concat(flags, t.Common) {
		if !f.Hidden {
			s.Entries = append(s.Entries, Entry{f.names(), f.explanation()})
		}
	}
	if len(s.Entries) > 0 {
		p.sections = append(p.sections, s)
	}
	if len(c.Status) > 0 {
		p.sections = append(p.sections, Section{Heading: "Exit status", Entries: c.Status})
	}
	return p
}

// flags returns the rows of a command's flags, its own first.
func (t Table) flags(c Command) []Flag { return slices.Concat(c.Body().Flags, t.Common) }

// synopsis is how a command is typed.
func (t Table) synopsis(c Command, flags []Flag) string {
	words := t.Program + " " + c.Name
	if c.Wraps {
		return words + " [flags] " + c.Arguments
	}
	if c.Arguments != "" {
		words += " " + c.Arguments
	}
	for _, f := range flags {
		if !f.Hidden {
			return words + " [flags]"
		}
	}
	return words
}

// names are a flag's names with what its value is called: "-r, --profile PROFILE".
func (f Flag) names() string {
	short := "    "
	if f.Short != "" {
		short = "-" + f.Short + ", "
	}
	return strings.TrimRight(short+"--"+f.Long+" "+f.Argument, " ")
}

// explanation is a flag's sentence with its default and its variable.
func (f Flag) explanation() string {
	text := f.Sentence
	if f.Default != "" {
		text += "; else " + f.Default
	}
	if f.Variable != "" {
		text += " (" + f.Variable + ")"
	}
	return text
}

// text lays the page out.
func (p page) text(columns int) string {
	var b strings.Builder
	b.WriteString(strings.Join(wrap(p.sentence, columns), "\n") + "\n")
	if p.synopsis != "" {
		fmt.Fprintf(&b, "\nUsage: %s\n", p.synopsis)
	}
	for _, s := range p.sections {
		if s.Heading != "" {
			fmt.Fprintf(&b, "\n%s:\n", s.Heading)
		}
		for i, paragraph := range s.Paragraphs {
			if i > 0 || s.Heading == "" {
				b.WriteString("\n")
			}
			b.WriteString(indented(wrap(paragraph, columns-len(indent))))
		}
		b.WriteString(indented(s.Lines) + entries(s.Entries, p.names, columns))
	}
	return b.String()
}
