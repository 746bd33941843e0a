package sts

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/hint"
	"aws-runas/sts/mfa"
	"aws-runas/sts/source"
)

// Limits of the calls, from the STS API reference.
const (
	shortest        = 15 * time.Minute // of every call
	longestRole     = 12 * time.Hour
	longestSession  = 36 * time.Hour
	longestChained  = time.Hour // a role assumed with temporary credentials
	ordinaryRole    = time.Hour
	ordinarySession = 12 * time.Hour // AWS's own default
)

// task is one request while it is worked on.
type task struct {
	*Broker
	Request
	began             time.Time
	identity          string                      // what selects the source's credentials
	sourceCredentials func() (cache.Entry, error) // gets them, once
	unspent           string                      // an MFA code that AWS has not judged yet
}

func (b *Broker) task(ctx context.Context, req Request) (*task, error) {
	t := &task{Broker: b, Request: req, began: b.Now()}
	if req.Role != "" {
		role, err := roleProfile(req.Chain[0], req.Role)
		if err != nil {
			return nil, err
		}
		t.Chain = append([]profile.Profile{role}, req.Chain...)
	}
	last := t.last()
	id, err := b.Source.Identity(last)
	if err != nil {
		return nil, profileError(last, "%w", err)
	}
	for _, p := range t.Chain {
		if p.MFAProcess == "" {
			continue
		}
		if err := b.Source.CheckRunning(p.MFAProcess); err != nil {
			return nil, profileError(p, "mfa_process: %w", err)
		}
	}
	t.identity = id
	t.sourceCredentials = sync.OnceValues(func() (cache.Entry, error) { return t.sourceEntry(ctx) })
	return t, t.checkDuration()
}

// roleProfile is the profile that a role would have which is assumed from p. The device of a user's profile serves the
// role too; that of a role's has served already.
func roleProfile(p profile.Profile, arn string) (profile.Profile, error) {
	if !strings.HasPrefix(arn, "arn:") || !strings.Contains(arn, ":role/") {
		return p, fmt.Errorf("--role %q is not the ARN of a role, as in arn:aws:iam::123456789012:role/name", arn)
	}
	role := profile.Profile{Name: p.Name, RoleARN: arn}
	if p.RoleARN == "" {
		role.MFASerial, role.MFAProcess = p.MFASerial, p.MFAProcess
	}
	return role, nil
}

// last is the profile whose own credentials the chain begins with.
func (t *task) last() profile.Profile { return t.Chain[len(t.Chain)-1] }

// sourceEntry gets the source's credentials. Those that need a program or a call are kept while they are live.
func (t *task) sourceEntry(ctx context.Context) (cache.Entry, error) {
	p := t.last()
	alone := len(t.Chain) == 1
	if alone && t.Duration != 0 {
		p.Duration = t.Duration
	}
	get := func(ctx context.Context) (cache.Entry, error) {
		if p.RoleARN != "" && p.RoleSessionName == "" {
			p.RoleSessionName = namelessName(t.Now())
		}
		c, err := source.Credentials(ctx, p, t.Source)
		if err != nil {
			return cache.Entry{}, profileError(p, "%w", err)
		}
		e, err := t.entry(p, "source", c)
		if err != nil {
			return e, profileError(p, "%w", err)
		}
		if p.RoleARN != "" {
			e.SessionName = p.RoleSessionName
		}
		return e, nil
	}
	switch p.Source() {
	case profile.Process, profile.SSO, profile.WebIdentity:
		key := cache.NewKey("source", t.AWS.Scope(), t.identity, p.Duration.String(), p.RoleSessionName)
		return t.fetch(ctx, key, alone, t.fresh, get)
	}
	return get(ctx)
}

// mayBeLongLived is false when the source is known to give temporary credentials without asking it.
func (t *task) mayBeLongLived() bool {
	switch p := t.last(); p.Source() {
	case profile.StaticKeys:
		return p.SessionToken == ""
	case profile.Environment, profile.Ambient:
		if !source.FromEnvironment(p, t.Source.Getenv) {
			return false
		}
		e, err := t.sourceCredentials()
		return err != nil || longLived(e)
	case profile.Process:
		return true
	}
	return false
}

// duration is how long the credentials of a role in the chain are asked for. Only the last role, the one asked for, has
// a say in it from the command line; one in between that is assumed with temporary credentials gets what AWS allows.
func (t *task) duration(i int) time.Duration {
	d := t.Chain[i].Duration
	if i == 0 && t.Duration != 0 {
		return t.Duration
	}
	if d == 0 {
		return ordinaryRole
	}
	if i > 0 && t.callerIsTemporary(i) {
		return min(d, longestChained)
	}
	return d
}

// callerIsTemporary says whether the role is known to be assumed with temporary credentials.
func (t *task) callerIsTemporary(i int) bool {
	return i < len(t.Chain)-2 || !t.mayBeLongLived()
}

// checkDuration holds the duration that is asked for against the limits of the calls, before any is made.
func (t *task) checkDuration() error {
	p, d := t.Chain[0], t.Duration
	what, longest := "a role for", longestRole
	if t.NoRole || p.RoleARN == "" {
		what, longest = "a session of", longestSession
	}
	switch {
	case d != 0 && (d < shortest || d > longest):
		return profileError(p, "%s %s was asked for: AWS gives %s to %s", what, formatDuration(d), formatDuration(shortest), formatDuration(longest))
	case !t.NoRole && len(t.Chain) > 1 && t.duration(0) > longestChained && t.callerIsTemporary(0):
		return t.chainedError()
	}
	return nil
}

func (t *task) chainedError() error {
	return hint.With(
		profileError(t.Chain[0], "a role for %s was asked for: AWS caps a role assumed with temporary credentials at %s",
			formatDuration(t.duration(0)), formatDuration(longestChained)),
		"ask for less, with --duration 3600 or duration_seconds in the profile",
	)
}

// formatDuration writes a duration as one would type it: 12h, not 12h0m0s.
func formatDuration(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// fetch gets an entry from the cache, or makes it and keeps it. With Refresh the cached one, if it is the one asked for, has
// to be issued since this request began: of many that ask for new ones at once, one gets them for all. When a new one would
// need a question that can't be asked, the one in the cache is good for as long as a minute is left.
func (t *task) fetch(ctx context.Context, k cache.Key, askedFor bool, usable func(cache.Entry) bool, get func(context.Context) (cache.Entry, error)) (cache.Entry, error) {
	what := "profile " + strconv.Quote(t.Chain[0].Name)
	refresh := askedFor && t.Refresh
	served := func(e cache.Entry) bool { return usable(e) && (!refresh || e.Issued.After(t.began)) }
	e, err := t.Cache.Fetch(ctx, k, what, served, func(ctx context.Context) (cache.Entry, error) {
		t.AWS.WarmUp()
		return get(ctx)
	})
	var cannotAsk *mfa.CannotAskError
	var cannotRun *source.NoInputError
	var signIn *source.SignInError
	if refresh || askedFor && t.Manner.Renewal || !errors.As(err, &cannotAsk) && !errors.As(err, &cannotRun) && !errors.As(err, &signIn) {
		return e, err
	}
	old, ok := t.Cache.Get(k)
	left := old.Expires.Sub(t.Now()).Truncate(time.Second)
	if !ok || left < time.Minute {
		return e, err
	}
	t.Say("%s: its cached credentials have %s left; new ones: %v", what, formatDuration(left), err)
	return old, nil
}

// fresh says whether an entry is served without a thought: it has 15 minutes left, or half its life if that is less.
func (t *task) fresh(e cache.Entry) bool {
	return e.Expires.Sub(t.Now()) >= min(15*time.Minute, e.Expires.Sub(e.Issued)/2)
}

// entry makes an entry of credentials, and refuses those that are not whole: an empty variable would have some SDK look
// elsewhere, and find somebody else's.
func (t *task) entry(p profile.Profile, kind string, c aws.Credentials) (cache.Entry, error) {
	byUser := c.Source == string(profile.Process) || c.Source == profile.Environment // whose keys may end without having a token
	switch {
	case c.AccessKeyID == "" || c.SecretAccessKey == "" || c.CanExpire && !byUser && (c.SessionToken == "" || c.Expires.IsZero()):
		return cache.Entry{}, errors.New("the answer has no credentials, or not the whole of them")
	case c.CanExpire && !t.Now().Before(c.Expires):
		return cache.Entry{}, fmt.Errorf("the credentials in the answer expired at %s", c.Expires.UTC().Format(time.RFC3339))
	}
	return cache.Entry{
		Profile: p.Name, Kind: kind, Issued: t.Now(), Expires: c.Expires,
		AccessKeyID: c.AccessKeyID, SecretAccessKey: c.SecretAccessKey, SessionToken: c.SessionToken,
	}, nil
}

func credentials(e cache.Entry) aws.Credentials {
	return aws.Credentials{
		AccessKeyID: e.AccessKeyID, SecretAccessKey: e.SecretAccessKey, SessionToken: e.SessionToken,
		CanExpire: !e.Expires.IsZero(), Expires: e.Expires,
	}
}

// longLived says whether AWS's GetSessionToken takes the credentials: temporary ones have a session token.
func longLived(e cache.Entry) bool { return e.SessionToken == "" }
