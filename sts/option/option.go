// Package option is the part of the command line that says what to get credentials for: its flags, the variables that
// set them, and how they would be typed again.
//
// It is not responsible for the tree of commands, for flags that concern one command only, or for getting anything.
package option

import (
	"errors"
	"flag"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/peterbourgon/ff/v3"
)

// Options say what to get credentials for, and how.
type Options struct {
	Profile   string // empty: the one that is chosen without a flag
	Role      string // an ARN to assume in place of the profile's own role
	Path      string // the config file
	Renew     Files  // set by the hook only
	NoRole    bool
	Duration  Duration
	MFACode   string
	NoSession bool
	Refresh   bool
	NoCache   bool
	NoInput   bool
}

// Files are those that a session was read from, beside the one of Path: a renewal reads the same, wherever the user has gone
// since.
type Files struct {
	Local       string // the ./aws_config
	Credentials string
}

// Define registers a flag under its long and its short name, which may be empty. Help shows the one with a usage text.
func Define[T any](register func(p *T, name string, value T, usage string), p *T, long, short, usage string) {
	register(p, long, *p, usage)
	if short != "" {
		register(p, short, *p, "")
	}
}

// Text registers a flag whose text may not be empty: an empty one is a variable that was not set, and acting as if there
// were no flag would be acting on something else than what was meant.
func Text(fs *flag.FlagSet) func(p *string, name, value, usage string) {
	return func(p *string, name, value, usage string) {
		*p = value
		fs.Var((*text)(p), name, usage)
	}
}

type text string

func (t *text) String() string { return string(*t) }

func (t *text) Set(s string) error {
	if s == "" {
		return errors.New("it is empty")
	}
	*t = text(s)
	return nil
}

// Register registers the flags. Their defaults are what the options are now.
func (o *Options) Register(fs *flag.FlagSet) {
	o.registerSettable(fs)
	Define(Text(fs), &o.Profile, "profile", "r", "the `PROFILE`; else the active session's, else AWS_PROFILE, else default")
	Define(Text(fs), &o.Role, "role", "", "assume the role with this `ARN`, from the profile")
	Define(Text(fs), &o.Path, "p", "", "")
	Define(fs.BoolVar, &o.NoRole, "no-role", "n", "a session with MFA only, which later roles reuse")
	fs.Var(&o.Duration, "d", "")
	Define(Text(fs), &o.MFACode, "mfa-code", "", "the MFA device's `CODE`, in place of the question")
	Define(fs.BoolVar, &o.Refresh, "refresh", "", "get new credentials although cached ones are live")
	Define(fs.BoolVar, &o.NoInput, "no-input", "", "never ask, and run no program that might")
}

// registerSettable registers the flags that a variable may set, and no others: what a session exports must not come back
// as a flag.
func (o *Options) registerSettable(fs *flag.FlagSet) {
	Define(Text(fs), &o.Path, "path", "", "the config `FILE`, in place of ./aws_config and ~/.aws/config")
	fs.Var(&o.Duration, "duration", "how `LONG`: seconds, or as in 1h30m")
	Define(fs.BoolVar, &o.NoSession, "no-session", "", "send the MFA code with the role, for one that wants a fresh code")
	Define(fs.BoolVar, &o.NoCache, "no-cache", "", "neither read nor write the cache")
}

const prefix = "AWS_RUNAS"

// ReadVariables sets the options that a variable may set, before the command line is parsed. The variables are read by
// package ff, from the process's own environment. The error names the variable.
func (o *Options) ReadVariables() error {
	settable := flag.NewFlagSet("", flag.ContinueOnError)
	settable.SetOutput(io.Discard)
	o.registerSettable(settable)
	if err := ff.Parse(settable, nil, ff.WithEnvVarPrefix(prefix)); err != nil {
		message := strings.TrimPrefix(errors.Unwrap(err).Error(), "error ") // what is around it is about ff
		return Unusable("correct the variable, or unset it", "%s", message)
	}
	return nil
}

// variable names the variable that sets a flag below the command line; it is empty for most.
func variable(f *flag.Flag) string {
	settable := flag.NewFlagSet("", flag.ContinueOnError)
	new(Options).registerSettable(settable)
	if settable.Lookup(f.Name) == nil {
		return ""
	}
	return prefix + "_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
}

// WhyNoInput is the rest of a sentence that says why nobody may be asked; empty where somebody may.
func (o Options) WhyNoInput(renewal bool) string {
	switch {
	case renewal:
		return "a renewal does not ask: make the session anew, as with aws-runas use PROFILE"
	case o.NoInput:
		return "--no-input forbids to ask"
	}
	return ""
}

// Words are the flags that say what to get credentials for, as they would be typed.
func (o Options) Words() []string {
	var words []string
	add := func(given bool, flag ...string) {
		if given {
			words = append(words, flag...)
		}
	}
	add(o.Profile != "", "-r", o.Profile)
	add(o.Role != "", "--role", o.Role)
	add(o.Path != "", "-p", o.Path)
	add(o.Renew.Local != "", "--local", o.Renew.Local)
	add(o.Renew.Credentials != "", "--credentials", o.Renew.Credentials)
	add(o.NoRole, "-n")
	add(o.Duration.Duration != 0, "-d", o.Duration.String())
	add(o.NoSession, "--no-session")
	add(o.NoCache, "--no-cache")
	return words
}

// Duration is a flag's time span: a whole number of seconds, or as in 1h30m.
type Duration struct {
	time.Duration
	text string
}

// String gives the flag as it was typed.
func (d Duration) String() string { return d.text }

// Set reads the flag.
func (d *Duration) Set(s string) error {
	v, err := time.ParseDuration(s)
	if n, e := strconv.ParseInt(s, 10, 32); e == nil {
		v, err = time.Duration(n)*time.Second, nil
	}
	if err != nil || v <= 0 || v%time.Second != 0 {
		return errors.New("a duration is a number of seconds, or as in 1h30m")
	}
	d.Duration, d.text = v, s
	return nil
}
