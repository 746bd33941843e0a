package cli

import (
	"fmt"
	"strings"
	"time"
)

// Man returns the manual page of the program, section 1, in the language of man(7): the same table as help's. The version
// stands in its footer with the date.
func (t Table) Man(version string, date time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1 %s %s\n", quoted(strings.ToUpper(t.Program)), date.UTC().Format(time.DateOnly), quoted(version))
	sentence := strings.TrimSuffix(t.Sentence, ".")
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(t.Program), roff(strings.ToLower(sentence[:1])+sentence[1:]))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n%s\n.SH COMMANDS\n", roff(t.program().synopsis))
	for _, c := range t.Commands {
		if c.Hidden {
			continue
		}
		p := t.command(c)
		fmt.Fprintf(&b, ".SS %s\n%s\n", quoted(p.synopsis), roff(p.sentence))
		for _, s := range p.sections {
			fmt.Fprintf(&b, ".PP\n%s:\n%s", roff(s.Heading), s.man())
		}
	}
	for _, topic := range t.Topics {
		fmt.Fprintf(&b, ".SH %s\n%s\n", quoted(strings.ToUpper(strings.ReplaceAll(topic.Name, "-", " "))), roff(topic.Sentence))
		for _, s := range topic.Sections() {
			text := s.man()
			if s.Heading != "" {
				fmt.Fprintf(&b, ".SS %s\n", quoted(s.Heading))
				text = strings.TrimPrefix(text, ".PP\n") // a heading begins a paragraph
			}
			b.WriteString(text)
		}
	}
	if len(t.Examples) > 0 {
		b.WriteString(".SH EXAMPLES\n" + strings.TrimPrefix(Section{Lines: t.Examples}.man(), ".PP\n"))
	}
	return b.String()
}

// man is the section without its heading.
func (s Section) man() string {
	var b strings.Builder
	for _, paragraph := range s.Paragraphs {
		b.WriteString(".PP\n" + roff(paragraph) + "\n")
	}
	if len(s.Lines) > 0 {
		b.WriteString(".PP\n.nf\n")
		for _, line := range s.Lines {
			b.WriteString(roff(line) + "\n")
		}
		b.WriteString(".fi\n")
	}
	for _, e := range s.Entries {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", quoted(strings.TrimSpace(e.Name)), roff(e.Text))
	}
	return b.String()
}

// quoted is a text as one argument of a request.
func quoted(text string) string { return `"` + roff(text) + `"` }

// roff writes a text so that every character stands for itself, and none for what typesetting would have it.
func roff(text string) string {
	var b strings.Builder
	b.WriteString(`\&`) // a point or a quote in front would begin a request
	for _, c := range text {
		switch {
		case c == '\\':
			b.WriteString(`\e`)
		case c == '"':
			b.WriteString(`\(dq`)
		case c == '\'':
			b.WriteString(`\(aq`)
		case c == '`':
			b.WriteString(`\(ga`)
		case c == '^':
			b.WriteString(`\(ha`)
		case c == '~':
			b.WriteString(`\(ti`)
		case c == '-':
			b.WriteString(`\-`)
		case c > '~':
			fmt.Fprintf(&b, `\[u%04X]`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
