package cli

import (
	"fmt"
	"slices"
	"strings"
)

// usage returns the program's help: what it is for, and the commands in their groups.
func (t Table) usage() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nUsage: %s COMMAND [flags]\n", t.Sentence, t.Program)
	for _, group := range t.groups() {
		fmt.Fprintf(&b, "\n%s:\n", group)
		for _, c := range t.Commands {
			if !c.Hidden && c.Group == group {
				b.WriteString(entry(c.Name, 11, c.Sentence))
			}
		}
	}
	fmt.Fprintf(&b, "\n%s help COMMAND says more.\n", t.Program)
	return b.String()
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

// commandUsage returns a command's help: what it does, how it is typed, examples, its flags under both names with their
// defaults and the variables that set them.
func (t Table) commandUsage(c Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nUsage: %s\n", c.Sentence, t.synopsis(c))
	if len(c.Examples) > 0 {
		fmt.Fprintf(&b, "\nExamples:\n  %s\n", strings.Join(c.Examples, "\n  "))
	}
	heading := "\nFlags:\n"
	for _, f := range t.flags(c) {
		if f.Hidden {
			continue
		}
		b.WriteString(heading + entry(f.names(), 25, f.explanation()))
		heading = ""
	}
	return b.String()
}

// flags returns the rows of a command's flags, its own first.
func (t Table) flags(c Command) []Flag { return slices.Concat(c.Body().Flags, t.Common) }

// synopsis is how a command is typed.
func (t Table) synopsis(c Command) string {
	words := t.Program + " " + c.Name
	if c.Wraps {
		return words + " [flags] " + c.Arguments
	}
	if c.Arguments != "" {
		words += " " + c.Arguments
	}
	for _, f := range c.Body().Flags {
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
