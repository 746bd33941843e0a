package sts

import (
	"context"
	"errors"
	"strings"

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
	return t.fetch(ctx, t.roleKey(i), i == 0, rules.fresh, func(ctx context.Context) (cache.Entry, error) {
		return t.assumeRole(ctx, i)
	})
}

// assumeRole makes the call that the rules decide on. What is learned on the way to it may change it: source credentials turn
// out to be temporary, or AWS refuses a session of them. A denial to a session that was there before may be about its age:
// then the role is asked for once more, with an MFA code. When nobody can be asked for one, the denial stands.
func (t *task) assumeRole(ctx context.Context, i int) (e cache.Entry, err error) {
	var denial error
	for {
		step, err := t.assume(i)
		if err != nil {
			return e, err
		}
		signer, fromCache, err := t.signer(ctx, i, step)
		if next, _ := t.assume(i); next != step {
			continue
		}
		if err != nil {
			return e, err
		}
		e, err = t.call(ctx, t.Chain[i], step, signer)
		var cannotAsk *mfa.CannotAskError
		switch {
		case denial != nil && errors.As(err, &cannotAsk):
			return e, denial
		case fromCache && t.Chain[i].MFASerial != "" && isAccessDenied(err):
			t.SessionDenied, denial = true, err
			continue
		}
		return e, err
	}
}

// signer gets the credentials that sign a step. It says whether they are of a session that was there before.
func (t *task) signer(ctx context.Context, i int, step Step) (e cache.Entry, fromCache bool, err error) {
	switch step.Signer {
	case ByNextRole:
		e, err = t.role(ctx, i+1)
	case ByLive:
		e, err = t.entry(t.Chain[i], "session", t.Live.Credentials)
		return e, true, err
	case BySession:
		return t.sharedSession(ctx, t.Chain[i], t.session(i))
	default:
		e, err = t.sourceCredentials(ctx)
	}
	return e, false, err
}

// call assumes the profile's role as the step says, with a code of its MFA device if one goes along.
func (t *task) call(ctx context.Context, p profile.Profile, step Step, signer cache.Entry) (e cache.Entry, err error) {
	if step.Serial == "" {
		return t.callWithCode(ctx, p, step, signer, "")
	}
	err = t.withCode(ctx, p, func(code string) error {
		e, err = t.callWithCode(ctx, p, step, signer, code)
		return err
	})
	return e, err
}

func (t *task) callWithCode(ctx context.Context, p profile.Profile, step Step, signer cache.Entry, code string) (cache.Entry, error) {
	name, err := t.sessionName(ctx, p, step, signer)
	if err != nil {
		return cache.Entry{}, err
	}
	in := &awssts.AssumeRoleInput{
		RoleArn:           &p.RoleARN,
		RoleSessionName:   &name,
		DurationSeconds:   aws.Int32(int32(step.Duration.Seconds())),
		ExternalId:        optional(p.ExternalID),
		SourceIdentity:    optional(p.SourceIdentity),
		TransitiveTagKeys: p.TransitiveTagKeys,
	}
	for _, tag := range p.SessionTags {
		in.Tags = append(in.Tags, types.Tag{Key: &tag.Key, Value: &tag.Value})
	}
	if code != "" {
		in.SerialNumber, in.TokenCode = &step.Serial, &code
	}
	out, err := t.client(signer).AssumeRole(ctx, in)
	if err != nil {
		return cache.Entry{}, t.roleError(p, err)
	}
	e, err := t.response(p, "role", step.Duration, out.Credentials)
	if err != nil {
		return e, profileError(p, "assume %s: %w", p.RoleARN, err)
	}
	e.SessionName = name
	e.Sealed = e.Expires.Sub(e.Issued) > longestChained && (code != "" || signer.Sealed)
	if out.AssumedRoleUser != nil {
		e.Text = aws.ToString(out.AssumedRoleUser.AssumedRoleId)
	}
	return e, nil
}

// roleError is that of a role that was not got. Who asked is told where that is known.
func (t *task) roleError(p profile.Profile, err error) error {
	what := "assume " + p.RoleARN
	if !isAccessDenied(err) || isCodeRefused(err) || isDeviceRefused(err) {
		return callError(p, what, err)
	}
	return hint.With(profileError(p, "%s: %w", what, client.Explain(err)), deniedHint(p, callerIn(message(err))))
}

// callerIn is the ARN that AWS's denial begins with; empty where it has none.
func callerIn(message string) string {
	_, rest, found := strings.Cut(message, "User: ")
	arn, _, _ := strings.Cut(rest, " ")
	if !found || !strings.HasPrefix(arn, "arn:") {
		return ""
	}
	return arn
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
