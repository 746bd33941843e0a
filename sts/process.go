package sts

import (
	"context"
	"io"
	"os"
	"os/exec"
	"runtime"
	"time"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/login"
	"aws-runas/sts/login/browser"
	"aws-runas/sts/mfa"
	"aws-runas/sts/request"
	"aws-runas/sts/source"
)

// Process is what this package needs of the process that it runs in. Its methods put together who does the work.
type Process struct {
	Getenv    func(string) string // the user's own environment, without what a session exported
	Environ   []string            // the same as a list, for the programs that are run
	Home, Dir string
	Stdin     *os.File // with Stderr a terminal that has no device of its own
	Stderr    io.Writer
	Now       func() time.Time
	Exists    func(path string) bool           // whether there is such a file
	Say       func(format string, args ...any) // a line for the user
	// RunProgram runs a program, with an environment, until its end or the context's, as env/process does.
	RunProgram func(ctx context.Context, argv, environ []string, stdin io.Reader, stdout, stderr io.Writer) error
	// RunAlone is the same for a request that nobody attends.
	RunAlone func(ctx context.Context, argv, environ []string, stdin io.Reader, stdout, stderr io.Writer) error

	Debug   func(format string, args ...any) // a line of what is read, cached and called; nil where nobody wants it
	Waiting func(host string) (over func())  // tells whom a call waits for; nil where nobody is told
	Note    func(note string)                // what there is to say of where the cache is

	Cache             *cache.Store // nil: the one that a request has
	Live              Live         // the session without a role that is active; the zero value where none is
	EnvironmentHidden bool         // a session stands in front of keys that the user has in the environment
}

// Broker returns who gets the credentials of a chain for a request.
func (p Process) Broker(r *request.Request, m request.Manner, chain []profile.Profile) (*Broker, error) {
	config, err := client.NewIn(r.Region, p.Getenv, chain[0], chain)
	if err != nil {
		return nil, err
	}
	config.Watch(p.Watch(m))
	store := p.Store(r, m)
	resolver := source.Resolver{
		Getenv: p.Getenv, Environ: p.Environ, Home: p.Home, Dir: p.Dir, AWS: config, Now: p.Now, NoInput: m.NoInput,
		Stdin: p.Stdin, Stderr: p.Stderr, RunProgram: p.RunProgram, EnvironmentHidden: p.EnvironmentHidden, Hold: store.Hold,
	}
	if m.Unattended != nil {
		resolver.RunProgram = p.RunAlone
	} else if m.NoInput == nil {
		resolver.SignIn = func(ctx context.Context, to login.Target, why error) error {
			return p.client(config, store).Offer(ctx, to, why)
		}
	}
	return &Broker{
		AWS: config, Source: resolver, Cache: store, Now: p.Now, Say: p.Say, Live: p.Live,
		MFA: mfa.Prompter{Given: r.MFACode, NoInput: m.NoInput, Unattended: m.Unattended, Run: resolver.Run, Open: p.terminal},
	}, nil
}

// Watch says what is told of the network.
func (p Process) Watch(m request.Manner) client.Watch {
	w := client.Watch{Debug: p.Debug, Waiting: p.Waiting}
	if m.NoInput != nil {
		w.Waiting = nil
	}
	return w
}

// Store returns the cache that a request has.
func (p Process) Store(r *request.Request, m request.Manner) *cache.Store {
	if p.Cache != nil {
		return p.Cache
	}
	dir, note := cache.Dir(p.Getenv, p.Home)
	if r.NoCache {
		dir, note = "", ""
	}
	if note != "" {
		p.Note(note)
	}
	return &cache.Store{Dir: dir, Now: p.Now, Warn: p.Say, Patience: m.Patience, Debug: p.Debug}
}

// SignIn returns who signs in to IAM Identity Center. The profile says how AWS is reached.
func (p Process) SignIn(r *request.Request, m request.Manner, selected profile.Profile) (login.Client, error) {
	config, err := client.New(p.Getenv, selected, nil)
	if err == nil {
		config.Watch(p.Watch(m))
	}
	return p.client(config, p.Store(r, m)), err
}

func (p Process) client(config client.Config, store *cache.Store) login.Client {
	b := p.Browser()
	return login.Client{
		AWS: config, Home: p.Home, Now: p.Now, Say: p.Say, Hold: store.Hold,
		Open: b.Open, Elsewhere: b.Elsewhere(), Terminal: p.terminal,
	}
}

// Browser returns who opens a page.
func (p Process) Browser() browser.Machine {
	return browser.Machine{
		System: runtime.GOOS, Getenv: p.Getenv, Environ: p.Environ, LookPath: exec.LookPath, Exists: p.Exists,
	}
}

// terminal opens the user's terminal for one question.
func (p Process) terminal() (io.ReadWriteCloser, error) { return mfa.Terminal(p.Stdin, p.Stderr) }

// Forget removes what is cached for the named profile, and its role, which may have been got for another one; everything
// where none is named. It returns what it removed. The role is that of the chain, which is empty where it is not known.
func (p Process) Forget(r *request.Request, m request.Manner, chain []profile.Profile) (removed []string, err error) {
	p.Cache = p.Store(r, m)
	var shared cache.Key
	if len(chain) > 0 {
		if broker, err := p.Broker(r, m, chain); err == nil {
			shared = broker.RoleKey(Request{Chain: chain, Request: *r, Manner: m})
		}
	}
	match := func(k cache.Key, e cache.Entry) bool { return e.Profile == r.Profile || k == shared }
	if r.Profile == "" {
		match = nil
	}
	entries, err := p.Cache.Forget(match)
	for _, e := range entries {
		removed = append(removed, e.String())
	}
	return removed, err
}
