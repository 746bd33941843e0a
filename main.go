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
// 0 is success, 1 a failure, 2 wrong usage, 128 and its number a signal that ended it. exec ends as its command does, or with
// 127 when that is not found and 126 when it can't be run.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"runtime"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"aws-runas/env"
	"aws-runas/env/process"
	"aws-runas/profile"
	"aws-runas/shells"
	"aws-runas/shells/cli"
	"aws-runas/shells/commands"
	"aws-runas/shells/detect"
	"aws-runas/shells/streams"
	"aws-runas/sts"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/console"
	"aws-runas/sts/login"
	"aws-runas/sts/login/browser"
	"aws-runas/sts/mfa"
	"aws-runas/sts/renew"
	"aws-runas/sts/report"
	"aws-runas/sts/request"
	"aws-runas/sts/source"
)

func main() { os.Exit(newProgram().run(os.Args[1:])) }

// program is one run: what it knows of the world outside.
type program struct {
	environ   env.List
	home, dir string
	called    string      // the program's name, as it was called
	within    renew.State // what exec --renew has left for the command that this runs in; the zero value in no such command
	now       func() time.Time
	exists    func(path string) bool // whether there is such a file
	noted     bool                   // it was said where the cache is, or why there is none
	ended     atomic.Value           // the signal that ended the run
	silent    bool                   // a program reads what comes out, and may have the terminal to itself
	streams.Streams
}

// newProgram returns the program in this process's world.
func newProgram() *program {
	home, _ := os.UserHomeDir()
	home = profile.Home(home, user.Current) // without one, what needs it says so
	dir, _ := os.Getwd()
	p := &program{environ: os.Environ(), home: home, dir: dir, called: os.Args[0], now: time.Now}
	if made, is := p.environ.Renewing(); is {
		p.within, _ = renew.Read(made) // without it, what calls this program in a circle says so
	}
	p.exists = func(path string) bool { _, err := os.Stat(path); return err == nil }
	p.Streams = streams.Streams{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: process.Stderr(os.Stderr),
		Detect: func() (shells.Shell, error) {
			return detect.Shell(os.Getppid(), detect.NewSystem(), p.environ.Get("SHELL"))
		},
		Reader: func(args []string) cli.Reader { return p.table().Reader(args) },
	}
	return p
}

// run runs a command line and returns the exit status.
func (p *program) run(args []string) (status int) {
	table := p.table()
	if len(args) == 0 && streams.IsTerminal(p.Stdout) { // else a shell may be about to evaluate what is printed
		args = []string{"--help"}
	}
	row, _, _ := table.Find(args)
	p.silent = table.Reader(args) == cli.Program && !row.Wraps
	defer func() {
		if broken := recover(); broken != nil { // a bug must not let the line go on
			status = p.Fail(table.Reader(args), fmt.Errorf("this is a bug: %v", broken))
		}
	}()
	help, err := table.Run(context.Background(), args)
	if err == nil && help != nil {
		err = p.Help(table.Reader(args), help)
	}
	if sig, heard := p.ended.Load().(syscall.Signal); heard && sig != syscall.SIGINT && errors.Is(err, context.Canceled) {
		err = &process.SignalError{Signal: sig}
	}
	if err != nil {
		return p.Fail(table.Reader(args), err)
	}
	return 0
}

// interruptible returns a context that a signal ends, which run then tells of.
func (p *program) interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	return process.Interruptible(ctx, func(s os.Signal) { p.ended.Store(s) })
}

// table is what the program can do. The rows, and what is about the shell alone, are in package commands.
func (p *program) table() cli.Table {
	w := commands.World{
		Streams: &p.Streams, Environ: p.environ, Now: p.now, Build: debug.ReadBuildInfo, System: runtime.GOOS,
		Ask: p.ask, Renewed: p.renewed, IsProfile: p.isProfile, Table: p.table,
	}
	t := commands.Table(w, commands.Bodies{
		List: p.list, Status: p.status, Login: p.login, Logout: p.logout, Console: p.console,
		Allow: p.allow, Deny: p.deny,
	})
	t.Suggest = profile.Similar
	t.Common = []cli.Flag{{Long: "debug", Value: &p.Debugging, Sentence: "say on stderr what is read, cached and called"}}
	return t
}

// The main path: request, profile, sts, env.

// ask returns a new request for credentials, as a command needs it.
func (p *program) ask() commands.Request {
	r := request.New(p.environ.Get)
	return commands.Request{
		Flags: p.requestFlags(r, r.Flags()), RenewalFlags: p.requestFlags(r, r.RenewalFlags()), Profile: &r.Profile, Words: r.Words,
		Complete: p.profiles(r),
		Activate: func(ctx context.Context, whom commands.For) (env.Session, error) {
			m := r.Ordinary(p.Watched())
			if whom == commands.Renewal {
				current, _ := p.environ.Session()
				m = request.Renewal(cmp.Or(r.Profile, current.Profile))
			}
			m.Process = whom == commands.Keeper
			return p.activate(ctx, r, m)
		},
		Keep:   func(ctx context.Context) (env.Change, error) { return p.keep(ctx, r) },
		Forget: func(ctx context.Context) ([]string, error) { return p.forget(ctx, r) },
	}
}

// activate gets the credentials that are asked for and returns the session that they make.
func (p *program) activate(ctx context.Context, r *request.Request, m request.Manner) (env.Session, error) {
	if err := r.Check(); err != nil {
		return env.Session{}, err
	}
	ctx, stop := p.interruptible(ctx)
	defer stop()
	if m.Limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, m.Limit)
		defer cancel()
	}
	p.askWithin(r)
	files := p.files(r, m)
	chain, err := p.chain(r, m, files)
	if err != nil {
		return env.Session{}, err
	}
	broker, err := p.broker(r, m, chain)
	if err != nil {
		return env.Session{}, err
	}
	result, err := broker.Credentials(ctx, sts.Request{Chain: chain, Request: *r, Manner: m})
	return shellSession(r, files, chain[0], result), err
}

// keep gets the credentials that are asked for, and leaves what a command needs to get them again, and again.
func (p *program) keep(ctx context.Context, r *request.Request) (env.Change, error) {
	if err := r.Check(); err != nil {
		return env.Change{}, err
	}
	ctx, stop := p.interruptible(ctx)
	defer stop()
	m := r.Ordinary(p.Watched())
	m.Process = true
	p.askWithin(r)
	files := p.files(r, m)
	chain, err := p.chain(r, m, files)
	if err != nil {
		return env.Change{}, err
	}
	broker, err := p.broker(r, m, chain)
	if err != nil {
		return env.Change{}, err
	}
	broker.Live = sts.Live{} // it ends, and with it what it could renew
	req := sts.Request{Chain: chain, Request: *r, Manner: m}
	if _, err := broker.Renewable(req, nil); err != nil {
		return env.Change{}, err
	}
	result, err := broker.Credentials(ctx, req)
	if err != nil {
		return env.Change{}, err
	}
	renewal, err := broker.Renewable(req, &result)
	if err != nil {
		return env.Change{}, err
	}
	s, change := shellSession(r, files, chain[0], result), env.ByProfile{}
	change.Region = s.Region
	state := renew.State{
		Words: s.Again, RoleARN: s.RoleARN, Home: p.home, Dir: p.dir,
		Before: p.outer().Only(env.Inputs()), Now: p.environ.Apply(change.Change(p.environ)).Only(env.Inputs()),
	}
	made, err := p.kept().Prepare(files, chain[0], state, p.called)
	if err != nil {
		return env.Change{}, err
	}
	if renewal.Of != "" {
		p.Say("profile %q: credentials are renewed until %s, when %s ends", s.Profile, renewal.Until.In(p.now().Location()).Format("2 Jan 15:04"), renewal.Of)
	}
	change.Config, change.Profile = made.Config, made.Profile
	return change.Change(p.environ), nil
}

// renewed gets the credentials that keep has left a state for. It is called by the command's SDK, in the command's
// environment, and knows what is meant from the state alone.
func (p *program) renewed(ctx context.Context, name string) (env.Session, error) {
	state, err := p.kept().Open(name, p.environ.Get(env.ConfigFile))
	if err != nil {
		return env.Session{}, err
	}
	os.Chdir(state.Dir) // where relative paths begin; if it is gone, so are these
	r, user := new(request.Request), *p
	user.home, user.dir, user.within = state.Home, state.Dir, renew.State{}
	user.environ = p.environ.WithoutSession().Back(state.Before, state.Now, true)
	if err := r.Parse(state.Words); err != nil {
		return env.Session{}, err
	}
	s, err := user.activate(ctx, r, request.OfProcess(r.Words()))
	if err == nil && s.RoleARN != state.RoleARN {
		err = fmt.Errorf("profile %q has another role than when the command was started: start it again", s.Profile)
	}
	return s, err
}

// kept is where the states of commands are kept.
func (p *program) kept() renew.Store {
	dir, _ := cache.Dir(p.environ.Get, p.home)
	return renew.In(dir, p.now)
}

// outer is the user's own environment: without what a session has exported, and without what exec --renew has made for this
// command.
func (p *program) outer() env.List {
	own := p.environ.WithoutSession()
	if p.within.As == "" {
		return own
	}
	return own.Back(p.within.Before, p.within.Now, false)
}

// askWithin has a request that names nothing ask for what the command has that this runs in.
func (p *program) askWithin(r *request.Request) {
	if p.within.As == "" || p.environ.Active() || p.environ.Get("AWS_PROFILE") != p.within.As || r.Profile != "" {
		return
	}
	var of request.Request
	if of.Parse(p.within.Words) == nil {
		r.Profile = p.within.Profile
		if r.Role == "" && !r.NoRole {
			r.Role, r.NoRole = of.Role, of.NoRole
		}
	}
}

// shellSession is what the credentials make of a shell, with the words that ask for the same again from any directory.
func shellSession(r *request.Request, files profile.Files, selected profile.Profile, result sts.Result) env.Session {
	s := env.Session{
		Profile: selected.Name, Region: cmp.Or(r.Region, selected.Region), Credentials: result.Credentials,
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
	files := profile.Locate(p.outer().Get, p.home, p.dir, r.Path)
	if m.Renewal || m.Unattended != nil {
		files.Local, files.Credentials, files.Explicit = r.Local, r.Credentials, false
	}
	return files
}

// load reads the files.
func (p *program) load(files profile.Files) (*profile.Set, error) {
	set, err := profile.Load(files)
	if err != nil {
		return nil, err
	}
	for _, f := range set.Read() {
		p.Debug("%s %s", map[bool]string{true: "read", false: "there is no"}[f.Found], f.Path)
	}
	return set, nil
}

// chain reads the files and returns the chain of the profile that is asked for: by the flag, else by the session that is
// active, else by AWS_PROFILE.
func (p *program) chain(r *request.Request, m request.Manner, files profile.Files) ([]profile.Profile, error) {
	current, _ := p.environ.Session()
	asked := cmp.Or(r.Profile, current.Profile, p.outer().Get("AWS_PROFILE"))
	set, err := p.load(files)
	if err != nil {
		return nil, err
	}
	find := set.Chain
	if r.Role != "" && (asked == "" || r.Profile == "" && current.Source == env.SourceAmbient) {
		find = set.RoleChain
	}
	chain, err := find(cmp.Or(asked, "default"))
	if err == nil && len(chain) > 1 && !r.NoRole && (r.Role != "" || r.Duration == 0) {
		err = chain[0].Check("duration_seconds")
	}
	for _, note := range set.Notes() {
		p.Say("%s", note)
	}
	if err == nil && r.Profile == "" && r.Role == "" && !r.NoRole {
		err = p.environ.CheckRole(chain[0].RoleARN)
	}
	return chain, err
}

// broker returns who gets the credentials of a chain.
func (p *program) broker(r *request.Request, m request.Manner, chain []profile.Profile) (*sts.Broker, error) {
	outer := p.outer()
	config, err := client.NewIn(r.Region, outer.Get, chain[0], chain)
	if err != nil {
		return nil, err
	}
	config.Watch(p.watch(m))
	current, active := p.environ.Session()
	store := p.store(r, m)
	resolver := source.Resolver{
		Getenv: outer.Get, Environ: outer, Home: p.home, Dir: p.dir, AWS: config, Now: p.now, NoInput: m.NoInput,
		Stdin: p.Stdin, Stderr: p.Stderr, RunProgram: process.Run, EnvironmentHidden: active && p.environ.Get(env.RunasHides) == env.HidesKeys,
		Hold: store.Hold,
	}
	if m.Unattended != nil {
		resolver.RunProgram = process.RunAlone
	} else if m.NoInput == nil {
		resolver.SignIn = func(ctx context.Context, to login.Target, why error) error {
			return p.signInWith(config, store).Offer(ctx, to, why)
		}
	}
	b := &sts.Broker{
		AWS: config, Source: resolver, Cache: store, Now: p.now, Say: p.Say,
		MFA: mfa.Prompter{
			Given: r.MFACode, NoInput: m.NoInput, Unattended: m.Unattended, Run: resolver.Run,
			Open: func() (io.ReadWriteCloser, error) { return mfa.Terminal(p.Stdin, p.Stderr) },
		},
	}
	if active && current.RoleARN == "" {
		b.Live = sts.Live{Credentials: current.Credentials, SourceKeyID: current.Source}
	}
	return b, nil
}

// watch says what the user is told of the network.
func (p *program) watch(m request.Manner) (w client.Watch) {
	if p.Debugging {
		w.Debug = p.Debug
	}
	if m.NoInput == nil && !p.silent {
		w.Waiting = p.Waiting
	}
	return w
}

func (p *program) store(r *request.Request, m request.Manner) *cache.Store {
	dir, note := cache.Dir(p.environ.Get, p.home)
	s := &cache.Store{Dir: dir, Now: p.now, Warn: p.Say, Patience: m.Patience}
	if p.Debugging {
		s.Debug = p.Debug
	}
	if r.NoCache {
		s.Dir = ""
	} else if note != "" && !p.noted {
		p.noted = true
		p.Say("%s", note)
	}
	return s
}

// The commands that are not about a shell.

func (p *program) login() cli.Action {
	r := request.New(p.environ.Get)
	var session string
	var noBrowser, deviceCode bool
	flags := append(p.only(r, "profile", "path"), p.sessionFlag(r, &session),
		cli.Flag{Long: "no-browser", Value: &noBrowser, Sentence: "print the address, and open nothing"},
		cli.Flag{Long: "device-code", Value: &deviceCode, Sentence: "sign in with a code, in a browser on any machine"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		ctx, stop := p.interruptible(ctx)
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
	flags := append(p.only(r, "profile", "path"), p.sessionFlag(r, &session), cli.Flag{Long: "all", Value: &all, Sentence: "every sign-in"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		ctx, stop := p.interruptible(ctx)
		defer stop()
		targets, selected, err := p.targets(r, session, all)
		if err != nil {
			return err
		}
		c, err := p.signIn(r, r.Ordinary(p.Watched()), selected)
		if err != nil {
			return err
		}
		var errs []error
		for _, target := range targets {
			removed, err := c.SignOut(ctx, target)
			errs = append(errs, err)
			if removed && err == nil {
				p.Say("signed out of %s", target)
			} else if err == nil && !all {
				p.Say("there was no sign-in to %s", target)
			}
		}
		return errors.Join(errs...)
	}}
}

func (p *program) list() cli.Action {
	r := request.New(p.environ.Get)
	var session string
	var asConfig, asJSON bool
	flags := append(p.only(r, "path", "no-input"),
		cli.Flag{Long: "json", Value: &asJSON, Sentence: "as JSON"},
		cli.Flag{Long: "sso", Argument: "NAME", Value: &session, Complete: p.sessions(r), Sentence: "the roles that a sign-in has, by its sso-session section"},
		cli.Flag{Long: "as-config", Value: &asConfig, Sentence: "with --sso: as sections of a config file, to paste into yours"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, words []string) error {
		switch {
		case session == "" && asConfig:
			return cli.Usage("", "--as-config needs the name of an sso-session section").Typing("list", "--sso", "NAME", "--as-config")
		case session != "" && asJSON:
			return cli.Usage("leave out one of them", "list --sso has no --json")
		case session == "":
			return p.listProfiles(r, words, asJSON)
		}
		ctx, stop := p.interruptible(ctx)
		defer stop()
		target, selected, err := p.target(r, session)
		if err != nil {
			return err
		}
		m := r.Ordinary(p.Watched())
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
			return p.Print(login.Sections(target, roles), nil)
		}
		return p.Print(login.Lines(roles), nil)
	}}
}

func (p *program) listProfiles(r *request.Request, words []string, asJSON bool) error {
	w, err := p.world(r)
	if err != nil {
		return err
	}
	list, screen := w.List(words), p.Screen(p.environ.Get)
	if asJSON {
		return p.Print(list.JSON(w.Now))
	}
	return p.Print(list.Text(w.Now, screen.Columns, screen.Color, drawn), nil)
}

func (p *program) status() cli.Action {
	r := request.New(p.environ.Get)
	var asked report.Asked
	var told commands.HookTold
	flags := append(p.only(r, "path"), commands.StatusFlags(&asked.Quiet, &asked.Short, &asked.JSON, &asked.Verify)...)
	return cli.Action{Flags: append(flags, told.Flags()...), Run: func(ctx context.Context, _ []string) error {
		ctx, stop := p.interruptible(ctx)
		defer stop()
		now, s := p.now(), p.session()
		s.Hook, s.Renew, s.Saved = told.Call > 0, told.Renews, told.Saved
		status := s.At(now)
		if asked.NeedsFiles() && status.State != report.None {
			w, err := p.world(r)
			if err != nil {
				return err
			}
			status = w.Status(s)
			if asked.Verify {
				status.Verified(p.verify(ctx, w.Set))
			}
		}
		if err := p.Print(status.Print(asked, now, p.Spell)); err != nil || status.State == report.Live {
			return err
		}
		return &process.StatusError{Status: cli.StatusFailed}
	}}
}

// session is what the environment tells of this shell's session.
func (p *program) session() report.Session {
	e := p.environ
	s, _ := e.Session()
	states := map[env.State]report.State{env.None: report.None, env.Active: report.Live, env.Foreign: report.Covered}
	since := slices.DeleteFunc(e.Kept(), func(name string) bool { return !slices.Contains(env.HiddenNames(), name) })
	return report.Session{
		State: states[e.State()], Profile: e.Get(env.RunasProfile), RoleARN: s.RoleARN, SessionName: s.SessionName,
		KeyID: s.Credentials.AccessKeyID, Expires: s.Credentials.Expires, NoRole: s.NoRole, Nameless: s.Source == env.SourceAmbient,
		Region: s.Region, RegionNow: cmp.Or(e.Get(env.Region), e.Get(env.DefaultRegion)), Hides: e.Get(env.RunasHides) != "", Since: since,
	}
}

// verify asks AWS whose the session's keys are.
func (p *program) verify(ctx context.Context, set *profile.Set) (arn string, err error) {
	s, _ := p.environ.Session()
	chain, err := set.Chain(s.Profile)
	if err != nil {
		chain = []profile.Profile{{Name: s.Profile}}
	}
	config, err := client.New(p.outer().Get, chain[0], chain)
	if err != nil {
		return "", err
	}
	return sts.Verify(ctx, config, s.Credentials)
}

// drawn draws a report for a terminal.
func drawn(columns int, color bool, header []string, rows []report.Line) []string {
	g := cli.Grid{Header: header, Firm: report.Firm()}
	for _, r := range rows {
		g.Rows = append(g.Rows, cli.GridRow{Mark: r.Mark, Cells: r.Cells, Note: r.Note, Color: cli.Color(r.Color)})
	}
	return g.Lines(columns, color)
}

// world is what reports are made of.
func (p *program) world(r *request.Request) (report.World, error) {
	m := r.Ordinary(p.Watched())
	set, err := profile.Load(p.files(r, m))
	if err != nil {
		return report.World{}, err
	}
	s, _ := p.environ.Session()
	listed := p.store(r, m).Listed()
	return report.World{
		Set: set, Home: p.home, Now: p.now(),
		Shell: report.Shell{Profile: s.Profile, Expires: s.Credentials.Expires, Nameless: s.Source == env.SourceAmbient},
		Broker: func(chain []profile.Profile) (*sts.Broker, error) {
			b, err := p.broker(r, m, chain)
			if err == nil {
				b.Cache = listed
			}
			return b, err
		},
	}, nil
}

func (p *program) console() cli.Action {
	r := request.New(p.environ.Get)
	var to console.Request
	var open bool
	flags := append(p.only(r, "profile", "role", "duration", "path", "mfa-code", "no-session", "refresh", "no-cache", "no-input"),
		cli.Flag{Long: "service", Argument: "NAME", Value: &to.Service, Complete: cli.OneOf(console.Services()...), Sentence: "open this one, as the console's addresses spell it: s3"},
		cli.Flag{Long: "destination", Argument: "URL", Value: &to.Destination, Sentence: "open this page of the console"},
		cli.Flag{Long: "region", Argument: "REGION", Value: &to.Region, Sentence: "open the console in this region", Default: "the profile's"},
		cli.Flag{Long: "open", Value: &open, Sentence: "open the browser, and print no address"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		ctx, stop := p.interruptible(ctx)
		defer stop()
		link, err := p.consoleLink(ctx, r, to)
		if err != nil {
			return err
		}
		p.Say("%s", link.Says(p.now()))
		if open {
			return console.Open(ctx, link, p.browser().Open)
		}
		return p.Print(link.URL+"\n", nil)
	}}
}

func (p *program) consoleLink(ctx context.Context, r *request.Request, to console.Request) (console.Link, error) {
	if err := r.Check(); err != nil {
		return console.Link{}, err
	}
	m := r.Ordinary(p.Watched())
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
	result, err := broker.Credentials(ctx, sts.Request{Chain: chain, Request: *r, Manner: m})
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
	set, err := p.load(p.files(r, request.Manner{}))
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
	selected, err := set.SignIn(cmp.Or(r.Profile, current.Profile, p.outer().Get("AWS_PROFILE"), "default"))
	return []login.Target{login.TargetOf(selected.SSO)}, selected, err
}

// signIn returns who signs in.
func (p *program) signIn(r *request.Request, m request.Manner, selected profile.Profile) (login.Client, error) {
	config, err := client.New(p.outer().Get, selected, nil)
	if err == nil {
		config.Watch(p.watch(m))
	}
	return p.signInWith(config, p.store(r, m)), err
}

func (p *program) signInWith(config client.Config, store *cache.Store) login.Client {
	b := p.browser()
	return login.Client{
		AWS: config, Home: p.home, Now: p.now, Say: p.Say, Hold: store.Hold, Open: b.Open, Elsewhere: b.Elsewhere(),
		Terminal: func() (io.ReadWriteCloser, error) { return mfa.Terminal(p.Stdin, p.Stderr) },
	}
}

func (p *program) browser() browser.Machine {
	return browser.Machine{
		System: runtime.GOOS, Getenv: p.environ.Get, Environ: p.environ, LookPath: exec.LookPath, Exists: p.exists,
	}
}

func (p *program) allow() cli.Action {
	var show bool
	flags := []cli.Flag{{Long: "show", Value: &show, Sentence: "only print what needs your word"}}
	return cli.Action{Flags: flags, Complete: cli.Files, Run: func(_ context.Context, args []string) error {
		files := p.localFiles(args)
		review, err := profile.NewReview(files)
		if err != nil {
			return err
		}
		if err := p.Print(review.String(), nil); err != nil || show {
			return err
		}
		sum, err := review.Allow()
		if err == nil {
			p.Say("allowed %s as it is now, sha256 %s", files.Local, sum)
		}
		return err
	}}
}

func (p *program) deny() cli.Action {
	return cli.Action{Complete: cli.Files, Run: func(_ context.Context, args []string) error {
		files := p.localFiles(args)
		removed, err := files.Trust.Deny(files.Local)
		if err == nil {
			p.Say("%s %s", files.Local, map[bool]string{true: "is not allowed any more", false: "was not allowed"}[removed])
		}
		return err
	}}
}

// localFiles are the user's own files, and the local one that is named.
func (p *program) localFiles(args []string) profile.Files {
	files := profile.Locate(p.outer().Get, p.home, p.dir, "")
	files.Local = profile.FullPath(append(args, "aws_config")[0], p.dir)
	return files
}

// forget removes what is cached of the profile, and of its role, which may have been got for another profile.
func (p *program) forget(ctx context.Context, r *request.Request) (removed []string, err error) {
	var match func(cache.Key, cache.Entry) bool
	if r.Profile != "" {
		shared := p.roleKey(ctx, r)
		match = func(k cache.Key, e cache.Entry) bool { return e.Profile == r.Profile || k == shared }
	}
	entries, err := p.store(r, r.Ordinary(p.Watched())).Forget(match)
	for _, e := range entries {
		removed = append(removed, e.String())
	}
	if r.Profile == "" {
		left, failed := p.kept().Forget()
		if err = errors.Join(err, failed); left > 0 {
			removed = append(removed, fmt.Sprintf("the files by which %d commands renew their credentials", left))
		}
	}
	return removed, err
}

// roleKey returns that of the role that the profile has now; empty without one.
func (p *program) roleKey(ctx context.Context, r *request.Request) cache.Key {
	m := r.Ordinary(p.Watched())
	chain, err := p.chain(r, m, p.files(r, m))
	if err != nil {
		return ""
	}
	broker, err := p.broker(r, m, chain)
	if err != nil {
		return ""
	}
	return broker.RoleKey(sts.Request{Chain: chain, Request: *r, Manner: m})
}

// isProfile says whether the files have a profile of that name.
func (p *program) isProfile(name string) bool {
	set, err := profile.Load(profile.Locate(p.outer().Get, p.home, p.dir, ""))
	return err == nil && slices.Contains(set.Names(), name)
}

// only returns the rows of some of what credentials can be asked for.
func (p *program) only(r *request.Request, names ...string) []cli.Flag {
	rows := slices.DeleteFunc(r.Flags(), func(f request.Flag) bool { return !slices.Contains(names, f.Long) })
	return p.requestFlags(r, rows)
}

func (p *program) sessionFlag(r *request.Request, session *string) cli.Flag {
	return cli.Flag{
		Long: "sso-session", Argument: "NAME", Value: session, Complete: p.sessions(r),
		Sentence: "the section to sign in to, in place of a profile's",
	}
}

// requestFlags returns the rows of what credentials can be asked for.
func (p *program) requestFlags(r *request.Request, rows []request.Flag) []cli.Flag {
	complete := map[string]cli.Completer{"PROFILE": p.profiles(r), "FILE": cli.Files}
	var flags []cli.Flag
	for _, f := range rows {
		flags = append(flags, cli.Flag{
			Long: f.Long, Short: f.Short, Argument: f.Argument, Value: f.Value, Variable: f.Variable, Default: f.Default,
			Sentence: f.Sentence, Hidden: f.Sentence == "", Complete: complete[f.Argument],
		})
	}
	return flags
}

// described is up to how many names a completion says what is behind them: each is to be read.
const described = 50

// profiles completes a profile's name, of the files that the request names.
func (p *program) profiles(r *request.Request) cli.Completer {
	return func(typed string) (c cli.Completion) {
		set := profile.Readable(p.files(r, request.Manner{}))
		names := set.NamesWith(typed)
		for _, name := range names {
			outline := ""
			if len(names) <= described {
				outline = set.Outline(name)
			}
			c.Candidates = append(c.Candidates, cli.Candidate{Word: name, Description: outline})
		}
		return c
	}
}

// sessions completes the name of an sso-session section.
func (p *program) sessions(r *request.Request) cli.Completer {
	return func(typed string) cli.Completion {
		return cli.OneOf(profile.Readable(p.files(r, request.Manner{})).SSOSessions()...)(typed)
	}
}
