// Package cli runs a command line by a table: a command is a row, and so is a flag. Parsing, usage, errors, suggestions
// and statuses walk the rows, and nothing knows a command by spelling its name a second time.
//
// It is not responsible for which commands there are (package shells/commands), for what they do (their bodies are handed
// in), or for writing to a stream.
package cli

import (
	"context"
	"flag"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Table is a program's commands.
type Table struct {
	Program  string   // its name, as it is typed
	Sentence string   // what it is for
	Examples []string // lines to type, each perhaps with a comment behind it
	Commands []Command
	Topics   []Topic
	Bare     Body   // what a line does that begins with a flag, in place of a command
	Common   []Flag // the flags that every command has

	// Unknown returns the error of a line that begins with no command, where more than its name can be said; else nil.
	Unknown func(typed string) error
	// Suggest returns those of the words that a mistyped one may stand for, the most likely first.
	Suggest func(typed string, words []string) []string
}

// Command is one row of a Table.
type Command struct {
	Name      string
	Arguments string   // as usage writes them, without the flags: "[FILE]"
	Sentence  string   // what it does
	Group     string   // the heading that help lists it under
	Examples  []string // lines to type, each perhaps with a comment behind it
	Status    []Entry  // exit statuses, where more than 0, 1 and 2 is to be said of them
	Reader    Reader   // who reads its stdout
	Programs  []string // the values of its flag --format with which a program reads its stdout, whoever does else
	Most      int      // how many arguments it takes, Any for as many as there are
	Wraps     bool     // the first argument is another program, and flags behind it are that program's; a -- before it stays
	Hidden    bool     // help does not list it
	NeedsHook bool     // it is the hook's function, which calls the program with HookFlag; alone the program can only say so
	Formerly  []string // how an older hook, which a shell or a file may still have, calls it: a command and one of its flags
	Body      Body
}

// HookFlag is what the hook's calls of the program have in front of all other flags.
const HookFlag = "--hook"

// Any is the Most of a command that takes any number of arguments.
const Any = math.MaxInt

// Reader is who reads what a command writes to stdout. It decides where help goes, and what stdout gets after a failure.
type Reader int

const (
	Person  Reader = iota // somebody at a terminal
	Program               // a program, which looks at the exit status
	Shell                 // a shell that evaluates it: help goes to stderr, and a failure is a statement that fails
	Hook                  // the hook, which evaluates it, and shows one line of stderr after a failure
)

// Evaluates says whether a shell evaluates what is written for the reader.
func (r Reader) Evaluates() bool { return r == Shell || r == Hook }

// Body makes the variables of a command's own flags, and returns the flags' rows with what runs once they are parsed. It
// is called for the one command that is named, and for its help: a run pays for no other command's flags.
type Body func() Action

// Action is a command that has been named.
type Action struct {
	Flags    []Flag
	Run      func(ctx context.Context, args []string) error
	Complete Completer // completes its arguments; nil where nothing is known of them
}

// Flag is one row of a command's flags, in the order in which help lists them.
type Flag struct {
	Long, Short string // without hyphens; either may be empty
	Argument    string // what its value is called in help: PROFILE; empty for a switch
	Value       any    // a *string, which no empty text is put into; a *bool; or a flag.Value
	Variable    string // the environment variable that sets it, below the command line; empty for most
	Default     string // what is taken without it, as help says it; empty where that is plain
	Sentence    string // what it does
	Hidden      bool   // help does not list it
	Complete    Completer
}

// Find returns the row of the command that a command line begins with, and the rest of the line. Case does not matter.
func (t Table) Find(args []string) (row Command, rest []string, found bool) {
	if len(args) == 0 {
		return Command{}, nil, false
	}
	rest = args[1:]
	for _, c := range t.Commands {
		if strings.EqualFold(args[0], c.Name) {
			row, found = c, true
		}
		if old := c.Formerly; len(old) > 0 && old[0] == args[0] {
			if i := slices.Index(rest, old[1]); i >= 0 {
				return c, slices.Delete(slices.Clone(rest), i, i+1), true
			}
		}
	}
	return row, rest, found
}

// Reader returns who reads the stdout of a command line. Nothing, and what begins with no command, is taken for a line that
// was meant to be evaluated; only a request for help is not.
func (t Table) Reader(args []string) Reader {
	if len(args) == 0 {
		return Shell
	}
	switch c, rest, found := t.Find(args); {
	case found && c.NeedsHook && len(rest) > 0 && rest[0] == HookFlag:
		return Shell
	case found && slices.Contains(c.Programs, lastValue(rest, "format")):
		return Program
	case found:
		return c.Reader
	case asksForHelp(args[0]):
		return Person
	}
	return Shell
}

// lastValue returns the value of a flag in a command line that may be wrong otherwise; empty where it isn't there.
func lastValue(words []string, flag string) (value string) {
	for i, word := range words {
		switch name, after, joined := strings.Cut(strings.TrimPrefix(word, "-"), "="); {
		case word == "--":
			return value
		case strings.TrimPrefix(name, "-") != flag || !strings.HasPrefix(word, "-"):
		case joined:
			value = after
		case i+1 < len(words):
			value = words[i+1]
		}
	}
	return value
}

func asksForHelp(arg string) bool {
	return arg == "-h" || arg == "-help" || arg == "--help"
}

// names returns the names of the commands that help lists.
func (t Table) names() []string {
	var names []string
	for _, c := range t.Commands {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	return names
}

// value returns the flag's value as package flag sets it.
func (f Flag) value() flag.Value {
	switch v := f.Value.(type) {
	case *string:
		return (*text)(v)
	case *bool:
		return (*toggle)(v)
	case flag.Value:
		return v
	}
	panic(fmt.Sprintf("flag %s%s has a value of type %T", f.Long, f.Short, f.Value))
}

// register adds the flags under both of their names.
func register(fs *flag.FlagSet, flags []Flag) {
	for _, f := range flags {
		v := f.value()
		for _, name := range []string{f.Long, f.Short} {
			if name != "" {
				fs.Var(v, name, "")
			}
		}
	}
}
