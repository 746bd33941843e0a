package cli

import (
	"context"
	"errors"
	"flag"
	"io"
	"slices"
	"strings"

	"github.com/peterbourgon/ff/v3/ffcli"
)

// Run parses a command line, without the program's name, and runs its command. Where help was asked for it returns the help
// and runs nothing; else the help is nil.
func (t Table) Run(ctx context.Context, args []string) (help Help, err error) {
	row, rest, found := t.Find(args)
	root := t.parser(Command{Most: Any, Wraps: true, Body: t.unknown}, nil)
	switch {
	case found:
		root.Subcommands = []*ffcli.Command{t.parser(row, rest)}
		args = append([]string{row.Name}, rest...)
	case len(args) > 0 && strings.HasPrefix(args[0], "-") && t.Bare != nil:
		root = t.parser(Command{Most: Any, Wraps: true, Body: t.Bare}, nil)
	}
	if err = root.Parse(args); err == nil {
		err = root.Run(ctx)
	} else if !errors.Is(err, flag.ErrHelp) {
		err = t.unparsed(row, err)
	}
	switch {
	case !errors.Is(err, flag.ErrHelp):
		return nil, err
	case found:
		return t.command(row).text, nil
	}
	return t.program().text, nil
}

// parser makes package ffcli's form of a row, for a line that has the given words behind the command.
func (t Table) parser(row Command, words []string) *ffcli.Command {
	action := row.Body()
	fs := flag.NewFlagSet(row.Name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	register(fs, slices.Concat(action.Flags, t.Common))
	return &ffcli.Command{
		Name: row.Name, FlagSet: fs, UsageFunc: func(*ffcli.Command) string { return "" },
		Exec: func(ctx context.Context, args []string) error {
			args, err := t.arguments(row, fs, words, args)
			if err != nil {
				return err
			}
			return action.Run(ctx, args)
		},
	}
}

// arguments parses the flags that stand behind arguments, and returns the arguments. The rest are those of the words that
// package flag has left.
func (t Table) arguments(row Command, fs *flag.FlagSet, words, rest []string) ([]string, error) {
	if row.Wraps {
		if i := len(words) - len(rest) - 1; i >= 0 && words[i] == "--" {
			rest = words[i:]
		}
		return rest, nil
	}
	var args []string
	for len(rest) > 0 {
		args = append(args, rest[0])
		if err := fs.Parse(rest[1:]); errors.Is(err, flag.ErrHelp) {
			return nil, err
		} else if err != nil {
			return nil, t.unparsed(row, err)
		}
		rest = fs.Args()
	}
	if len(args) > row.Most {
		return nil, Usage(t.seeHelp(row), "unexpected argument %q", args[row.Most])
	}
	return args, nil
}

// unknown is the body of a line that begins with no command.
func (t Table) unknown() Action {
	return Action{Run: func(_ context.Context, args []string) error {
		if len(args) == 0 {
			return Usage(t.seeHelp(Command{}), "a command is needed")
		}
		return t.noCommand(args[0])
	}}
}

// Help returns the help of the program, or of the command or the topic that args name.
func (t Table) Help(args []string) (Help, error) {
	if len(args) == 0 {
		return t.program().text, nil
	}
	if row, _, found := t.Find(args); found {
		return t.command(row).text, nil
	}
	var names []string
	for _, topic := range t.Topics {
		if strings.EqualFold(args[0], topic.Name) {
			return page{sentence: topic.Sentence, sections: topic.Sections()}.text, nil
		}
		names = append(names, topic.Name)
	}
	return nil, t.noCommand(args[0], names...)
}
