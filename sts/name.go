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

// sessionName names the session of the profile's role: as configured, else so that an audit log tells who the caller is.
func (t *task) sessionName(ctx context.Context, p profile.Profile, caller cache.Entry) (string, error) {
	if p.RoleSessionName != "" {
		return p.RoleSessionName, nil
	}
	forms := []string{caller.Text}
	if caller.Kind != "role" {
		identity, err := t.callerIdentity(ctx, p)
		if err != nil {
			return "", err
		}
		forms = strings.Split(identity, "\n")
	}
	return nameOf(forms, t.Now()), nil
}

// nameOf is aws-runas-session_WHO_UNIXTIME with the first of the forms that fits, or without one.
func nameOf(forms []string, now time.Time) string {
	for _, who := range forms {
		if name := namePrefix + allowedInName(who) + "_" + unix(now); who != "" && len(name) <= longestName {
			return name
		}
	}
	return namelessName(now)
}

const namePrefix = "aws-runas-session_"

func namelessName(now time.Time) string { return namePrefix + unix(now) }

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

// callerIdentity gives the forms in which the source's keys can be named, one a line. AWS is asked once for each key; one
// that may not ask has no form.
func (t *task) callerIdentity(ctx context.Context, p profile.Profile) (string, error) {
	source, err := t.sourceCredentials()
	if err != nil {
		return "", err
	}
	known := func(e cache.Entry) bool { return t.Now().Before(e.Expires) }
	e, err := t.fetch(ctx, cache.NewKey("identity", t.AWS.Scope(), source.AccessKeyID), false, known, func(ctx context.Context) (cache.Entry, error) {
		e := cache.Entry{Profile: t.last().Name, Kind: "identity", Issued: t.Now(), Expires: source.Expires}
		if longLived(source) {
			e.Expires = t.Now().AddDate(10, 0, 0)
		}
		out, err := t.client(source).GetCallerIdentity(ctx, &awssts.GetCallerIdentityInput{})
		switch {
		case isAccessDenied(err):
			e.Expires = t.Now().Add(ordinarySession)
			return e, nil
		case err != nil:
			return e, profileError(p, "ask whose the keys of profile %q are: %w", t.last().Name, client.Explain(err))
		}
		e.Text = formsOf(out)
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
