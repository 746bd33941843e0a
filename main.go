// Aws-runas puts the credentials of an AWS role into the shell it is called from.
//
//	eval "$(aws-runas env -r prod)"              # this shell is now prod
//	aws-runas exec -r prod -- kubectl get pods   # one command under a role
//	eval "$(aws-runas hook zsh)"                 # in .zshrc: functions, prompt, renewal
//
// # Streams
//
// Stdout of env and hook is for the shell alone: it is made in memory and written once, and after a failure it is a
// statement that fails. Questions go to the terminal. Everything else goes to stderr behind "aws-runas: ".
//
// # Exit status
//
// 0 is success, 1 a failure, 2 wrong usage. exec ends as its command does, or with 127 when that is not found and 126
// when it can't be run.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/peterbourgon/ff/v3/ffcli"

	"aws-runas/env"
	"aws-runas/env/process"
	"aws-runas/profile"
	"aws-runas/profile/trust"
	"aws-runas/shells"
	"aws-runas/shells/detect"
	"aws-runas/sts"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/mfa"
	"aws-runas/sts/option"
	"aws-runas/sts/source"
)

func main() { os.Exit(ofProcess().run(os.Args[1:])) }

// ofProcess is the program in this process's world.
func ofProcess() *program {
	home, _ := os.UserHomeDir() // without one, what needs it says so
	dir, _ := os.Getwd()
	return &program{
		environ: os.Environ(), home: home, dir: dir, now: time.Now,
		stdin: os.Stdin, stdout: os.Stdout, stderr: process.Stderr(os.Stderr),
	}
}

// program is one run: what it knows of the world outside, and the values of all flags.
type program struct {
	environ               env.List
	home, dir             string
	now                   func() time.Time
	stdin, stdout, stderr *os.File

	option.Options
	shellName                         string
	force, unset, renew               bool // of env; renew is the hook's own
	skipPrompt, noRenew, all, version bool // of hook, of forget, and without a command
	variablesErr                      error
}

// run runs the command and gives the exit status.
func (p *program) run(args []string) (status int) {
	defer func() {
		if broken := recover(); broken != nil { // a bug must not let the line go on
			status = p.fail(args, fmt.Errorf("this is a bug: %v", broken))
		}
	}()
	p.variablesErr = p.ReadVariables() // the command line, read after them, goes before them
	var usage strings.Builder
	root := p.commands(args, &usage)
	err := root.Parse(args)
	switch {
	case err != nil && !errors.Is(err, flag.ErrHelp):
		err = option.Unparsed(args, err)
	case err == nil && root.FlagSet.NFlag() > 0:
		err = p.withoutCommand(root.FlagSet.Args())
	case err == nil:
		err = root.Run(context.Background())
	}
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		p.printHelp(args, usage.String())
		return 0
	}
	return p.fail(args, err)
}

// commands is the tree of commands: each is a line here and a method below. Flags are registered for those that are
// named in args. Help goes to usage, and from there to where it does no harm.
func (p *program) commands(args []string, usage io.Writer) *ffcli.Command {
	command := func(name, words, short string, flags func(*flag.FlagSet), body func([]string) error) *ffcli.Command {
		fs := flag.NewFlagSet(name, flag.ContinueOnError)
		fs.SetOutput(usage)
		if slices.ContainsFunc(args, func(arg string) bool { return strings.EqualFold(arg, name) }) {
			flags(fs)
		}
		return &ffcli.Command{
			Name: name, ShortUsage: strings.TrimSpace("aws-runas " + strings.TrimSpace(name+" "+words)), ShortHelp: short,
			FlagSet: fs, UsageFunc: option.Usage,
			Exec: func(_ context.Context, args []string) error { return body(args) },
		}
	}
	none := func(*flag.FlagSet) {}
	root := command("", "COMMAND [flags]", "Credentials of an AWS role, in the shell you are in.", none, option.NoCommand)
	if len(args) > 0 && strings.HasPrefix(args[0], "-") {
		p.Register(root.FlagSet) // for a hint: the original tool had no commands
		option.Define(root.FlagSet.BoolVar, &p.version, "version", "v", "print the version")
	}
	root.Subcommands = []*ffcli.Command{
		command("env", "[flags]", "Print what makes this shell a role's, for the shell to evaluate.", p.envFlags, p.env),
		command("exec", "[flags] [--] COMMAND [ARG...]", "Run one command under a role.", p.Register, p.exec),
		command("hook", "SHELL [flags]", "Print what a shell's startup file evaluates: functions, prompt, renewal.", p.hookFlags, p.hook),
		command("use", "PROFILE [flags]", "Make this shell a role's. Needs the hook.", p.Register, p.needsHook),
		command("drop", "", "Give this shell back what it had before. Needs the hook.", none, p.needsHook),
		command("allow", "[FILE]", "Trust ./aws_config, as it is now, to run programs and to name endpoints.", none, option.AtMost(1, p.allow)),
		command("deny", "[FILE]", "Take that trust back.", none, option.AtMost(1, p.deny)),
		command("forget", "-r PROFILE | --all", "Remove cached credentials.", p.forgetFlags, p.forget),
		command("version", "", "Print the version.", none, option.AtMost(0, p.printVersion)),
		command("help", "[COMMAND]", "Print help.", none, option.AtMost(1, p.help)),
	}
	return root
}

func (p *program) envFlags(fs *flag.FlagSet) {
	p.Register(fs)
	option.Define(option.Text(fs), &p.shellName, "shell", "", "the `SHELL` that evaluates: bash, zsh, fish, powershell or sh; found by itself")
	option.Define(fs.BoolVar, &p.force, "force", "", "print also when stdout is a terminal")
	option.Define(fs.BoolVar, &p.unset, "unset", "", "give back what was there before")
	option.Define(fs.BoolVar, &p.renew, "renew", "", "")
	option.Define(fs.StringVar, &p.Renew.Local, "local", "", "")
	option.Define(fs.StringVar, &p.Renew.Credentials, "credentials", "", "")
}

func (p *program) hookFlags(fs *flag.FlagSet) {
	option.Define(fs.BoolVar, &p.skipPrompt, "skip-prompt", "s", "leave the prompt alone")
	option.Define(fs.BoolVar, &p.noRenew, "no-renew", "", "don't renew credentials before they expire")
}

func (p *program) forgetFlags(fs *flag.FlagSet) {
	option.Define(option.Text(fs), &p.Profile, "profile", "r", "what was got for this `PROFILE`")
	option.Define(fs.BoolVar, &p.all, "all", "", "everything")
}

// The commands.

func (p *program) env(args []string) error {
	if len(args) > 0 {
		return option.Unexpected(args)
	}
	shell, err := p.shell()
	if err != nil {
		return err
	}
	if isTerminal(p.stdout) && !p.force {
		return option.Refused("type: "+shell.EvalLine(append([]string{"env"}, p.Words()...)...)+"\nor print them all the same, with --force",
			"env prints credentials for a shell to evaluate, and stdout is a terminal")
	}
	text, err := p.change(shell)
	if err != nil {
		return err
	}
	return p.print(text)
}

func (p *program) change(shell shells.Shell) (string, error) {
	if p.unset {
		for _, name := range p.environ.Kept() {
			p.say("%s was set since the session began, and stays as it is", name)
		}
		return shell.Undo(p.environ.Undo())
	}
	s, err := p.session()
	if err != nil {
		return "", err
	}
	if !p.renew {
		return shell.Change(s.Change(p.environ), s.Again)
	}
	renewal, err := s.Renewal(p.environ)
	if err != nil {
		return "", err
	}
	return shell.Renewal(renewal, s.Again)
}

func (p *program) exec(args []string) error {
	if len(args) == 0 {
		return option.Unusable("type: aws-runas exec "+strings.Join(append(p.Words(), "-- $SHELL"), " "), "exec needs a command")
	}
	s, err := p.session()
	if err != nil {
		return err
	}
	return process.Exec(args, p.environ.Apply(s.Change(p.environ)), p.stdin, p.stdout, p.stderr)
}

func (p *program) hook(args []string) error {
	if len(args) == 0 {
		return option.Unusable("type: aws-runas hook bash, zsh, fish or powershell", "hook needs the name of the shell")
	}
	if err := option.Behind("hook", p.hookFlags, args[1:]); err != nil {
		return err
	}
	shell, err := shells.Lookup(args[0])
	if err != nil {
		return err
	}
	text, err := shell.Hook(shells.HookOptions{SkipPrompt: p.skipPrompt, NoRenew: p.noRenew})
	if err != nil {
		return err
	}
	return p.print(text)
}

// needsHook is what use and drop are without the hook: a program can't change the shell that it was called from.
func (p *program) needsHook([]string) error {
	hint := "see: aws-runas help hook"
	if shell, err := p.shell(); err == nil {
		hint = "put this into your shell's startup file: " + shell.EvalLine("hook", shell.Name())
	}
	return option.Unusable(hint, "use and drop change the shell itself: they need the function that the hook defines in it")
}

func (p *program) allow(args []string) error {
	file, records := p.localConfig(args)
	sum, err := profile.Allow(records, file)
	if err == nil {
		p.say("allowed %s as it is now, sha256 %s", file, sum)
	}
	return err
}

func (p *program) deny(args []string) error {
	file, records := p.localConfig(args)
	removed, err := records.Deny(file)
	if err == nil {
		p.say("%s %s", file, map[bool]string{true: "is not allowed any more", false: "was not allowed"}[removed])
	}
	return err
}

func (p *program) localConfig(args []string) (string, trust.Records) {
	file := append(args, "aws_config")[0]
	if !filepath.IsAbs(file) {
		file = filepath.Join(p.dir, file)
	}
	return file, trust.Records{Dir: profile.StateDir(p.environ.Get, p.home)}
}

func (p *program) forget(args []string) error {
	if len(args) > 0 || (p.Profile == "") == !p.all {
		return option.Unusable("type: aws-runas forget -r PROFILE, or aws-runas forget --all", "forget needs a profile, or --all")
	}
	var match func(cache.Key, cache.Entry) bool
	if !p.all {
		shared := p.roleKey()
		match = func(k cache.Key, e cache.Entry) bool { return e.Profile == p.Profile || k == shared }
	}
	removed, err := p.store().Forget(match)
	for _, e := range removed {
		p.say("forgot %s", e)
	}
	if len(removed) == 0 && err == nil {
		p.say("nothing was cached")
	}
	return err
}

// roleKey is that of the role that the profile has now, which may have been got for another profile; empty without one.
func (p *program) roleKey() cache.Key {
	outer := p.environ.Outer()
	chain, broker, err := p.prepare(outer, profile.Locate(outer.Get, p.home, p.dir, p.Path))
	if err != nil {
		return ""
	}
	return broker.RoleKey(context.Background(), sts.Request{Chain: chain, Duration: p.Duration.Duration, NoSession: p.NoSession})
}

func (p *program) printVersion([]string) error {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	return p.print("aws-runas " + version + "\n")
}

func (p *program) help(args []string) error {
	var usage strings.Builder
	if err := p.commands(args, &usage).Parse(append(args, "--help")); !errors.Is(err, flag.ErrHelp) {
		return option.NoCommand(args)
	}
	return p.print(usage.String())
}

// withoutCommand is the command line of the original tool: flags, and perhaps a program to run.
func (p *program) withoutCommand(args []string) error {
	if p.version {
		return p.printVersion(nil)
	}
	shell, err := p.shell()
	if err != nil {
		return err
	}
	if len(args) > 0 {
		words := slices.Concat([]string{"exec"}, p.Words(), []string{"--"}, args)
		return option.Unusable("type: "+shell.CommandLine(words...), "%q is no command of aws-runas", args[0])
	}
	return option.Unusable("type: "+shell.EvalLine(append([]string{"env"}, p.Words()...)...), "a command is needed")
}

// The main path: flags, profile, sts, env.

// session gets the credentials that the flags ask for and gives the session that they make.
func (p *program) session() (env.Session, error) {
	switch {
	case p.variablesErr != nil:
		return env.Session{}, p.variablesErr
	case p.NoRole && p.Role != "":
		return env.Session{}, option.Unusable("leave one of the two away", "--no-role wants no role, and --role names one")
	}
	ctx, stop := process.Interruptible(context.Background())
	defer stop()
	outer := p.environ.Outer()
	files := profile.Locate(outer.Get, p.home, p.dir, p.Path)
	if p.renew {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, sts.Patience(true, false))
		defer cancel()
		files.Local, files.Credentials, files.Explicit = p.Renew.Local, p.Renew.Credentials, false
	}
	chain, broker, err := p.prepare(outer, files)
	if err != nil {
		return env.Session{}, err
	}
	result, err := broker.Credentials(ctx, sts.Request{
		Chain: chain, Role: p.Role, Duration: p.Duration.Duration, NoRole: p.NoRole, NoSession: p.NoSession,
		Refresh: p.Refresh, Renewal: p.renew,
	})
	s := env.Session{
		Profile: chain[0].Name, Region: chain[0].Region, Credentials: result.Credentials,
		RoleARN: result.RoleARN, SessionName: result.SessionName, Source: result.SourceKeyID,
	}
	if result.FromEnvironment {
		s.Source = env.SourceEnvironment
		return s, err
	}
	again := p.Options
	again.Path, again.Renew = files.Config, option.Files{Local: files.Local, Credentials: files.Credentials}
	if chain[0].CredentialSource == profile.Ambient {
		s.Source = env.SourceAmbient
	} else {
		again.Profile = s.Profile
	}
	s.Again = again.Words()
	return s, err
}

// prepare gives the chain and who gets credentials for it.
func (p *program) prepare(outer env.List, files profile.Files) ([]profile.Profile, *sts.Broker, error) {
	chain, err := p.chain(files)
	if err != nil {
		return nil, nil, err
	}
	broker, err := p.broker(outer, chain)
	return chain, broker, err
}

// chain reads the files and gives the chain of the profile that is asked for: by the flag, else by the session that is
// active, else by AWS_PROFILE.
func (p *program) chain(files profile.Files) ([]profile.Profile, error) {
	current, _ := p.environ.Session()
	asked := cmp.Or(p.Profile, current.Profile, p.environ.Get("AWS_PROFILE"))
	name := cmp.Or(asked, "default")
	set, err := profile.Load(files)
	if err != nil {
		return nil, err
	}
	find := set.Chain
	if p.Role != "" && (asked == "" || p.Profile == "" && current.Source == env.SourceAmbient) {
		find = set.RoleChain
	}
	chain, err := find(name)
	for i, link := range chain {
		again := i > 0 && chain[i-1].Name == link.Name // a role's source may be its own profile
		if local, own, hidden := set.Hides(link.Name); hidden && link.Local && !again && !p.renew {
			p.say("profile %q comes from %s, which hides the one in %s", link.Name, local, own)
		}
	}
	if err == nil && p.Profile == "" && p.Role == "" && !p.NoRole {
		err = p.environ.CheckRole(chain[0].RoleARN)
	}
	return chain, err
}

func (p *program) broker(outer env.List, chain []profile.Profile) (*sts.Broker, error) {
	config, err := client.New(outer.Get, chain[0], chain)
	if err != nil {
		return nil, err
	}
	noInput := p.WhyNoInput(p.renew)
	current, active := p.environ.Session()
	resolver := source.Resolver{
		Getenv: outer.Get, Environ: outer, Home: p.home, Dir: p.dir, AWS: config, Now: p.now, NoInput: noInput,
		Stdin: p.stdin, Stderr: p.stderr, EnvironmentHidden: active && p.environ.Get(env.RunasHides) == env.HidesKeys,
	}
	b := &sts.Broker{
		AWS: config, Source: resolver, Cache: p.store(), Now: p.now, Say: p.say,
		MFA: mfa.Prompter{
			Given: p.MFACode, NoInput: noInput, Run: resolver.Run,
			Open: func() (io.ReadWriteCloser, error) { return mfa.Terminal(p.stdin, p.stderr) },
		},
	}
	if active && current.RoleARN == "" {
		b.Live = sts.Live{Credentials: current.Credentials, SourceKeyID: current.Source}
	}
	return b, nil
}

func (p *program) store() *cache.Store {
	s := &cache.Store{Dir: cache.Dir(p.environ.Get, p.home), Now: p.now, Warn: p.say}
	s.Patience = sts.Patience(p.renew, isTerminal(p.stdin) || isTerminal(p.stderr))
	if p.NoCache {
		s.Dir = ""
	}
	return s
}

// The ways out.

// printHelp puts help on stdout, or on stderr where a shell would evaluate it.
func (p *program) printHelp(args []string, usage string) {
	if !option.Evaluated(args) || isTerminal(p.stdout) {
		p.print(usage)
		return
	}
	io.WriteString(p.stderr, usage)
	if shell, err := p.shell(); err == nil {
		p.print(shell.Nothing())
	}
}

// fail says what went wrong and what to do about it, makes the evaluation of stdout fail, and gives the exit status.
func (p *program) fail(args []string, err error) int {
	status := option.Status(err)
	if errors.Is(err, context.Canceled) {
		status, err = 130, errors.New("interrupted") // what shells say of SIGINT
	}
	var command *process.StatusError
	if !errors.As(err, &command) || command.Err != nil {
		p.say("%v", err)
	}
	for _, hint := range option.Hints(err) {
		p.say("hint: %s", hint)
	}
	if option.Evaluated(args) && !isTerminal(p.stdout) {
		text := shells.FailureAnywhere
		if shell, err := p.shell(); err == nil && status != option.StatusUsage {
			text = shell.Failure(status)
		}
		p.print(text)
	}
	return status
}

// say writes a line to stderr. What comes from files and from AWS may not steer the terminal.
func (p *program) say(format string, args ...any) {
	fmt.Fprintf(p.stderr, "aws-runas: %s\n", option.Printable(fmt.Sprintf(format, args...)))
}

// print writes to stdout, at once.
func (p *program) print(text string) error {
	_, err := io.WriteString(p.stdout, text)
	return err
}

func isTerminal(f *os.File) bool { return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()) }

// shell is the shell that evaluates what is printed.
func (p *program) shell() (shells.Shell, error) {
	if p.shellName != "" {
		return shells.Lookup(p.shellName)
	}
	return detect.Shell(os.Getppid(), detect.System{}, p.environ.Get("SHELL"))
}
