package option

import (
	"flag"
	"fmt"
	"strings"

	"github.com/peterbourgon/ff/v3/ffcli"
)

// Usage is a command's help: what it does, the commands below it, its flags under both names with the variables that set
// them.
func Usage(c *ffcli.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nUsage: %s\n", c.ShortHelp, c.ShortUsage)
	if len(c.Subcommands) > 0 {
		b.WriteString("\nCommands:\n")
	}
	for _, sub := range c.Subcommands {
		fmt.Fprintf(&b, "  %-8s %s\n", sub.Name, sub.ShortHelp)
	}
	if flags := flagsUsage(c.FlagSet); flags != "" && len(c.Subcommands) == 0 {
		b.WriteString("\nFlags:\n" + flags)
	}
	if c.LongHelp != "" {
		b.WriteString("\n" + c.LongHelp + "\n")
	}
	return b.String()
}

func flagsUsage(fs *flag.FlagSet) string {
	var b strings.Builder
	fs.VisitAll(func(f *flag.Flag) {
		if f.Usage == "" {
			return
		}
		argument, text := flag.UnquoteUsage(f)
		if v := variable(f); v != "" {
			text += " (" + v + ")"
		}
		fmt.Fprintf(&b, "  %s--%-17s %s\n", short(fs, f), strings.TrimSpace(f.Name+" "+argument), text)
	})
	return b.String()
}

// short is the one-letter name of the same flag.
func short(fs *flag.FlagSet, long *flag.Flag) string {
	name := "    "
	fs.VisitAll(func(f *flag.Flag) {
		if f.Value == long.Value && len(f.Name) == 1 {
			name = "-" + f.Name + ", "
		}
	})
	return name
}
