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
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-isatty"

	"aws-runas/env"
	"aws-runas/env/process"
	"aws-runas/profile"
	"aws-runas/profile/trust"
	"aws-runas/shells"
	"aws-runas/shells/cli"
	"aws-runas/shells/commands"
	"aws-runas/shells/detect"
	"aws-runas/sts"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/console"
	"aws-runas/sts/login"
	"aws-runas/sts/login/browser"
	"aws-runas/sts/mfa"
	"aws-runas/sts/request"
	"aws-runas/sts/source"
)

func main() { os.Exit(newProgram().run(os.Args[1:])) }

// newProgram returns the program in this process's world.
func newProgram() *program {
	home, _ := os.UserHomeDir() // without one, what needs it says so
	dir, _ := os.Getwd()
	return &program{
		environ: os.Environ(), home: home, dir: dir, now: time.Now,
		stdin: os.Stdin, stdout: os.Stdout, stderr: process.Stderr(os.Stderr),
		exists: func(path string) bool { _, err := os.Stat(path); return err == nil },
	}
}

// program is one run: what it knows of the world outside, and how it is to speak.
type program struct {
	environ               env.List
	home, dir             string
	now                   func() time.Time
	stdin, stdout, stderr *os.File

	exists func(path string) bool // whether there is such a file

	shellName string // --shell; empty where it was not given
	quiet     bool   // stderr gets nothing but a failure
}

// table is what the program can do: a name is a method below, and its row is in package commands.
func (p *program) table() cli.Table {
	t := commands.Table(commands.Bodies{
		Env: p.env, Exec: p.exec, Use: p.needsHook, Drop: p.needsHook,
		List: p.list, Login: p.login, Logout: p.logout, Console: p.console,
		Allow: p.allow, Deny: p.deny, Forget: p.forget,
		Hook: p.hook, Renew: p.renew, Help: p.help, Version: p.version,
		Bare: p.bare,
	})
	t.Suggest = profile.Similar
	return t
}

// run runs a command line and returns the exit status.
func (p *program) run(args []string) (status int) {
	defer func() {
		if broken := recover(); broken != nil { // a bug must not let the line go on
			status = p.fail(args, fmt.Errorf("this is a bug: %v", broken))
		}
	}()
	help, err := p.table().Run(context.Background(), args)
	if err == nil && help != "" {
		err = p.printHelp(args, help)
	}
	if err != nil {
		return p.fail(args, err)
	}
	return 0
}

// The commands.

func (p *program) env() cli.Action {
	r := request.New(p.environ.Get)
	var force, unset bool
	flags := append(requestFlags(r.Flags()), p.shellFlag(),
		cli.Flag{Long: "force", Value: &force, Sentence: "print also when stdout is a terminal"},
		cli.Flag{Long: "unset", Value: &unset, Sentence: "restore what was there before the session"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, args []string) error {
		if len(args) > 0 {
			return p.notAnArgument(r, args)
		}
		shell, err := p.shell()
		if err != nil {
			return err
		}
		if isTerminal(p.stdout) && !force {
			return cli.Refusal("with --force it prints them all the same\ntype",
				"env prints credentials for a shell to evaluate, and stdout is a terminal").Typing(append([]string{"env"}, r.Words()...)...)
		}
		if unset {
			for _, name := range p.environ.Kept() {
				p.say("%s was set since the session began, and stays as it is", name)
			}
			return p.printText(shell.Undo(p.environ.Undo()))
		}
		s, err := p.activate(ctx, r, r.Ordinary(p.watched()))
		if err != nil {
			return err
		}
		return p.printText(shell.Change(s.Change(p.environ), s.Again))
	}}
}

// notAnArgument is the error of a word behind env. Where it can be, it is taken for the profile.
func (p *program) notAnArgument(r *request.Request, args []string) error {
	if r.Profile != "" || len(args) > 1 {
		return cli.Usage("see", "unexpected argument %q", args[len(args)-1]).Typing("help", "env")
	}
	r.Profile = args[0]
	return cli.Usage("a profile is given with -r", "unexpected argument %q", args[0]).Typing(append([]string{"env"}, r.Words()...)...)
}

// renew is called by the hook, before a prompt. It says nothing but why it fails: the hook shows one line.
func (p *program) renew() cli.Action {
	r := request.New(p.environ.Get)
	flags := append(requestFlags(append(r.Flags(), r.RenewalFlags()...)), p.shellFlag())
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		p.quiet = true
		shell, err := p.shell()
		if err != nil {
			return err
		}
		current, _ := p.environ.Session()
		s, err := p.activate(ctx, r, request.Renewal(cmp.Or(r.Profile, current.Profile)))
		if err != nil {
			return err
		}
		renewal, err := s.Renewal(p.environ)
		if err != nil {
			return err
		}
		return p.printText(shell.Renewal(renewal, s.Again))
	}}
}

func (p *program) exec() cli.Action {
	r := request.New(p.environ.Get)
	return cli.Action{Flags: requestFlags(r.Flags()), Run: func(ctx context.Context, args []string) error {
		if len(args) == 0 {
			words := slices.Concat([]string{"exec"}, r.Words(), []string{"--", "COMMAND"})
			return cli.Usage("", "exec needs a command").Typing(words...)
		}
		s, err := p.activate(ctx, r, r.Ordinary(p.watched()))
		if err != nil {
			return err
		}
		return process.Exec(args, p.environ.Apply(s.Change(p.environ)), p.stdin, p.stdout, p.stderr)
	}}
}

func (p *program) hook() cli.Action {
	var o shells.HookOptions
	flags := []cli.Flag{
		{Long: "skip-prompt", Short: "s", Value: &o.SkipPrompt, Sentence: "leave the prompt alone"},
		{Long: "no-renew", Value: &o.NoRenew, Sentence: "don't renew credentials before they expire"},
	}
	return cli.Action{Flags: flags, Run: func(_ context.Context, args []string) error {
		if len(args) == 0 {
			return cli.Usage("type: aws-runas hook bash, zsh, fish or powershell", "hook needs the name of the shell")
		}
		shell, err := shells.Lookup(args[0])
		if err != nil {
			return err
		}
		return p.printText(shell.Hook(o))
	}}
}

// needsHook is what use and drop are without the hook: a program can't change the shell that it was called from.
func (p *program) needsHook() cli.Action {
	r := request.New(p.environ.Get)
	return cli.Action{Flags: requestFlags(r.Flags()), Run: func(context.Context, []string) error {
		e := cli.Usage("put this into your shell's startup file",
			"use and drop change the shell itself: they need the function that the hook defines in it")
		if shell, err := p.shell(); err == nil {
			return e.Typing("hook", shell.Name())
		}
		return e.Typing("hook", "SHELL")
	}}
}

func (p *program) allow() cli.Action {
	return cli.Action{Run: func(_ context.Context, args []string) error {
		file, records := p.localConfig(args)
		sum, err := profile.Allow(records, file)
		if err == nil {
			p.say("allowed %s as it is now, sha256 %s", file, sum)
		}
		return err
	}}
}

func (p *program) deny() cli.Action {
	return cli.Action{Run: func(_ context.Context, args []string) error {
		file, records := p.localConfig(args)
		removed, err := records.Deny(file)
		if err == nil {
			p.say("%s %s", file, map[bool]string{true: "is not allowed any more", false: "was not allowed"}[removed])
		}
		return err
	}}
}

func (p *program) localConfig(args []string) (string, trust.Records) {
	file := append(args, "aws_config")[0]
	if !filepath.IsAbs(file) {
		file = filepath.Join(p.dir, file)
	}
	return file, trust.Records{Dir: profile.StateDir(p.environ.Get, p.home)}
}

func (p *program) forget() cli.Action {
	r := request.New(p.environ.Get)
	var all bool
	flags := []cli.Flag{
		{Long: "profile", Short: "r", Argument: "PROFILE", Value: &r.Profile, Sentence: "what was got for this profile"},
		{Long: "all", Value: &all, Sentence: "everything"},
	}
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		if (r.Profile == "") == !all {
			return cli.Usage("type: aws-runas forget -r PROFILE, or aws-runas forget --all", "forget needs a profile, or --all")
		}
		var match func(cache.Key, cache.Entry) bool
		if !all {
			shared := p.roleKey(ctx, r)
			match = func(k cache.Key, e cache.Entry) bool { return e.Profile == r.Profile || k == shared }
		}
		removed, err := p.store(r, r.Ordinary(p.watched())).Forget(match)
		for _, e := range removed {
			p.say("forgot %s", e)
		}
		if len(removed) == 0 && err == nil {
			p.say("nothing was cached")
		}
		return err
	}}
}

// roleKey returns that of the role that the profile has now, which may have been got for another profile; empty without one.
func (p *program) roleKey(ctx context.Context, r *request.Request) cache.Key {
	m := r.Ordinary(p.watched())
	chain, err := p.chain(r, m, p.files(r, m))
	if err != nil {
		return ""
	}
	broker, err := p.broker(r, m, chain)
	if err != nil {
		return ""
	}
	return broker.RoleKey(ctx, sts.Request{Chain: chain, Duration: r.Duration.Duration, NoSession: r.NoSession})
}

func (p *program) login() cli.Action {
	r := request.New(p.environ.Get)
	var session string
	var noBrowser, deviceCode bool
	flags := append(only(r.Flags(), "profile", "path"), sessionFlag(&session),
		cli.Flag{Long: "no-browser", Value: &noBrowser, Sentence: "print the address, and open nothing"},
		cli.Flag{Long: "device-code", Value: &deviceCode, Sentence: "sign in with a code, in a browser on any machine"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		ctx, stop := process.Interruptible(ctx)
		defer stop()
		target, selected, err := p.target(r, session)
		if err != nil {
			return err
		}
		c, err := p.signIn(r, request.Manner{Patience: login.Longest}, selected)
		if err != nil {
			return err
		}
		if c.DeviceCode = deviceCode; noBrowser {
			c.Open = nil
		}
		return c.SignIn(ctx, target)
	}}
}

func (p *program) logout() cli.Action {
	r := request.New(p.environ.Get)
	var session string
	var all bool
	flags := append(only(r.Flags(), "profile", "path"), sessionFlag(&session), cli.Flag{Long: "all", Value: &all, Sentence: "every sign-in"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		ctx, stop := process.Interruptible(ctx)
		defer stop()
		targets, selected, err := p.targets(r, session, all)
		if err != nil {
			return err
		}
		c, err := p.signIn(r, r.Ordinary(p.watched()), selected)
		if err != nil {
			return err
		}
		var errs []error
		for _, target := range targets {
			removed, err := c.SignOut(ctx, target)
			errs = append(errs, err)
			if removed && err == nil {
				p.say("signed out of %s", target)
			} else if err == nil && !all {
				p.say("there was no sign-in to %s", target)
			}
		}
		return errors.Join(errs...)
	}}
}

func (p *program) list() cli.Action {
	r := request.New(p.environ.Get)
	var session string
	var asConfig bool
	flags := append(only(r.Flags(), "path", "no-input"),
		cli.Flag{Long: "sso", Argument: "NAME", Value: &session, Sentence: "the sso-session section that was signed in to"},
		cli.Flag{Long: "as-config", Value: &asConfig, Sentence: "as sections of a config file, to paste into yours"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, words []string) error {
		if session == "" {
			return cli.Usage("", "list needs the name of an sso-session section").Typing("list", "--sso", "NAME")
		}
		ctx, stop := process.Interruptible(ctx)
		defer stop()
		target, selected, err := p.target(r, session)
		if err != nil {
			return err
		}
		m := r.Ordinary(p.watched())
		c, err := p.signIn(r, m, selected)
		if err != nil {
			return err
		}
		roles, err := c.RolesOrOffer(ctx, target, m.NoInput == nil)
		if err != nil {
			return err
		}
		roles = login.Matching(roles, words)
		if asConfig {
			return p.print(login.Sections(target, roles))
		}
		return p.print(login.Lines(roles))
	}}
}

func (p *program) console() cli.Action {
	r := request.New(p.environ.Get)
	var to console.Request
	var open bool
	flags := append(only(r.Flags(), "profile", "role", "duration", "path", "mfa-code", "no-session", "refresh", "no-cache", "no-input"),
		cli.Flag{Long: "service", Argument: "NAME", Value: &to.Service, Sentence: "open this one, as the console's addresses spell it: s3"},
		cli.Flag{Long: "destination", Argument: "URL", Value: &to.Destination, Sentence: "open this page of the console"},
		cli.Flag{Long: "region", Argument: "REGION", Value: &to.Region, Sentence: "open the console in this region", Default: "the profile's"},
		cli.Flag{Long: "open", Value: &open, Sentence: "open the browser, and print no address"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		ctx, stop := process.Interruptible(ctx)
		defer stop()
		link, err := p.consoleLink(ctx, r, to)
		if err != nil {
			return err
		}
		p.say("%s", link.Says(p.now()))
		if open {
			return console.Open(ctx, link, p.browser().Open)
		}
		return p.print(link.URL + "\n")
	}}
}

func (p *program) consoleLink(ctx context.Context, r *request.Request, to console.Request) (console.Link, error) {
	if err := r.Check(); err != nil {
		return console.Link{}, err
	}
	m := r.Ordinary(p.watched())
	chain, err := p.chain(r, m, p.files(r, m))
	if err != nil {
		return console.Link{}, err
	}
	broker, err := p.broker(r, m, chain)
	if err != nil {
		return console.Link{}, err
	}
	current, _ := p.environ.Session()
	to.Chain, to.Role, to.NoRole = chain, r.Role, current.NoRole && r.Profile == "" && r.Role == ""
	if err := console.Check(broker.AWS, to); err != nil {
		return console.Link{}, err
	}
	result, err := broker.Credentials(ctx, sts.Request{
		Chain: chain, Role: r.Role, Duration: r.Duration.Duration, NoSession: r.NoSession, Refresh: r.Refresh,
	})
	if err != nil {
		return console.Link{}, err
	}
	to.Credentials = result.Credentials
	return console.New(ctx, broker.AWS, p.now, to)
}

// target is what there is to sign in to: the section that is named, or what the profile has; and the profile whose settings
// say how AWS is reached.
func (p *program) target(r *request.Request, session string) (login.Target, profile.Profile, error) {
	targets, selected, err := p.targets(r, session, false)
	if err != nil {
		return login.Target{}, selected, err
	}
	return targets[0], selected, nil
}

func (p *program) targets(r *request.Request, session string, all bool) ([]login.Target, profile.Profile, error) {
	if session != "" && r.Profile != "" || all && (session != "" || r.Profile != "") {
		return nil, profile.Profile{}, cli.Usage("use one of them", "a profile, an sso-session and --all can't be combined")
	}
	if err := r.Check(); err != nil {
		return nil, profile.Profile{}, err
	}
	set, err := profile.Load(p.files(r, request.Manner{}))
	if err != nil {
		return nil, profile.Profile{}, err
	}
	switch {
	case all:
		return login.All(set, p.home), profile.Profile{}, nil
	case session != "":
		role, err := set.SSOSession(session)
		return []login.Target{login.TargetOf(role)}, profile.Profile{}, err
	}
	current, _ := p.environ.Session()
	selected, err := set.SignIn(cmp.Or(r.Profile, current.Profile, p.environ.Get("AWS_PROFILE"), "default"))
	return []login.Target{login.TargetOf(selected.SSO)}, selected, err
}

// signIn returns who signs in.
func (p *program) signIn(r *request.Request, m request.Manner, selected profile.Profile) (login.Client, error) {
	config, err := client.New(p.environ.WithoutSession().Get, selected, nil)
	return p.signInWith(config, p.store(r, m)), err
}

func (p *program) signInWith(config client.Config, store *cache.Store) login.Client {
	b := p.browser()
	return login.Client{
		AWS: config, Home: p.home, Now: p.now, Say: p.say, Hold: store.Hold, Open: b.Open, Elsewhere: b.Elsewhere(),
		Terminal: func() (io.ReadWriteCloser, error) { return mfa.Terminal(p.stdin, p.stderr) },
	}
}

func (p *program) browser() browser.Machine {
	return browser.Machine{
		System: runtime.GOOS, Getenv: p.environ.Get, Environ: p.environ, LookPath: exec.LookPath, Exists: p.exists,
	}
}

func (p *program) version() cli.Action {
	return cli.Action{Run: func(context.Context, []string) error {
		version := "(devel)"
		if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
			version = info.Main.Version
		}
		return p.print("aws-runas " + version + "\n")
	}}
}

func (p *program) help() cli.Action {
	return cli.Action{Run: func(_ context.Context, args []string) error {
		return p.printText(p.table().Help(args))
	}}
}

// bare is the command line of the original tool: flags, and perhaps a program to run.
func (p *program) bare() cli.Action {
	r := request.New(p.environ.Get)
	var version bool
	flags := append(requestFlags(r.Flags()), cli.Flag{Long: "version", Short: "v", Value: &version})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, args []string) error {
		switch row, rest, known := p.table().Find(args); {
		case version:
			return p.version().Run(ctx, nil)
		case known:
			return cli.Usage("", "flags stand behind the command").Typing(slices.Concat([]string{row.Name}, r.Words(), rest)...)
		case len(args) > 0:
			words := slices.Concat([]string{"exec"}, r.Words(), []string{"--"}, args)
			return cli.Usage("", "%q is no command of aws-runas", args[0]).Typing(words...)
		}
		return cli.Usage("", "a command is needed").Typing(append([]string{"env"}, r.Words()...)...)
	}}
}

// only returns the rows of some of what credentials can be asked for.
func only(rows []request.Flag, names ...string) []cli.Flag {
	return requestFlags(slices.DeleteFunc(rows, func(f request.Flag) bool { return !slices.Contains(names, f.Long) }))
}

func sessionFlag(session *string) cli.Flag {
	return cli.Flag{Long: "sso-session", Argument: "NAME", Value: session, Sentence: "the section to sign in to, in place of a profile's"}
}

// requestFlags returns the rows of what credentials can be asked for.
func requestFlags(rows []request.Flag) []cli.Flag {
	var flags []cli.Flag
	for _, f := range rows {
		flags = append(flags, cli.Flag{
			Long: f.Long, Short: f.Short, Argument: f.Argument, Value: f.Value,
			Variable: f.Variable, Default: f.Default, Sentence: f.Sentence, Hidden: f.Sentence == "",
		})
	}
	return flags
}

func (p *program) shellFlag() cli.Flag {
	return cli.Flag{
		Long: "shell", Argument: "SHELL", Value: &p.shellName,
		Sentence: "who evaluates: bash, zsh, fish, powershell, sh", Default: "found out",
	}
}

// The main path: request, profile, sts, env.

// activate gets the credentials that are asked for and returns the session that they make.
func (p *program) activate(ctx context.Context, r *request.Request, m request.Manner) (env.Session, error) {
	if err := r.Check(); err != nil {
		return env.Session{}, err
	}
	ctx, stop := process.Interruptible(ctx)
	defer stop()
	if m.Limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, m.Limit)
		defer cancel()
	}
	files := p.files(r, m)
	chain, err := p.chain(r, m, files)
	if err != nil {
		return env.Session{}, err
	}
	broker, err := p.broker(r, m, chain)
	if err != nil {
		return env.Session{}, err
	}
	result, err := broker.Credentials(ctx, sts.Request{
		Chain: chain, Role: r.Role, Duration: r.Duration.Duration, NoRole: r.NoRole, NoSession: r.NoSession,
		Refresh: r.Refresh, Renewal: m.Renewal,
	})
	return shellSession(r, files, chain[0], result), err
}

// shellSession is what the credentials make of a shell, with the words that ask for the same again from any directory.
func shellSession(r *request.Request, files profile.Files, selected profile.Profile, result sts.Result) env.Session {
	s := env.Session{
		Profile: selected.Name, Region: selected.Region, Credentials: result.Credentials,
		RoleARN: result.RoleARN, SessionName: result.SessionName, Source: result.SourceKeyID, NoRole: r.NoRole,
	}
	if result.FromEnvironment {
		s.Source = env.SourceEnvironment
		return s
	}
	again := *r
	again.Path, again.Local, again.Credentials = files.Config, files.Local, files.Credentials
	if selected.CredentialSource == profile.Ambient {
		s.Source = env.SourceAmbient
	} else {
		again.Profile = s.Profile
	}
	s.Again = again.Words()
	return s
}

// files says which files to read. A renewal reads those that its session was read from.
func (p *program) files(r *request.Request, m request.Manner) profile.Files {
	files := profile.Locate(p.environ.WithoutSession().Get, p.home, p.dir, r.Path)
	if m.Renewal {
		files.Local, files.Credentials, files.Explicit = r.Local, r.Credentials, false
	}
	return files
}

// chain reads the files and returns the chain of the profile that is asked for: by the flag, else by the session that is
// active, else by AWS_PROFILE.
func (p *program) chain(r *request.Request, m request.Manner, files profile.Files) ([]profile.Profile, error) {
	current, _ := p.environ.Session()
	asked := cmp.Or(r.Profile, current.Profile, p.environ.Get("AWS_PROFILE"))
	set, err := profile.Load(files)
	if err != nil {
		return nil, err
	}
	find := set.Chain
	if r.Role != "" && (asked == "" || r.Profile == "" && current.Source == env.SourceAmbient) {
		find = set.RoleChain
	}
	chain, err := find(cmp.Or(asked, "default"))
	for i, link := range chain {
		again := i > 0 && chain[i-1].Name == link.Name // a role's source may be its own profile
		if local, own, hidden := set.Hides(link.Name); hidden && link.Local && !again {
			p.say("profile %q comes from %s, which hides the one in %s", link.Name, local, own)
		}
	}
	if err == nil && r.Profile == "" && r.Role == "" && !r.NoRole {
		err = p.environ.CheckRole(chain[0].RoleARN)
	}
	return chain, err
}

// broker returns who gets the credentials of a chain.
func (p *program) broker(r *request.Request, m request.Manner, chain []profile.Profile) (*sts.Broker, error) {
	outer := p.environ.WithoutSession()
	config, err := client.New(outer.Get, chain[0], chain)
	if err != nil {
		return nil, err
	}
	noInput := ""
	if m.NoInput != nil {
		noInput = m.NoInput.Error()
	}
	current, active := p.environ.Session()
	store := p.store(r, m)
	resolver := source.Resolver{
		Getenv: outer.Get, Environ: outer, Home: p.home, Dir: p.dir, AWS: config, Now: p.now, NoInput: noInput,
		Stdin: p.stdin, Stderr: p.stderr, EnvironmentHidden: active && p.environ.Get(env.RunasHides) == env.HidesKeys,
		Hold: store.Hold,
	}
	if m.NoInput == nil {
		resolver.SignIn = func(ctx context.Context, to login.Target, why error) error {
			return p.signInWith(config, store).Offer(ctx, to, why)
		}
	}
	b := &sts.Broker{
		AWS: config, Source: resolver, Cache: store, Now: p.now, Say: p.say,
		MFA: mfa.Prompter{
			Given: r.MFACode, NoInput: noInput, Run: resolver.Run,
			Open: func() (io.ReadWriteCloser, error) { return mfa.Terminal(p.stdin, p.stderr) },
		},
	}
	if active && current.RoleARN == "" {
		b.Live = sts.Live{Credentials: current.Credentials, SourceKeyID: current.Source}
	}
	return b, nil
}

func (p *program) store(r *request.Request, m request.Manner) *cache.Store {
	s := &cache.Store{Dir: cache.Dir(p.environ.Get, p.home), Now: p.now, Warn: p.say, Patience: m.Patience}
	if r.NoCache {
		s.Dir = ""
	}
	return s
}

// The ways out.

// printHelp puts help on stdout, or on stderr where a shell would evaluate it.
func (p *program) printHelp(args []string, help string) error {
	if !p.table().Reader(args).Evaluates() || isTerminal(p.stdout) {
		return p.print(help)
	}
	io.WriteString(p.stderr, help)
	shell, err := p.shell()
	if err != nil {
		return nil
	}
	return p.print(shell.Nothing())
}

// fail says what went wrong and what to do about it, makes the evaluation of stdout fail, and returns the exit status.
func (p *program) fail(args []string, err error) int {
	status, reader, hints := cli.Status(err), p.table().Reader(args), cli.Hints(err, p.spell)
	if status == cli.StatusInterrupted {
		err = errors.New("interrupted")
	}
	p.quiet = false
	if reader == cli.Hook { // it shows one line
		err, hints = errors.New(strings.Join(append([]string{err.Error()}, hints...), "; ")), nil
	}
	if silent := new(process.StatusError); !errors.As(err, &silent) || silent.Err != nil {
		p.say("%v", err)
	}
	for _, hint := range hints {
		p.say("hint: %s", hint)
	}
	if reader.Evaluates() && !isTerminal(p.stdout) {
		text := shells.FailureAnywhere
		if shell, err := p.shell(); err == nil && status != cli.StatusUsage {
			text = shell.Failure(status)
		}
		p.print(text)
	}
	return status
}

// spell writes a command line of this program as the user's shell would have it typed.
func (p *program) spell(args []string) string {
	shell, err := p.shell()
	if err != nil {
		shell, _ = shells.Lookup("sh")
	}
	if p.table().Reader(args).Evaluates() {
		return shell.EvalLine(args...)
	}
	return shell.CommandLine(args...)
}

// say writes a line to stderr. What comes from files and from AWS may not steer the terminal.
func (p *program) say(format string, args ...any) {
	if !p.quiet {
		fmt.Fprintf(p.stderr, "aws-runas: %s\n", cli.Printable(fmt.Sprintf(format, args...)))
	}
}

// printText prints what was made, if it was.
func (p *program) printText(text string, err error) error {
	if err != nil {
		return err
	}
	return p.print(text)
}

// print writes to stdout, at once.
func (p *program) print(text string) error {
	_, err := io.WriteString(p.stdout, text)
	return err
}

// watched says whether somebody may be looking at a terminal.
func (p *program) watched() bool { return isTerminal(p.stdin) || isTerminal(p.stderr) }

func isTerminal(f *os.File) bool { return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()) }

// shell is the shell that evaluates what is printed.
func (p *program) shell() (shells.Shell, error) {
	if p.shellName != "" {
		return shells.Lookup(p.shellName)
	}
	return detect.Shell(os.Getppid(), detect.System{}, p.environ.Get("SHELL"))
}
