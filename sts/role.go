package sts

import (
	"context"
	"errors"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssts "github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/hint"
	"aws-runas/sts/mfa"
)

// role gets the credentials of the i-th profile's role.
func (t *task) role(ctx context.Context, i int) (cache.Entry, error) {
	return t.fetch(ctx, t.roleKey(i), i == 0, t.fresh, func(ctx context.Context) (cache.Entry, error) {
		if i < len(t.Chain)-2 {
			return t.assumeFromRole(ctx, i)
		}
		return t.assumeFromSource(ctx, i)
	})
}

// roleKey is made of all that shapes the request: not the profile's name and not the region, which change nothing about
// the credentials.
func (t *task) roleKey(i int) cache.Key {
	p := t.Chain[i]
	source := t.identity
	if i < len(t.Chain)-2 {
		source = string(t.roleKey(i + 1))
	}
	parts := []string{t.AWS.Scope(), source, p.RoleARN, p.ExternalID, t.duration(i).String(), p.RoleSessionName, p.SourceIdentity}
	serial := ""
	if p.MFASerial != "" && !t.sessionServes(i) {
		serial = p.MFASerial
	}
	parts = append(parts, serial, strconv.Itoa(len(p.SessionTags)))
	for _, tag := range p.SessionTags {
		parts = append(parts, tag.Key, tag.Value)
	}
	return cache.NewKey("role", append(parts, p.TransitiveTagKeys...)...)
}

// sessionServes says whether a role may be assumed with a session of the source's keys, which AWS caps at an hour.
func (t *task) sessionServes(i int) bool {
	return !t.NoSession && i == len(t.Chain)-2 && t.duration(i) <= longestChained && t.mayBeLongLived()
}

// assumeFromRole assumes the role with the credentials of the next role in the chain.
func (t *task) assumeFromRole(ctx context.Context, i int) (cache.Entry, error) {
	caller, err := t.role(ctx, i+1)
	if err != nil {
		return cache.Entry{}, err
	}
	p := t.Chain[i]
	if p.MFASerial == "" || p.MFASerial == t.Chain[i+1].MFASerial {
		return t.assume(ctx, i, caller, "")
	}
	return t.assumeWithCode(ctx, i, caller)
}

// assumeFromSource assumes the role that is nearest to the source: with a session of the source's keys where one serves,
// else with the source's own credentials, and the MFA code if the profile names a device.
func (t *task) assumeFromSource(ctx context.Context, i int) (cache.Entry, error) {
	p := t.Chain[i]
	if t.sessionServes(i) {
		signer, fromCache, err := t.signer(ctx, p)
		switch {
		case err == nil:
			e, err := t.assume(ctx, i, signer, "")
			if fromCache && p.MFASerial != "" && isAccessDenied(err) {
				return t.afterDenial(ctx, i, err)
			}
			return e, err
		case err != errNoSession && err != errTemporary:
			return cache.Entry{}, err
		}
	}
	caller, err := t.sourceCredentials()
	if err != nil {
		return cache.Entry{}, err
	}
	if !longLived(caller) && t.duration(i) > longestChained {
		return cache.Entry{}, t.chainedError()
	}
	if p.MFASerial == "" {
		return t.assume(ctx, i, caller, "")
	}
	return t.assumeWithCode(ctx, i, caller)
}

// afterDenial asks once more, with MFA directly: the role's trust policy may want a code that is younger than the session
// it was denied to. When nobody can be asked the denial stands.
func (t *task) afterDenial(ctx context.Context, i int, denial error) (cache.Entry, error) {
	caller, err := t.sourceCredentials()
	if err != nil {
		return cache.Entry{}, err
	}
	e, err := t.assumeWithCode(ctx, i, caller)
	var cannotAsk *mfa.CannotAskError
	if errors.As(err, &cannotAsk) {
		return e, denial
	}
	return e, err
}

// assumeWithCode assumes the role and sends a code of the profile's MFA device along.
func (t *task) assumeWithCode(ctx context.Context, i int, caller cache.Entry) (e cache.Entry, err error) {
	err = t.withCode(ctx, t.Chain[i], func(code string) error {
		e, err = t.assume(ctx, i, caller, code)
		return err
	})
	return e, err
}

// assume makes the call. With a code it sends the serial of the profile's device, else none.
func (t *task) assume(ctx context.Context, i int, caller cache.Entry, code string) (cache.Entry, error) {
	p := t.Chain[i]
	name, err := t.sessionName(ctx, p, caller)
	if err != nil {
		return cache.Entry{}, err
	}
	in := &awssts.AssumeRoleInput{
		RoleArn:           &p.RoleARN,
		RoleSessionName:   &name,
		DurationSeconds:   aws.Int32(int32(t.duration(i).Seconds())),
		ExternalId:        optional(p.ExternalID),
		SourceIdentity:    optional(p.SourceIdentity),
		TransitiveTagKeys: p.TransitiveTagKeys,
	}
	for _, tag := range p.SessionTags {
		in.Tags = append(in.Tags, types.Tag{Key: &tag.Key, Value: &tag.Value})
	}
	if code != "" {
		in.SerialNumber, in.TokenCode = &p.MFASerial, &code
	}
	out, err := t.client(caller).AssumeRole(ctx, in)
	if err != nil {
		return cache.Entry{}, roleError(p, err)
	}
	e, err := t.answer(p, "role", out.Credentials)
	if err != nil {
		return e, profileError(p, "assume %s: %w", p.RoleARN, err)
	}
	e.SessionName = name
	e.Sealed = e.Expires.Sub(e.Issued) > longestChained && (code != "" || caller.Sealed)
	if out.AssumedRoleUser != nil {
		e.Text = aws.ToString(out.AssumedRoleUser.AssumedRoleId)
	}
	return e, nil
}

func roleError(p profile.Profile, err error) error {
	wrapped := profileError(p, "assume %s: %w", p.RoleARN, client.Explain(err))
	if isAccessDenied(err) && p.MFASerial == "" {
		return hint.With(wrapped, "a role that wants MFA needs mfa_serial in its profile")
	}
	return wrapped
}

// client signs with the entry's credentials.
func (t *task) client(e cache.Entry) *awssts.Client {
	c := credentials(e)
	return t.AWS.STS(aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return c, nil }))
}

// answer is the entry of credentials that a call gave. The SDK takes many a text that is no answer of AWS for one without
// credentials.
func (t *task) answer(p profile.Profile, kind string, c *types.Credentials) (cache.Entry, error) {
	if c == nil {
		c = &types.Credentials{}
	}
	return t.entry(p, kind, aws.Credentials{
		AccessKeyID:     aws.ToString(c.AccessKeyId),
		SecretAccessKey: aws.ToString(c.SecretAccessKey),
		SessionToken:    aws.ToString(c.SessionToken),
		CanExpire:       true,
		Expires:         aws.ToTime(c.Expiration),
	})
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
