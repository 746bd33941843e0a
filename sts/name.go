package sts

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssts "github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
)

// longestName is how many characters AssumeRole takes for a role session name.
const longestName = 64

// sessionName is the role session's name in the form that the step says. All but the configured one tell an audit log who
// the caller is.
func (t *task) sessionName(ctx context.Context, p profile.Profile, step Step, signer cache.Entry) (string, error) {
	switch step.SessionName {
	case Configured:
		return step.Name, nil
	case ByRoleID:
		return nameOf([]string{signer.Text}, t.broker.Now()), nil
	}
	identity, err := t.callerIdentity(ctx, p)
	return nameOf(strings.Split(identity, "\n"), t.broker.Now()), err
}

// nameOf is aws-runas-session_WHO_UNIXTIME with the first of the forms that fits, or without one.
func nameOf(forms []string, now time.Time) string {
	for _, who := range forms {
		if name := namePrefix + allowedInName(who) + "_" + unix(now); who != "" && len(name) <= longestName {
			return name
		}
	}
	return nameless(now)
}

const namePrefix = "aws-runas-session_"

func nameless(now time.Time) string { return namePrefix + unix(now) }

func unix(t time.Time) string { return fmt.Sprint(t.Unix()) }

// allowedInName replaces what AWS does not take in a role session name.
func allowedInName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune("_+=,.@-", r):
			return r
		}
		return '-'
	}, s)
}

// How long it is remembered that a server does not tell who its caller is: for good where it can't, and for a short while where
// it might do so later.
const (
	namelessLong  = 12 * time.Hour
	namelessShort = 5 * time.Minute
)

// callerIdentity returns the forms in which the source's keys can be named, one a line. AWS is asked once for each key. The
// call serves the name alone, so that whatever the answer is, it fails nothing: a caller without an identity has no form. Only
// no answer at all is an error, and then that of the role.
func (t *task) callerIdentity(ctx context.Context, p profile.Profile) (string, error) {
	source, err := t.sourceCredentials(ctx)
	if err != nil {
		return "", err
	}
	now := t.broker.Now
	e, err := t.fetch(ctx, t.identityKey(source.AccessKeyID), false, rules.holds, func(ctx context.Context) (cache.Entry, error) {
		e := cache.Entry{Profile: t.last().Name, Kind: "identity", Issued: now(), Expires: source.Expires}
		if source.SessionToken == "" {
			e.Expires = now().AddDate(10, 0, 0)
		}
		out, err := t.client(source).GetCallerIdentity(ctx, &awssts.GetCallerIdentityInput{})
		_, responded := client.Status(err)
		switch {
		case err == nil && aws.ToString(out.UserId) != "":
			e.Text = formsOf(out)
		case err == nil:
			e.Expires = now().Add(namelessShort)
		case !responded:
			return e, t.roleError(p, err)
		case isCallerRefused(err):
			e.Expires = e.Issued // which is not cached
		case isAccessDenied(err) || isUnknownAction(err):
			e.Expires = now().Add(namelessLong)
		default:
			e.Expires = now().Add(namelessShort)
		}
		return e, nil
	})
	return e.Text, err
}

// formsOf is ACCOUNT_USER and the user id; an assumed role has the id only, which names the role and its session.
func formsOf(who *awssts.GetCallerIdentityOutput) string {
	arn, id := aws.ToString(who.Arn), aws.ToString(who.UserId)
	if strings.Contains(arn, ":assumed-role/") {
		return id
	}
	user := arn[strings.LastIndexAny(arn, ":/")+1:]
	return aws.ToString(who.Account) + "_" + user + "\n" + id
}
