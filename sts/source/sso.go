package source

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"

	"aws-runas/profile"
	"aws-runas/sts/endpoint"
)

// sso gets the credentials of a role in IAM Identity Center with the token of "aws sso login".
func (d Deps) sso(ctx context.Context, p profile.Profile) (aws.Credentials, error) {
	token, err := d.ssoToken(ctx, p)
	if err != nil {
		return aws.Credentials{}, err
	}
	c, err := d.Settings.RoleCredentials(ctx, p.SSO.Region, token, p.SSO.AccountID, p.SSO.RoleName)
	if refused, is := errors.AsType[smithy.APIError](err); is && refused.ErrorCode() == "UnauthorizedException" {
		return c, logIn(p, "IAM Identity Center no longer accepts the SSO token of %s", ssoName(p))
	}
	if err != nil {
		return c, fmt.Errorf("SSO role %s in account %s: %w", p.SSO.RoleName, p.SSO.AccountID, endpoint.Explain(err))
	}
	c.Source = string(profile.SSO)
	return c, nil
}

// ssoName is what the user has logged in to: it also names the token's file.
func ssoName(p profile.Profile) string {
	if p.SSO.Session != "" {
		return p.SSO.Session
	}
	return p.SSO.StartURL
}

// logIn is the error of a token that is good for nothing any more.
func logIn(p profile.Profile, format string, args ...any) error {
	hint := "aws sso login, with --profile and the name of the profile"
	if strings.Trim(p.Name, pasteable) == "" {
		hint = "aws sso login --profile " + p.Name
	}
	return &hinted{fmt.Errorf(format, args...), hint}
}

// pasteable are the characters that mean themselves in every shell.
const pasteable = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./"
