package login

import (
	"context"
	"errors"

	"aws-runas/profile"
)

// Named is what a command of the user's is about.
type Named struct {
	Profile string // whose source it is, where no section is named
	Session string // an sso-session section
	All     bool   // every sign-in that there may be
	SignIn  bool   // a sign-in is meant: another one that is under way is waited for
}

// Targets returns what there is to sign in to, and the profile whose settings say how AWS is reached: the zero value where
// a section is named, or everything.
func Targets(set *profile.Set, home string, n Named) ([]Target, profile.Profile, error) {
	switch {
	case n.All:
		return All(set, home), profile.Profile{}, nil
	case n.Session != "":
		role, err := set.SSOSession(n.Session)
		return []Target{TargetOf(role)}, profile.Profile{}, err
	}
	selected, err := set.SignIn(n.Profile)
	return []Target{TargetOf(selected.SSO)}, selected, err
}

// Chosen is a Client with its targets. There is one unless all are meant.
type Chosen struct {
	Client  Client
	Targets []Target
	All     bool
	MayAsk  bool // the user may be asked on the terminal
}

// SignIn is the Client's SignIn, without a browser where none is wanted.
func (c Chosen) SignIn(ctx context.Context, noBrowser, deviceCode bool) error {
	c.Client.DeviceCode = deviceCode
	if noBrowser {
		c.Client.Open = nil
	}
	return c.Client.SignIn(ctx, c.Targets[0])
}

// SignOut signs out of every target and says of which. Where all were meant, nothing is said of those without a sign-in.
func (c Chosen) SignOut(ctx context.Context) error {
	var errs []error
	for _, t := range c.Targets {
		removed, err := c.Client.SignOut(ctx, t)
		errs = append(errs, err)
		if removed && err == nil {
			c.Client.Say("signed out of %s", t)
		} else if err == nil && !c.All {
			c.Client.Say("there was no sign-in to %s", t)
		}
	}
	return errors.Join(errs...)
}

// Roles returns the roles in which every word is found: a line each, or as sections of a config file.
func (c Chosen) Roles(ctx context.Context, words []string, asConfig bool) (string, error) {
	roles, err := c.Client.RolesOrOffer(ctx, c.Targets[0], c.MayAsk)
	if err != nil {
		return "", err
	}
	roles = Matching(roles, words)
	if asConfig {
		return Sections(c.Targets[0], roles), nil
	}
	return Lines(roles), nil
}
