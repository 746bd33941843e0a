package source

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/sso/types"

	"aws-runas/profile"
	"aws-runas/sts/client"
	"aws-runas/sts/hint"
)

// sso gets the credentials of a role in IAM Identity Center with the token of "aws sso login".
func (r Resolver) sso(ctx context.Context, p profile.Profile) (aws.Credentials, error) {
	token, err := r.ssoToken(ctx, p)
	if err != nil {
		return aws.Credentials{}, err
	}
	out, err := r.AWS.SSO(p.SSO.Region).GetRoleCredentials(ctx, &sso.GetRoleCredentialsInput{
		AccessToken: &token,
		AccountId:   &p.SSO.AccountID,
		RoleName:    &p.SSO.RoleName,
	})
	if _, unauthorized := errors.AsType[*types.UnauthorizedException](err); unauthorized {
		return aws.Credentials{}, logIn(p, "IAM Identity Center no longer accepts the SSO token of %s", ssoName(p))
	}
	role := fmt.Sprintf("SSO role %s in account %s", p.SSO.RoleName, p.SSO.AccountID)
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("%s: %w", role, client.Explain(err))
	}
	if out.RoleCredentials == nil {
		return aws.Credentials{}, fmt.Errorf("%s: the answer has no credentials", role)
	}
	return aws.Credentials{
		AccessKeyID:     aws.ToString(out.RoleCredentials.AccessKeyId),
		SecretAccessKey: aws.ToString(out.RoleCredentials.SecretAccessKey),
		SessionToken:    aws.ToString(out.RoleCredentials.SessionToken),
		CanExpire:       true,
		Expires:         time.UnixMilli(out.RoleCredentials.Expiration),
		Source:          string(profile.SSO),
	}, nil
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
	logIn := "aws sso login, with --profile and the name of the profile"
	if strings.Trim(p.Name, pasteable) == "" {
		logIn = "aws sso login --profile " + p.Name
	}
	return hint.Errorf(logIn, format, args...)
}

// pasteable are the characters that mean themselves in every shell.
const pasteable = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./"
