package sts

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssts "github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/mfa"
)

var (
	errTemporary = errors.New("the source's credentials are temporary, and GetSessionToken takes long-term credentials only")
	errRefused   = errors.New("AWS makes no session of these keys")
)

// withoutRole gets a session of the source's keys, or errTemporary when they turn out to be temporary.
func (t *task) withoutRole(ctx context.Context) (Result, error) {
	p := t.Chain[0]
	e, err := t.fetch(ctx, t.sessionKey("session", p), true, rules.lasts, func(ctx context.Context) (cache.Entry, error) {
		return t.getSession(ctx, p, t.rules.session(0))
	})
	switch {
	case err == errTemporary && t.NoRole:
		return Result{}, profileError(p, "--no-role: %w", err)
	case err != nil:
		return Result{}, err
	}
	r := Result{Credentials: credentials(e)}
	if t.Source.Kind == profile.StaticKeys {
		r.SourceKeyID = t.Source.Identity
	}
	return r, nil
}

// sharedSession gets the session that all roles of the source's keys and the profile's device share. It says whether the
// session was there before. Where AWS makes none it learns so.
func (t *task) sharedSession(ctx context.Context, p profile.Profile, step Step) (e cache.Entry, fromCache bool, err error) {
	fromCache = true
	e, err = t.fetch(ctx, step.Key, false, rules.shared, func(ctx context.Context) (cache.Entry, error) {
		fromCache = false
		if t.refused(p) {
			t.SessionRefused = true
			return cache.Entry{}, errRefused
		}
		e, err := t.getSession(ctx, p, step)
		if err == errRefused {
			t.SessionRefused = true
			now := t.broker.Now()
			refusal := cache.Entry{Profile: t.last().Name, Kind: "refusal", Issued: now, Expires: now.Add(ordinarySession)}
			t.broker.Cache.Put(t.sessionKey("refusal", p), refusal)
		}
		return e, err
	})
	return e, fromCache, err
}

// refused says whether it is known that AWS makes no session of the source's keys and the profile's device.
func (t *task) refused(p profile.Profile) bool {
	r, ok := t.broker.Cache.Get(t.sessionKey("refusal", p))
	return ok && t.broker.Now().Before(r.Expires)
}

// getSession makes the call. A session is only a means where a role is asked for: then there is another way when AWS
// refuses it, and the code may serve there.
func (t *task) getSession(ctx context.Context, p profile.Profile, step Step) (e cache.Entry, err error) {
	source, err := t.sourceCredentials(ctx)
	if err != nil {
		return e, err
	}
	if source.SessionToken != "" {
		return e, errTemporary
	}
	in := &awssts.GetSessionTokenInput{DurationSeconds: aws.Int32(int32(step.Duration.Seconds())), SerialNumber: &step.Serial}
	err = t.withCode(ctx, p, func(code string) error {
		in.TokenCode = &code
		out, err := t.client(source).GetSessionToken(ctx, in)
		if err == nil {
			if e, err = t.response(t.last(), "session", step.Duration, out.Credentials); err == nil {
				e.Sealed = true // it spares the next questions for hours
				return nil
			}
		}
		refused := isAccessDenied(err) && !isCodeRefused(err) && !isDeviceRefused(err)
		if (refused || isUnknownAction(err)) && !t.sessionOnly() {
			t.unspent = code
			return errRefused
		}
		return callError(p, fmt.Sprintf("get an MFA session of device %s (GetSessionToken)", step.Serial), err)
	})
	return e, err
}

// repeats is how often a refused code is asked for again.
const repeats = 3

// withCode does what needs a code of the profile's MFA device, and asks again for one that AWS refuses.
func (t *task) withCode(ctx context.Context, p profile.Profile, do func(code string) error) error {
	q := mfa.Question{Profile: p.Name, Serial: p.MFASerial, Process: p.MFAProcess}
	code, refused := t.unspent, mfa.WrongOrUsed
	if code != "" {
		refused = mfa.UsedUp
	}
	t.unspent = ""
	for n := 0; ; n++ {
		if code == "" {
			var err error
			t.broker.Cache.Asking(true)
			code, err = t.broker.MFA.Code(ctx, q)
			t.broker.Cache.Asking(false)
			if err != nil {
				return profileError(p, "%w", err)
			}
		}
		err := do(code)
		if isDeviceRefused(err) {
			return deviceError(p, err)
		}
		if !isCodeRefused(err) || n == repeats {
			return err
		}
		code, q.Refused, refused = "", refused, mfa.WrongOrUsed
	}
}
