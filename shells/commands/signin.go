package commands

import (
	"context"

	"aws-runas/shells/cli"
)

// SignIn names sign-ins to IAM Identity Center: those of an sso-session section, or of the profile that is asked for.
type SignIn struct {
	Profile string // as the request has it
	Session string // the section
	All     bool   // all of them
	SignIn  bool   // to sign in: another process that does is waited for
}

// SignIns does what is to be done with the sign-ins that are named. Of all of them it can only sign out.
type SignIns interface {
	SignIn(ctx context.Context, noBrowser, deviceCode bool) error
	SignOut(ctx context.Context) error
	// Roles returns the roles in which every word is found: a line each, or as sections of a config file.
	Roles(ctx context.Context, words []string, asConfig bool) (string, error)
}

// Page is what the web console opens with. Without a region it is the profile's, without a service the home page.
type Page struct{ Region, Service, Destination string }

func (w World) login() cli.Action {
	r := w.Ask()
	named := SignIn{SignIn: true}
	var noBrowser, deviceCode bool
	flags := append(only(r.Flags, "profile", "path"), r.sessionFlag(&named.Session),
		cli.Flag{Long: "no-browser", Value: &noBrowser, Sentence: "print the address, and open nothing"},
		cli.Flag{Long: "device-code", Value: &deviceCode, Sentence: "sign in with a code, in a browser on any machine"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		ctx, stop := w.Interruptible(ctx)
		defer stop()
		to, err := r.signIns(named)
		if err != nil {
			return err
		}
		return to.SignIn(ctx, noBrowser, deviceCode)
	}}
}

func (w World) logout() cli.Action {
	r := w.Ask()
	var named SignIn
	flags := append(only(r.Flags, "profile", "path"), r.sessionFlag(&named.Session),
		cli.Flag{Long: "all", Value: &named.All, Sentence: "every sign-in"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		ctx, stop := w.Interruptible(ctx)
		defer stop()
		of, err := r.signIns(named)
		if err != nil {
			return err
		}
		return of.SignOut(ctx)
	}}
}

// roles lists what the sign-in that is named has.
func (w World) roles(ctx context.Context, r Request, named SignIn, words []string, asConfig bool) error {
	ctx, stop := w.Interruptible(ctx)
	defer stop()
	of, err := r.signIns(named)
	if err != nil {
		return err
	}
	return w.Print(of.Roles(ctx, words, asConfig))
}

func (w World) console() cli.Action {
	r := w.Ask()
	var page Page
	var open bool
	flags := append(only(r.Flags, "profile", "role", "duration", "path", "mfa-code", "no-session", "refresh", "no-cache", "no-input"),
		cli.Flag{Long: "service", Argument: "NAME", Value: &page.Service, Complete: cli.OneOf(w.Services...), Sentence: "open this one, as the console's addresses spell it: s3"},
		cli.Flag{Long: "destination", Argument: "URL", Value: &page.Destination, Sentence: "open this page of the console"},
		cli.Flag{Long: "region", Argument: "REGION", Value: &page.Region, Sentence: "open the console in this region", Default: "the profile's"},
		cli.Flag{Long: "open", Value: &open, Sentence: "open the browser, and print no address"})
	return cli.Action{Flags: flags, Run: func(ctx context.Context, _ []string) error {
		ctx, stop := w.Interruptible(ctx)
		defer stop()
		return w.Print(r.Console(ctx, page, open))
	}}
}

// signIns returns what is named, in one way only.
func (r Request) signIns(named SignIn) (SignIns, error) {
	ways := 0
	for _, given := range []bool{*r.Profile != "", named.Session != "", named.All} {
		if given {
			ways++
		}
	}
	if ways > 1 {
		return nil, cli.Usage("use one of them", "a profile, an sso-session and --all can't be combined")
	}
	return r.SignIns(named)
}

func (r Request) sessionFlag(session *string) cli.Flag {
	return cli.Flag{
		Long: "sso-session", Argument: "NAME", Value: session, Complete: r.Sections,
		Sentence: "the section to sign in to, in place of a profile's",
	}
}
