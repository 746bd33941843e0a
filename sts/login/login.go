// Package login signs in to IAM Identity Center and out again: by authorization code in a browser on this machine, or by
// device code in a browser anywhere. It keeps token and registration where and as the AWS CLI and every SDK keep theirs,
// so that one sign-in serves all of them.
//
// It is not responsible for what a token is used for (package sts/source), for which profile wants which sign-in (package
// profile), or for reading the process's environment: clock, waiting, browser, terminal and lock are handed in.
package login

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"aws-runas/profile"
	"aws-runas/sts/client"
	"aws-runas/sts/hint"
	"aws-runas/sts/mfa"
)

// Target is what one signs in to.
type Target struct {
	Session  string   // the name of the sso-session section; empty in the older form, which has none
	StartURL string   // byte for byte as configured: file names are made of it
	Region   string   // of the Identity Center
	Scopes   []string // sso_registration_scopes as configured; nil where there are none
}

// TargetOf is what a role of IAM Identity Center belongs to.
func TargetOf(r profile.SSORole) Target {
	t := Target{Session: r.Session, StartURL: r.StartURL, Region: r.Region}
	for scope := range strings.SplitSeq(r.Scopes, ",") {
		if scope = strings.TrimSpace(scope); scope != "" {
			t.Scopes = append(t.Scopes, scope)
		}
	}
	return t
}

// String names the target as the user does.
func (t Target) String() string {
	if t.Session != "" {
		return t.Session
	}
	return t.StartURL
}

// Hint is the line to type for a sign-in.
func (t Target) Hint() string {
	if t.Session != "" && Pasteable(t.Session) {
		return "aws-runas login --sso-session " + t.Session
	}
	return "aws-runas login, with -r and the name of the profile"
}

// Pasteable says whether a word means itself in every shell.
func Pasteable(word string) bool {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./"
	return word != "" && strings.Trim(word, plain) == ""
}

// Client is what signing in needs of the world.
type Client struct {
	AWS  client.Config
	Home string // the directory with .aws/sso/cache
	Now  func() time.Time
	Wait func(context.Context, time.Duration) error // between two questions to the service; nil: until the time has passed
	Say  func(format string, args ...any)           // a line for the user

	// Open opens the user's browser, or says that it can't. Nil: there is none, or the user wants none. What failed after
	// it was begun comes through the channel.
	Open func(url string) (failed <-chan error, err error)
	// Elsewhere says why a browser would not reach this machine's loopback interface; empty where it would.
	Elsewhere string
	// DeviceCode wants that flow although a browser would reach this machine.
	DeviceCode bool
	// Terminal opens the terminal for one question, or says why nobody can be asked there.
	Terminal func() (io.ReadWriteCloser, error)
	// Hold waits for the lock on what has this name, and says whom it waits for, and for what. Nil: there is no lock.
	Hold func(ctx context.Context, name, what string) (release func(), err error)

	limit time.Duration // how long one sign-in may take; 0: ten minutes
}

// Longest is how long AWS lets a sign-in be under way.
const Longest = 10 * time.Minute

// SignIn gets a new token and keeps it, also where the old one is live. Of many that are run at once, one signs in for
// all.
func (c Client) SignIn(ctx context.Context, t Target) error {
	before, _ := ReadToken(TokenFile(c.Home, t))
	release, err := c.hold(ctx, t)
	if err != nil {
		return err
	}
	defer release()
	if now, err := ReadToken(TokenFile(c.Home, t)); err == nil && now.AccessToken != before.AccessToken && now.Lives(c.Now(), 0) {
		c.Say("another process has signed in to %s", t)
		return nil
	}
	return c.signIn(ctx, t)
}

// Offer asks on the terminal whether to sign in, says why, and does so where the user agrees. Of many that offer it at
// once, one asks for all. ErrDeclined says that the user did not want to, and *CannotAskError that nobody could be asked.
func (c Client) Offer(ctx context.Context, t Target, why error) error {
	before, _ := ReadToken(TokenFile(c.Home, t))
	release, err := c.hold(ctx, t)
	if err != nil {
		return err
	}
	defer release()
	if now, err := ReadToken(TokenFile(c.Home, t)); err == nil && now.AccessToken != before.AccessToken && now.Lives(c.Now(), 0) {
		return nil
	}
	if err := c.ask(ctx, t, why); err != nil {
		return err
	}
	return c.signIn(ctx, t)
}

// ErrDeclined says that the user did not want to sign in.
var ErrDeclined = errors.New("you did not sign in")

// CannotAskError says why the user could not be asked whether to sign in.
type CannotAskError struct{ Reason error }

func (e *CannotAskError) Error() string { return e.Reason.Error() }

func (c Client) ask(ctx context.Context, t Target, why error) error {
	terminal, err := c.Terminal()
	if err != nil {
		return &CannotAskError{err}
	}
	defer terminal.Close()
	fmt.Fprintf(terminal, "aws-runas: %v\naws-runas: sign in to %s now? Enter for yes, n for no: ", why, t)
	line, err := mfa.ReadLine(ctx, terminal)
	if err != nil {
		fmt.Fprintln(terminal)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return ErrDeclined
	}
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "", "y", "yes":
		return nil
	}
	return ErrDeclined
}

func (c Client) hold(ctx context.Context, t Target) (release func(), err error) {
	if c.Home == "" { // never the working directory's
		return nil, hint.With(errors.New("the home directory, in which sign-ins are kept, is not known"), "set HOME")
	}
	if c.Hold == nil {
		return func() {}, nil
	}
	return c.Hold(ctx, TokenFile(c.Home, t), "the sign-in to "+t.String())
}

// signIn signs in by the flow that fits, and once more where the registration turns out to be worth nothing.
func (c Client) signIn(parent context.Context, t Target) error {
	limit := c.limit
	if limit == 0 {
		limit = Longest
	}
	ctx, cancel := context.WithTimeout(parent, limit)
	defer cancel()
	c.AWS = c.AWS.WithBudget(limit)
	kept, err := newFile(TokenFile(c.Home, t)) // before the sign-in: one that can't be kept is in vain
	if err != nil {
		return err
	}
	defer kept.Discard()
	flow := c.byDevice
	if t.Session != "" && !c.DeviceCode && c.Elsewhere == "" {
		flow = c.byCode
	}
	token, err := flow(ctx, t, false)
	if isStale(err) {
		token, err = flow(ctx, t, true)
	}
	switch {
	case err != nil && parent.Err() != nil:
		return parent.Err()
	case err != nil && ctx.Err() != nil:
		return hint.Errorf(t.Hint(), "sign in to %s: nobody did within %s", t, limit)
	case err != nil:
		return fmt.Errorf("sign in to %s: %w", t, explain(err, t))
	}
	if err := writeToken(kept, token); err != nil {
		return err
	}
	c.Say("signed in to %s; the token is good until %s", t, token.ExpiresAt)
	return nil
}
