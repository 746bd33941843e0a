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
	"os"
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
	"aws-runas/sts/renew"
	"aws-runas/sts/report"
	"aws-runas/sts/request"
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
	t := commands.Table(commands.World{
		Streams: &p.Streams, Environ: p.environ, Now: p.now, System: runtime.GOOS, Build: debug.ReadBuildInfo,
		Ask: p.ask, Renewed: p.renewed, IsProfile: p.isProfile, Table: p.table, Services: console.Services(),
		Review: p.review, Deny: p.deny, Interruptible: p.interruptible,
	})
	t.Suggest = profile.Similar
	t.Common = []cli.Flag{{Long: "debug", Value: &p.Debugging, Sentence: "say on stderr what is read, cached and called"}}
	return t
}

// The main path: request, profile, sts, env.

// ask returns a new request for credentials, and what can be done with it once its flags are set.
func (p *program) ask() commands.Request {
	r := request.New(p.environ.Get)
	return commands.Request{
		Flags: p.rows(r, r.Flags()), RenewalFlags: p.rows(r, r.RenewalFlags()), Profile: &r.Profile, Words: r.Words,
		Complete: p.profiles(r), Sections: p.sessions(r),
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
		Forget: func() ([]string, error) { return p.forget(r) },
		List: func(words []string, asJSON bool) (string, error) {
			w, err := p.report(r)
			if err != nil {
				return "", err
			}
			if asJSON {
				return w.List(words).JSON(w.Now)
			}
			screen := p.Screen(p.environ.Get)
			return w.List(words).Text(w.Now, screen.Columns, screen.Color, drawn), nil
		},
		Status: func(ctx context.Context, asked commands.StatusAsked, told commands.HookTold) (string, bool, error) {
			return p.status(ctx, r, report.Asked(asked), told)
		},
		Console: func(ctx context.Context, page commands.Page, open bool) (string, error) {
			return p.console(ctx, r, console.Page(page), open)
		},
		SignIns: func(n commands.SignIn) (commands.SignIns, error) { return p.signIns(r, login.Named(n)) },
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
	broker, req, err := p.broker(r, m)
	if err != nil {
		return env.Session{}, err
	}
	result, err := broker.Credentials(ctx, req)
	return spell(req, p.files(r, m), result), err
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
	broker, req, err := p.broker(r, m)
	if err != nil {
		return env.Change{}, err
	}
	broker.Live = sts.Live{} // it ends, and with it what it could renew
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
	files := p.files(r, m)
	s, change := spell(req, files, result), env.ByProfile{}
	change.Region = s.Region
	state := renew.State{
		Words: s.Again, RoleARN: s.RoleARN, Home: p.home, Dir: p.dir,
		Before: p.outer().Only(env.Inputs()), Now: p.environ.Apply(change.Change(p.environ)).Only(env.Inputs()),
	}
	made, err := p.kept().Prepare(files, req.Chain[0], state, p.called)
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

// spell returns what the credentials make of a shell, with the words that ask for the same again from any directory.
func spell(req sts.Request, files profile.Files, result sts.Result) env.Session {
	selected := req.Chain[0]
	s := env.Session{
		Profile: selected.Name, Region: cmp.Or(req.Region, selected.Region), Credentials: result.Credentials,
		RoleARN: result.RoleARN, SessionName: result.SessionName, Source: result.SourceKeyID, NoRole: req.NoRole,
	}
	if result.FromEnvironment {
		s.Source = env.SourceEnvironment
		return s
	}
	again := req.Request
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

// chosen is the profile that is asked for: by the flag, else by the session that is active, else by AWS_PROFILE. It is
// empty where none is.
func (p *program) chosen(r *request.Request) string {
	current, _ := p.environ.Session()
	return cmp.Or(r.Profile, current.Profile, p.outer().Get("AWS_PROFILE"))
}

// chain reads the files and returns the chain of the profile that is asked for.
func (p *program) chain(r *request.Request, files profile.Files) ([]profile.Profile, error) {
	current, _ := p.environ.Session()
	asked := p.chosen(r)
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

// broker returns who gets the credentials that are asked for, and what it is asked.
func (p *program) broker(r *request.Request, m request.Manner) (*sts.Broker, sts.Request, error) {
	chain, err := p.chain(r, p.files(r, m))
	if err != nil {
		return nil, sts.Request{}, err
	}
	b, err := p.process().Broker(r, m, chain)
	return b, sts.Request{Chain: chain, Request: *r, Manner: m}, err
}

// process is what package sts needs of this process.
func (p *program) process() sts.Process {
	outer := p.outer()
	current, active := p.environ.Session()
	s := sts.Process{
		Getenv: outer.Get, Environ: outer, Home: p.home, Dir: p.dir, Stdin: p.Stdin, Stderr: p.Stderr,
		RunProgram: process.Run, RunAlone: process.RunAlone, Now: p.now, Exists: p.exists, Say: p.Say, Note: p.note,
		EnvironmentHidden: active && p.environ.Get(env.RunasHides) == env.HidesKeys,
	}
	if p.Debugging {
		s.Debug = p.Debug
	}
	if !p.silent {
		s.Waiting = p.Waiting
	}
	if active && current.RoleARN == "" {
		s.Live = sts.Live{Credentials: current.Credentials, SourceKeyID: current.Source}
	}
	return s
}

// note says where the cache is, or why there is none.
func (p *program) note(note string) {
	if !p.noted {
		p.noted = true
		p.Say("%s", note)
	}
}

// The commands that are not about a shell.

// status returns what this shell's session is, and whether it is live.
func (p *program) status(ctx context.Context, r *request.Request, asked report.Asked, told commands.HookTold) (string, bool, error) {
	now, s := p.now(), p.session()
	s.Hook, s.Renew, s.Saved = told.Call > 0, told.Renews, told.Saved
	status := s.At(now)
	if asked.NeedsFiles() && status.State != report.None {
		w, err := p.report(r)
		if err != nil {
			return "", false, err
		}
		status = w.Status(s)
		if asked.Verify {
			status.Verified(p.verify(ctx, w.Set))
		}
	}
	text, err := status.Print(asked, now, p.Spell)
	return text, status.State == report.Live, err
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

// report is what list, status and explain say it of.
func (p *program) report(r *request.Request) (report.World, error) {
	m := r.Ordinary(p.Watched())
	set, err := p.load(p.files(r, m))
	if err != nil {
		return report.World{}, err
	}
	s, _ := p.environ.Session()
	process := p.process()
	process.Cache = process.Store(r, m).Listed()
	return report.World{
		Set: set, Home: p.home, Now: p.now(),
		Shell:  report.Shell{Profile: s.Profile, Expires: s.Credentials.Expires, Nameless: s.Source == env.SourceAmbient},
		Broker: func(chain []profile.Profile) (*sts.Broker, error) { return process.Broker(r, m, chain) },
	}, nil
}

// console returns the address that signs in to the web console with the credentials that are asked for, or opens it.
func (p *program) console(ctx context.Context, r *request.Request, page console.Page, open bool) (string, error) {
	if err := r.Check(); err != nil {
		return "", err
	}
	broker, req, err := p.broker(r, r.Ordinary(p.Watched()))
	if err != nil {
		return "", err
	}
	current, _ := p.environ.Session()
	link, err := console.Get(ctx, broker, req, page, current.NoRole && r.Profile == "" && r.Role == "")
	if err != nil {
		return "", err
	}
	p.Say("%s", link.Says(p.now()))
	if open {
		return "", console.Open(ctx, link, p.process().Browser().Open)
	}
	return link.URL + "\n", nil
}

// signIns returns who signs in to IAM Identity Center, to what is named there or to what the profile has.
func (p *program) signIns(r *request.Request, n login.Named) (login.Chosen, error) {
	if err := r.Check(); err != nil {
		return login.Chosen{}, err
	}
	m := r.Ordinary(p.Watched())
	if n.SignIn {
		m.Patience = login.Longest
	}
	set, err := p.load(p.files(r, m))
	if err != nil {
		return login.Chosen{}, err
	}
	n.Profile = cmp.Or(p.chosen(r), "default")
	to, selected, err := login.Targets(set, p.home, n)
	if err != nil {
		return login.Chosen{}, err
	}
	c, err := p.process().SignIn(r, m, selected)
	return login.Chosen{Client: c, Targets: to, All: n.All, MayAsk: m.NoInput == nil}, err
}

// review returns what of a file that came with a repository the user has to know, and what allows it then.
func (p *program) review(file string) (text string, allow func() (string, error), err error) {
	files := p.localFiles(file)
	review, err := profile.NewReview(files)
	return review.String(), func() (string, error) {
		sum, err := review.Allow()
		return fmt.Sprintf("allowed %s as it is now, sha256 %s", files.Local, sum), err
	}, err
}

// deny takes back that a file is allowed, and returns what to say of it.
func (p *program) deny(file string) (says string, err error) {
	files := p.localFiles(file)
	removed, err := files.Trust.Deny(files.Local)
	return files.Local + map[bool]string{true: " is not allowed any more", false: " was not allowed"}[removed], err
}

// localFiles are the user's own files, and the local one that is named.
func (p *program) localFiles(file string) profile.Files {
	files := profile.Locate(p.outer().Get, p.home, p.dir, "")
	files.Local = profile.FullPath(file, p.dir)
	return files
}

// forget removes what is cached of the profile, or everything, and returns what that was.
func (p *program) forget(r *request.Request) (removed []string, err error) {
	m := r.Ordinary(p.Watched())
	if r.Profile != "" {
		chain, err := p.chain(r, p.files(r, m))
		if err != nil {
			chain = nil // what is in no file any more may be cached all the same
		}
		return p.process().Forget(r, m, chain)
	}
	removed, err = p.process().Forget(r, m, nil)
	left, failed := p.kept().Forget()
	if left > 0 {
		removed = append(removed, fmt.Sprintf("the files by which %d commands renew their credentials", left))
	}
	return removed, errors.Join(err, failed)
}

// isProfile says whether the files have a profile of that name.
func (p *program) isProfile(name string) bool {
	set, err := profile.Load(profile.Locate(p.outer().Get, p.home, p.dir, ""))
	return err == nil && slices.Contains(set.Names(), name)
}

// rows returns the rows of what credentials can be asked for, as a table has them.
func (p *program) rows(r *request.Request, flags []request.Flag) []cli.Flag {
	complete := map[string]cli.Completer{"PROFILE": p.profiles(r), "FILE": cli.Files}
	var all []cli.Flag
	for _, f := range flags {
		all = append(all, cli.Flag{
			Long: f.Long, Short: f.Short, Argument: f.Argument, Value: f.Value, Variable: f.Variable, Default: f.Default,
			Sentence: f.Sentence, Hidden: f.Sentence == "", Complete: complete[f.Argument],
		})
	}
	return all
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
