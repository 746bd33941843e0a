package sts

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssts "github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/mfa"
	"aws-runas/sts/source"
)

// task is one request while it is worked on. It makes the calls that its rules decide on, and adds to what they know.
type task struct {
	rules
	broker  *Broker
	began   time.Time
	waited  time.Duration // for other processes, that the network was charged with
	unspent string        // an MFA code that AWS has not judged yet

	// source is what getting the source's credentials has led to, once it was tried.
	source struct {
		tried bool
		entry cache.Entry
		err   error
	}
}

func (b *Broker) task(req Request) (*task, error) {
	if req.Role != "" {
		role, err := roleProfile(req.Chain[0], req.Role)
		if err != nil {
			return nil, err
		}
		req.Chain = append([]profile.Profile{role}, req.Chain...)
	}
	last := req.Chain[len(req.Chain)-1]
	src, err := b.Source.Source(last)
	if err != nil {
		return nil, profileError(last, "%w", err)
	}
	for _, p := range req.Chain {
		if p.MFAProcess == "" {
			continue
		}
		if err := b.Source.CheckRunning(p.MFAProcess); err != nil {
			return nil, profileError(p, "mfa_process: %w", err)
		}
	}
	t := &task{broker: b, began: b.Now(), rules: rules{Request: req, Known: b.known(src)}}
	if first := t.first(); first >= 0 && !t.NoRole {
		t.SessionRefused = t.refused(t.Chain[first])
	}
	if e, ok := b.Cache.Get(t.sourceKey()); ok && src.Cached && t.fresh(e) {
		t.LongTerm = longTerm(e)
	}
	return t, t.check()
}

// known is what there is to know before a call is made.
func (b *Broker) known(src source.Source) Known {
	return Known{
		Now: b.Now(), Source: src, LongTerm: src.LongTerm, Live: b.Live, Cached: b.Cache.Get, Scope: b.AWS.Scope(), OwnSTS: b.AWS.OwnSTS(),
	}
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

// result gets what the request is for.
func (t *task) result(ctx context.Context) (Result, error) {
	selected := t.Chain[0]
	if t.sessionOnly() {
		r, err := t.withoutRole(ctx)
		if err != errTemporary || t.NoRole {
			return r, err
		}
	}
	if t.first() >= 0 {
		e, err := t.role(ctx, 0)
		return Result{Credentials: credentials(e), RoleARN: selected.RoleARN, SessionName: e.SessionName}, err
	}
	e, err := t.sourceCredentials(ctx)
	if err == nil && e.SessionToken == "" {
		t.broker.Say("profile %q has neither role_arn nor mfa_serial: exporting its long-term credentials", selected.Name)
	}
	return Result{Credentials: credentials(e), RoleARN: selected.RoleARN, SessionName: e.SessionName}, err
}

// last is the profile at the end of the chain, whose own credentials the calls begin with.
func (t *task) last() profile.Profile { return t.Chain[len(t.Chain)-1] }

// sourceCredentials gets the source's credentials, once, and learns whether they are long-term.
func (t *task) sourceCredentials(ctx context.Context) (cache.Entry, error) {
	s := &t.source
	if !s.tried {
		s.entry, s.err = t.sourceEntry(ctx)
		s.tried = true
	}
	if s.err == nil {
		t.LongTerm = longTerm(s.entry)
	}
	return s.entry, s.err
}

// sourceEntry gets the source's credentials. Those that need a program or a call are cached.
func (t *task) sourceEntry(ctx context.Context) (cache.Entry, error) {
	p, name := t.sourceProfile(), ""
	src := t.Source
	src.Profile = p
	get := func(ctx context.Context) (cache.Entry, error) {
		if name = p.RoleSessionName; p.RoleARN != "" && name == "" {
			name = nameless(t.broker.Now())
		}
		t.broker.Cache.Asking(src.Kind == profile.Process) // a program may ask
		c, err := t.broker.Source.Credentials(ctx, src, name)
		t.broker.Cache.Asking(false)
		if err != nil {
			return cache.Entry{}, profileError(p, "%w", err)
		}
		e, err := t.entry(p, "source", c)
		if err != nil {
			return e, profileError(p, "%w", err)
		}
		e.SessionName = name
		return e, nil
	}
	key := t.sourceKey()
	if key == "" {
		return get(ctx)
	}
	return t.fetch(ctx, key, len(t.Chain) == 1, rules.fresh, get)
}

// longTerm says whether GetSessionToken takes the credentials: temporary ones have a session token.
func longTerm(e cache.Entry) source.Answer {
	if e.SessionToken == "" {
		return source.Yes
	}
	return source.No
}

// fetch returns an entry from the cache, or gets it and caches it. With Refresh the cached one, if it is the one asked for,
// has to be issued since this request began: of many that ask for new ones at once, one gets them for all. When a new one
// would need a question that can't be asked, the one in the cache is good for as long as a minute is left.
func (t *task) fetch(ctx context.Context, k cache.Key, askedFor bool, usable func(rules, cache.Entry) bool, get func(context.Context) (cache.Entry, error)) (cache.Entry, error) {
	b, what := t.broker, "profile "+strconv.Quote(t.Chain[0].Name)
	refresh := askedFor && t.Refresh
	served := func(e cache.Entry) bool {
		t.Now = b.Now()
		return usable(t.rules, e) && (!refresh || e.Issued.After(t.began)) && (!askedFor || !t.Manner.Process || t.lastsLong(e))
	}
	e, err := b.Cache.Fetch(ctx, k, what, served, func(ctx context.Context) (cache.Entry, error) {
		if waited := b.Cache.Waited(); b.Cache.Patience <= client.Budget { // nobody watches: all of it has one limit
			b.AWS.Spend(waited - t.waited)
			t.waited = waited
		}
		b.AWS.WarmUp()
		return get(ctx)
	})
	if err == nil || refresh || askedFor && t.Manner.Renewal || !t.mayServeOld(err) {
		return e, err
	}
	old, ok := b.Cache.Get(k)
	left := old.Expires.Sub(b.Now()).Truncate(time.Second)
	if !ok || left < time.Minute || t.tooOld(old) {
		return e, err
	}
	b.Say("%s: using cached credentials that expire in %s; could not get new ones: %v", what, formatDuration(left), err)
	return old, nil
}

// mayServeOld says whether an error is one after which what is left of the credentials in the cache is good enough.
func (t *task) mayServeOld(err error) bool {
	var cannotAsk *mfa.CannotAskError
	var cannotRun *source.NoInputError
	var signIn *source.SignInError
	return t.Manner.Process && !errors.Is(err, context.Canceled) ||
		errors.As(err, &cannotAsk) || errors.As(err, &cannotRun) || errors.As(err, &signIn)
}

// longestToken is in bytes. AWS's have some 1,000 to 4,000, and a system that allows 128 KiB for one variable is a common one.
const longestToken = 16 << 10

// entry makes an entry of credentials, and refuses incomplete ones: an empty variable would have some SDK look elsewhere,
// and find somebody else's.
func (t *task) entry(p profile.Profile, kind string, c aws.Credentials) (cache.Entry, error) {
	now := t.broker.Now()
	byUser := c.Source == string(profile.Process) || c.Source == profile.Environment // whose keys may expire without having a token
	switch {
	case c.AccessKeyID == "" || c.SecretAccessKey == "" || c.CanExpire && !byUser && (c.SessionToken == "" || c.Expires.IsZero()):
		return cache.Entry{}, errors.New("incomplete credentials in the response")
	case strings.ContainsFunc(c.AccessKeyID+c.SecretAccessKey+c.SessionToken, unicode.IsSpace):
		return cache.Entry{}, errors.New("the access key id, the secret access key or the session token has a blank in it")
	case len(c.SessionToken) > longestToken:
		return cache.Entry{}, fmt.Errorf("the session token has %d bytes: with more than %d in its environment a shell starts no program",
			len(c.SessionToken), longestToken)
	case c.CanExpire && !now.Before(c.Expires):
		return cache.Entry{}, fmt.Errorf("the credentials in the response expired at %s", c.Expires.UTC().Format(time.RFC3339))
	}
	return cache.Entry{
		Profile: p.Name, Kind: kind, Issued: now, Expires: c.Expires,
		AccessKeyID: c.AccessKeyID, SecretAccessKey: c.SecretAccessKey, SessionToken: c.SessionToken,
	}, nil
}

// response is entry for the credentials in a response of STS. The SDK takes many a text that is none for a response without
// credentials.
func (t *task) response(p profile.Profile, kind string, asked time.Duration, c *types.Credentials) (cache.Entry, error) {
	if c == nil {
		c = &types.Credentials{}
	}
	e, err := t.entry(p, kind, aws.Credentials{
		AccessKeyID:     aws.ToString(c.AccessKeyId),
		SecretAccessKey: aws.ToString(c.SecretAccessKey),
		SessionToken:    aws.ToString(c.SessionToken),
		CanExpire:       true,
		Expires:         aws.ToTime(c.Expiration),
	})
	e.Once = e.Expires.Sub(e.Issued) > asked+longerThanAsked
	return e, err
}

// longerThanAsked is how much longer than asked for credentials may last that are cached. Others come of a server, or a clock,
// that is not to be trusted with the time at which they end.
const longerThanAsked = 5 * time.Minute

// client signs with the entry's credentials.
func (t *task) client(e cache.Entry) *awssts.Client {
	c := credentials(e)
	return t.broker.AWS.STS(aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return c, nil }))
}

func credentials(e cache.Entry) aws.Credentials {
	return aws.Credentials{
		AccessKeyID: e.AccessKeyID, SecretAccessKey: e.SecretAccessKey, SessionToken: e.SessionToken,
		CanExpire: !e.Expires.IsZero(), Expires: e.Expires,
	}
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
