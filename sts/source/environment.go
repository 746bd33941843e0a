package source

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/login"
)

// environment returns the keys in the environment. Those that say they have expired are an error, as in botocore.
func environment(_ context.Context, r Resolver, _ profile.Profile) (aws.Credentials, error) {
	c, err := environmentKeys(r.Getenv)
	if err == nil && c.CanExpire && !r.Now().Before(c.Expires) {
		err = fmt.Errorf("the keys in the environment expired at %s", c.Expires.Format(time.RFC3339))
	}
	return c, err
}

func environmentKeys(getenv func(string) string) (aws.Credentials, error) {
	c := aws.Credentials{
		AccessKeyID:     getenv("AWS_ACCESS_KEY_ID"),
		SecretAccessKey: getenv("AWS_SECRET_ACCESS_KEY"),
		SessionToken:    getenv("AWS_SECURITY_TOKEN"), // the older name, which botocore looks at first
		Source:          profile.Environment,
	}
	switch {
	case c.AccessKeyID == "" && c.SecretAccessKey == "":
		return aws.Credentials{}, errors.New("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set")
	case c.AccessKeyID == "":
		return aws.Credentials{}, errors.New("AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID")
	case c.SecretAccessKey == "":
		return aws.Credentials{}, errors.New("AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY")
	}
	if c.SessionToken == "" {
		c.SessionToken = getenv("AWS_SESSION_TOKEN")
	}
	expiry := getenv("AWS_CREDENTIAL_EXPIRATION")
	if expiry == "" {
		return c, nil
	}
	expires, err := login.ParseTime(expiry)
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("AWS_CREDENTIAL_EXPIRATION is %q: want a time such as 2030-01-31T12:00:00Z", expiry)
	}
	c.CanExpire, c.Expires = true, expires
	return c, nil
}
