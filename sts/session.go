package sts

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssts "github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/hint"
	"aws-runas/sts/mfa"
)

var (
	errTemporary = errors.New("the source's credentials are temporary, and AWS makes sessions of long-lived keys only")
	errNoSession = errors.New("AWS makes no session of these keys")
)

// withoutRole gets a session of the source's keys, or errTemporary when they are no long-lived ones and the session was
// not asked for by name.
func (t *task) withoutRole(ctx context.Context) (Result, error) {
	p := t.Chain[0]
	if p.MFASerial == "" {
		return Result{}, hint.With(
			fmt.Errorf("no mfa_serial in profile %q: a session would be useless", p.Name),
			"add mfa_serial to the profile, or leave --no-role away",
		)
	}
	wanted := t.Duration
	if wanted == 0 {
		wanted = ordinaryRole
	}
	e, _, err := t.session(ctx, p, wanted, true, func(e cache.Entry) bool { return t.lasts(e, wanted) })
	switch {
	case err == errTemporary && t.NoRole:
		return Result{}, profileError(p, "--no-role: %w", err)
	case err != nil:
		return Result{}, err
	}
	r := Result{Credentials: credentials(e)}
	if t.last().Source() == profile.StaticKeys {
		r.SourceKeyID = t.identity
	}
	return r, nil
}

// lasts says whether a session is left for as long as is wanted. One that was made for just that long is shared by all
// terminals for as long as it is fresh.
func (t *task) lasts(e cache.Entry, wanted time.Duration) bool {
	madeForThat := e.Expires.Sub(e.Issued).Round(time.Minute) == wanted.Round(time.Minute)
	return e.Expires.Sub(t.Now()) >= wanted || madeForThat && t.fresh(e)
}

// signer gets the credentials that a role nearest to the source is assumed with: the session that is active in this shell,
// the session of the profile's MFA device, or without one the source's own. It says whether they were there before.
func (t *task) signer(ctx context.Context, p profile.Profile) (e cache.Entry, fromCache bool, err error) {
	if live := t.Live; live.SourceKeyID != "" && live.SourceKeyID == t.identity && live.Credentials.Expires.Sub(t.Now()) >= time.Minute {
		e, err := t.entry(p, "session", live.Credentials)
		return e, true, err
	}
	if p.MFASerial == "" {
		e, err := t.sourceCredentials()
		return e, false, err
	}
	return t.session(ctx, p, ordinarySession, false, t.fresh)
}

// session gets the session of the source's keys and the profile's MFA device, which all roles of both share.
func (t *task) session(ctx context.Context, p profile.Profile, d time.Duration, askedFor bool, usable func(cache.Entry) bool) (e cache.Entry, fromCache bool, err error) {
	if !t.mayBeLongLived() {
		return e, false, errTemporary
	}
	shape := []string{t.AWS.Scope(), t.identity, p.MFASerial}
	refusal := cache.NewKey("refusal", shape...)
	if r, ok := t.Cache.Get(refusal); ok && t.Now().Before(r.Expires) && t.forRole() {
		return e, false, errNoSession
	}
	fromCache = true
	e, err = t.fetch(ctx, cache.NewKey("session", shape...), askedFor, usable, func(ctx context.Context) (cache.Entry, error) {
		fromCache = false
		e, err := t.getSession(ctx, p, d)
		if err == errNoSession {
			t.Cache.Put(refusal, cache.Entry{Profile: t.last().Name, Kind: "refusal", Issued: t.Now(), Expires: t.Now().Add(ordinarySession)})
		}
		return e, err
	})
	return e, fromCache, err
}

// forRole says whether a session is only a means: then there is another way when AWS makes none.
func (t *task) forRole() bool { return !t.NoRole && len(t.Chain) > 1 }

func (t *task) getSession(ctx context.Context, p profile.Profile, d time.Duration) (e cache.Entry, err error) {
	source, err := t.sourceCredentials()
	if err != nil {
		return e, err
	}
	if !longLived(source) {
		return e, errTemporary
	}
	in := &awssts.GetSessionTokenInput{DurationSeconds: aws.Int32(int32(d.Seconds())), SerialNumber: &p.MFASerial}
	err = t.withCode(ctx, p, func(code string) error {
		in.TokenCode = &code
		out, err := t.client(source).GetSessionToken(ctx, in)
		if err == nil {
			if e, err = t.answer(t.last(), "session", out.Credentials); err == nil {
				e.Sealed = true // it spares the next questions for hours
				return nil
			}
		}
		if isAccessDenied(err) && !isCodeRefused(err) && t.forRole() {
			t.unspent = code
			return errNoSession
		}
		return profileError(p, "get a session for MFA device %s: %w", p.MFASerial, client.Explain(err))
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
			if code, err = t.MFA.Code(ctx, q); err != nil {
				return profileError(p, "%w", err)
			}
		}
		err := do(code)
		if !isCodeRefused(err) || n == repeats {
			return err
		}
		code, q.Refused, refused = "", refused, mfa.WrongOrUsed
	}
}

// isCodeRefused tells a wrong or used code from other denials: AWS has no error code of its own for it.
func isCodeRefused(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && api.ErrorCode() == "AccessDenied" && strings.Contains(api.ErrorMessage(), "MultiFactorAuthentication failed")
}

func isAccessDenied(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && api.ErrorCode() == "AccessDenied"
}
