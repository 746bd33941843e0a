package commands

import (
	"context"
	"runtime/debug"
	"slices"
	"time"

	"aws-runas/env"
	"aws-runas/shells"
	"aws-runas/shells/cli"
	"aws-runas/shells/streams"
)

// World is what the commands of this package work with.
type World struct {
	*streams.Streams
	Environ env.List
	Now     func() time.Time
	System  string                                     // as runtime.GOOS has it
	Build   func() (info *debug.BuildInfo, known bool) // what the program was built of

	Ask       func() Request                                              // returns a new request for credentials
	Renewed   func(ctx context.Context, name string) (env.Session, error) // gets the credentials that Keep has made a name for
	IsProfile func(name string) bool                                      // whether the user's files have a profile of that name
	Table     func() cli.Table                                            // the whole table, for help
	Services  []string                                                    // of the web console, as far as they are known

	// Review returns what of a file the user has to know, and what allows it then and returns what to say of it.
	Review func(file string) (text string, allow func() (says string, err error), err error)
	Deny   func(file string) (says string, err error) // takes that back, and returns what to say of it

	// Interruptible returns a context that a signal ends.
	Interruptible func(ctx context.Context) (context.Context, context.CancelFunc)
}

// Request is what credentials are asked for, as far as a command has to know it.
type Request struct {
	Flags, RenewalFlags []cli.Flag
	Profile             *string         // the one that is named
	Complete            cli.Completer   // completes its name
	Sections            cli.Completer   // completes the name of an sso-session section
	Words               func() []string // the flags with which the same is asked for again
	// Activate gets the credentials and returns the session that they make.
	Activate func(ctx context.Context, whom For) (env.Session, error)
	// Keep gets the credentials, and returns what makes an environment in which a command gets them itself, again and again. It
	// is an error if that would take a question later.
	Keep func(ctx context.Context) (env.Change, error)
	// Forget removes what is cached of the profile, of every one where none is named, and returns what that was.
	Forget func() ([]string, error)
	// List returns the profiles in which all words are found: as JSON, drawn for a terminal, or as lines for a program.
	List func(words []string, asJSON bool) (string, error)
	// Status returns what this shell's session is, and whether it is live.
	Status func(ctx context.Context, asked StatusAsked, told HookTold) (text string, live bool, err error)
	// Console returns the line with the address that signs in to the web console; or opens it, and returns none.
	Console func(ctx context.Context, page Page, open bool) (string, error)
	// SignIns finds the sign-ins that are named.
	SignIns func(SignIn) (SignIns, error)
}

// For is whom credentials are for.
type For int

const (
	Somebody For = iota // who may be asked
	Renewal             // the session of a shell, before a prompt: nobody is asked
	Keeper              // a program that keeps them until they are near their end, and asks again
)

// line returns a command line of this program that asks for the same, with more words behind it.
func (r Request) line(command string, more ...string) []string {
	return append(append([]string{command}, r.Words()...), more...)
}

// only returns some of the flags.
func only(flags []cli.Flag, names ...string) []cli.Flag {
	return slices.DeleteFunc(slices.Clone(flags), func(f cli.Flag) bool { return !slices.Contains(names, f.Long) })
}

func (w World) shellFlag() cli.Flag {
	return cli.Flag{
		Long: "shell", Argument: "SHELL", Value: &w.ShellName,
		Sentence: "who evaluates: bash, zsh, fish, powershell, sh, cmd", Default: "found out",
		Complete: cli.OneOf("bash", "zsh", "fish", "powershell", "sh", "cmd"),
	}
}

func (w World) quietFlag() cli.Flag {
	return cli.Flag{Long: "quiet", Short: "q", Value: &w.Quiet, Sentence: "print nothing but what is wrong"}
}

func hookFlag(hook *shells.HookCall) cli.Flag {
	return cli.Flag{Long: cli.HookFlag[2:], Argument: "VERSION", Value: hook, Hidden: true}
}
