// Package request is what credentials are asked for and how: from argv to the broker one type. It knows its flags, the
// variables that set them, the words with which the same would be asked for again, and the manner of asking.
//
// It is not responsible for parsing a command line (package shells/cli does, with the flags' rows), for flags that concern
// one command only, or for getting anything (package sts).
package request

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Request says what to get credentials for.
type Request struct {
	Profile   string        // empty: the one that is chosen without a flag
	Role      string        // the ARN of a role to assume from the profile, in place of the profile's own result
	Region    string        // of the calls, and of what the shell exports; empty: the environment's or the profile's
	Path      string        // the config file, in place of ./aws_config and the user's own
	NoRole    bool          // an MFA session of the source's keys in place of the role
	Duration  time.Duration // 0: the profile's duration_seconds, else an hour
	MFACode   string        // the code, in place of the question
	NoSession bool          // send the MFA code with AssumeRole itself, for a trust policy that wants a fresh one
	// SessionDuration is how long the MFA session may serve that roles share; 0: 12 hours, AWS's own default.
	SessionDuration time.Duration
	Refresh         bool // get new credentials although the cached ones are live; a session behind a role is kept
	NoCache         bool // neither read nor write the cache
	NoInput         bool // never ask, and run no program that might

	// A renewal reads the files that its session was read from, wherever the user has gone since: Path, and these two. Only
	// a renewal's own flags set them.
	Local       string // the ./aws_config
	Credentials string

	durationWord string // the duration as it was typed
	sessionWord  string // the session's
	variableErr  error
}

// Flag is a row of a Request's flags. Value is a *string, a *bool or a flag.Value.
type Flag struct {
	Long, Short, Argument string // Argument is what the value is called in help
	Value                 any
	Variable              string // the environment variable that sets it
	Default, Sentence     string
}

// New returns a request as the environment has it. A variable that makes no sense is an error of Check, and not here: what
// gets no credentials does not care.
func New(getenv func(string) string) *Request {
	r := new(Request)
	for _, f := range r.Flags() {
		if f.Variable == "" {
			continue
		}
		if value := getenv(f.Variable); value != "" {
			if err := set(f.Value, value); err != nil && r.variableErr == nil {
				r.variableErr = &usageError{fmt.Sprintf("invalid value %q of %s: %v", value, f.Variable, err), "correct the variable, or unset it"}
			}
		}
	}
	return r
}

// Flags returns the rows, in the order in which one needs them. A variable sets those only whose name no session exports:
// AWS_RUNAS_PROFILE must not come back as a flag.
func (r *Request) Flags() []Flag {
	return []Flag{
		{Long: "profile", Short: "r", Argument: "PROFILE", Value: &r.Profile, Sentence: "the profile", Default: "the active session's, AWS_PROFILE's, default"},
		{Long: "role", Argument: "ARN", Value: &r.Role, Sentence: "assume this role from the profile"},
		{Long: "region", Argument: "REGION", Value: &r.Region, Sentence: "call AWS in this region, and export it", Default: "AWS_REGION's, the profile's"},
		{Long: "duration", Short: "d", Argument: "DURATION", Value: span{&r.Duration, &r.durationWord}, Variable: "AWS_RUNAS_DURATION", Sentence: "seconds, or as in 1h30m", Default: "the profile's, 1h"},
		{Long: "no-role", Short: "n", Value: &r.NoRole, Sentence: "an MFA session only, which later roles reuse"},
		{Long: "path", Short: "p", Argument: "FILE", Value: &r.Path, Variable: "AWS_RUNAS_PATH", Sentence: "the config file, in place of ./aws_config and your own"},
		{Long: "mfa-code", Argument: "CODE", Value: &r.MFACode, Sentence: "the MFA code, in place of the question"},
		{Long: "no-session", Value: &r.NoSession, Variable: "AWS_RUNAS_NO_SESSION", Sentence: "send the MFA code with AssumeRole, for a role that wants a fresh one"},
		{Long: "session-duration", Argument: "DURATION", Value: span{&r.SessionDuration, &r.sessionWord}, Variable: "AWS_RUNAS_SESSION_DURATION", Sentence: "how long an MFA session serves roles", Default: "12h"},
		{Long: "refresh", Value: &r.Refresh, Sentence: "get new credentials although cached ones are live"},
		{Long: "no-cache", Value: &r.NoCache, Variable: "AWS_RUNAS_NO_CACHE", Sentence: "neither read nor write the cache"},
		{Long: "no-input", Value: &r.NoInput, Sentence: "never ask, and run no program that might"},
	}
}

// RenewalFlags returns the rows that only a renewal has.
func (r *Request) RenewalFlags() []Flag {
	return []Flag{
		{Long: "local", Argument: "FILE", Value: &r.Local},
		{Long: "credentials", Argument: "FILE", Value: &r.Credentials},
	}
}

// Words returns the flags with which the same would be asked for again, as they would be typed: for a hint, and for what a
// shell remembers to renew its session. Three are left out because they are about this one time: an MFA code works once,
// --refresh would defeat the cache for every renewal to come, and a renewal never asks, with --no-input or without.
func (r *Request) Words() []string {
	var words []string
	add := func(given bool, flag ...string) {
		if given {
			words = append(words, flag...)
		}
	}
	add(r.Profile != "", "-r", r.Profile)
	add(r.Role != "", "--role", r.Role)
	add(r.Region != "", "--region", r.Region)
	add(r.Path != "", "-p", r.Path)
	add(r.Local != "", "--local", r.Local)
	add(r.Credentials != "", "--credentials", r.Credentials)
	add(r.NoRole, "-n")
	add(r.Duration != 0, "-d", r.durationWord)
	add(r.NoSession, "--no-session")
	add(r.SessionDuration != 0, "--session-duration", r.sessionWord)
	add(r.NoCache, "--no-cache")
	return words
}

// Check returns what is wrong with the request before any file is read.
func (r *Request) Check() error {
	if r.variableErr != nil {
		return r.variableErr
	}
	if r.NoRole && r.Role != "" {
		return &usageError{"--no-role and --role can't be combined", "use one of them"}
	}
	return nil
}

// usageError is a request that makes no sense: status 2.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }
func (e *usageError) Hint() string  { return e.hint }
func (*usageError) ExitStatus() int { return 2 }

// set sets a flag's value from a variable. A "no" is spelt in more ways there than on the command line, as other programs'
// variables have it.
func set(value any, text string) error {
	switch v := value.(type) {
	case *string:
		*v = text
	case *bool:
		yes := []string{"1", "t", "true", "yes", "on"}
		if no := []string{"0", "f", "false", "no", "off"}; slices.Contains(no, strings.ToLower(text)) {
			*v = false
		} else if *v = slices.Contains(yes, strings.ToLower(text)); !*v {
			return errors.New("it is neither yes nor no")
		}
	case interface{ Set(string) error }:
		return v.Set(text)
	}
	return nil
}

// span is the value of a flag for a time span: a whole number of seconds, or as in 1h30m.
type span struct {
	value *time.Duration
	word  *string // as it was typed
}

// String returns the span as it was typed.
func (s span) String() string {
	if s.word == nil { // package flag asks a zero value, too
		return ""
	}
	return *s.word
}

// Set reads the flag.
func (s span) Set(text string) error {
	v, err := time.ParseDuration(text)
	if n, e := strconv.ParseInt(text, 10, 32); e == nil {
		v, err = time.Duration(n)*time.Second, nil
	}
	if err != nil || v <= 0 || v%time.Second != 0 {
		return errors.New("a duration is a number of seconds, or as in 1h30m")
	}
	*s.value, *s.word = v, text
	return nil
}

// Parse reads what Words returned.
func (r *Request) Parse(words []string) error {
	rows := append(r.Flags(), r.RenewalFlags()...)
	for i := 0; i < len(words); i++ {
		n := slices.IndexFunc(rows, func(f Flag) bool { return words[i] == "--"+f.Long || words[i] == "-"+f.Short })
		switch {
		case n < 0:
			return fmt.Errorf("%q is no flag of a request", words[i])
		case rows[n].Argument == "":
			*rows[n].Value.(*bool) = true
			continue
		case i+1 == len(words):
			return fmt.Errorf("%q has no value", words[i])
		}
		i++
		if err := set(rows[n].Value, words[i]); err != nil {
			return fmt.Errorf("%q of %s: %w", words[i], words[i-1], err)
		}
	}
	return nil
}
