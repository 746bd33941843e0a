package cli

import (
	"slices"
	"strings"
)

// Completer returns what an argument or a flag's value may be that begins with what is typed. It is called after the flags
// in front of it were set.
type Completer func(typed string) Completion

// Completion is what a command line may go on with.
type Completion struct {
	Candidates []Candidate
	Files      bool   // the names of files do as well
	Prefix     string // what stands in front of the candidates in the word that is being typed: "--profile="
	Wrapped    int    // where another program's command line begins, as an index of the words; 0 where none does
}

// Candidate is one word that completes another. The description is for shells that show one.
type Candidate struct{ Word, Description string }

// Files is the Completer of a file's name.
func Files(string) Completion { return Completion{Files: true} }

// OneOf returns the Completer of a value that is one of a few.
func OneOf(words ...string) Completer {
	return func(typed string) Completion {
		var c Completion
		for _, word := range words {
			c.add(typed, word, "")
		}
		return c
	}
}

// add adds a candidate, if it begins with what is typed.
func (c *Completion) add(typed, word, description string) {
	if strings.HasPrefix(word, typed) {
		c.Candidates = append(c.Candidates, Candidate{word, description})
	}
}

// Names is the Completer of a command's name.
func (t Table) Names(typed string) Completion {
	var c Completion
	for _, row := range t.Commands {
		if !row.Hidden {
			c.add(typed, row.Name, row.Sentence)
		}
	}
	return c
}

// HelpNames is the Completer of what there is help on: commands and topics.
func (t Table) HelpNames(typed string) Completion {
	c := t.Names(typed)
	for _, topic := range t.Topics {
		c.add(typed, topic.Name, topic.Sentence)
	}
	return c
}

// Complete completes the last of the words behind the program's name, which may be empty. It walks the rows by which Run
// parses, and sets their flags as far as they can be; what is wrong with a word in front is nobody's error.
func (t Table) Complete(words []string) Completion {
	if len(words) < 2 {
		c := t.Names(append(words, "")[0])
		if len(words) == 1 && strings.HasPrefix(words[0], "-") {
			c.add(words[0], "--help", "print help")
			c.add(words[0], "--version", "print the version")
		}
		return c
	}
	row, _, found := t.Find(words[:1])
	if !found {
		return Completion{}
	}
	l := line{row: row, action: row.Body()}
	for i, word := range words[1:] {
		if row.Wraps && l.beginsProgram(word) {
			return Completion{Wrapped: i + 1}
		}
		if i < len(words)-2 {
			l.read(word)
		}
	}
	return l.complete(words[len(words)-1])
}

// line is a command's line as far as it was read.
type line struct {
	row    Command
	action Action
	ended  bool     // a -- stood there: what follows is no flag
	count  int      // of the arguments
	open   *Flag    // whose value comes next
	given  []string // the flags, by both of their names
}

// beginsProgram says whether the word is the first of another program's command line.
func (l *line) beginsProgram(word string) bool {
	return l.open == nil && (l.ended || !strings.HasPrefix(word, "-"))
}

// read takes a word that is whole.
func (l *line) read(word string) {
	switch name, value, hasValue := split(word); {
	case l.open != nil:
		set(*l.open, word)
		l.open = nil
	case l.ended || name == "":
		l.count++
	case word == "--":
		l.ended = true
	default:
		f := l.find(name)
		if f == nil {
			return
		}
		l.given = append(l.given, f.Long, f.Short)
		switch {
		case hasValue:
			set(*f, value)
		case f.Argument == "":
			set(*f, "true")
		default:
			l.open = f
		}
	}
}

// set sets a flag. A value that it does not take leaves it as it is.
func set(f Flag, value string) { _ = f.value().Set(value) }

// split splits a flag into its name, without hyphens, and its value. What is no flag has no name; that of -- is "-".
func split(word string) (name, value string, hasValue bool) {
	if len(word) < 2 || word[0] != '-' {
		return "", "", false
	}
	if word == "--" {
		return "-", "", false
	}
	return strings.Cut(strings.TrimPrefix(word[1:], "-"), "=")
}

// find returns the flag of that name, long or short.
func (l *line) find(name string) *Flag {
	for i, f := range l.action.Flags {
		if name == f.Long || name == f.Short {
			return &l.action.Flags[i]
		}
	}
	return nil
}

// complete completes the word behind what was read.
func (l *line) complete(word string) Completion {
	if l.open != nil {
		return completeWith(l.open.Complete, word)
	}
	name, value, hasValue := split(word)
	if !l.ended && hasValue {
		f := l.find(name)
		if f == nil {
			return Completion{}
		}
		c := completeWith(f.Complete, value)
		c.Prefix = strings.TrimSuffix(word, value)
		return c
	}
	if !l.ended && strings.HasPrefix(word, "-") {
		return l.flags(word)
	}
	if l.action.Complete != nil && l.count < l.row.Most {
		return l.action.Complete(word)
	}
	if word == "" && !l.ended {
		return l.flags(word)
	}
	return Completion{}
}

func completeWith(c Completer, word string) Completion {
	if c == nil {
		return Completion{}
	}
	return c(word)
}

// flags are those that were not given yet.
func (l *line) flags(typed string) Completion {
	var c Completion
	for _, f := range l.action.Flags {
		if f.Hidden || slices.Contains(l.given, f.Long) {
			continue
		}
		c.add(typed, "--"+f.Long, f.Sentence)
		if f.Short != "" && len(typed) < 3 && typed != "" {
			c.add(typed, "-"+f.Short, f.Sentence)
		}
	}
	c.add(typed, "--help", "print this command's help")
	return c
}
