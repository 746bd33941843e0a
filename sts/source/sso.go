package source

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssso "github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/sso/types"

	"aws-runas/profile"
	"aws-runas/sts/client"
	"aws-runas/sts/hint"
	"aws-runas/sts/login"
)

func ssoIdentity(_ Resolver, p profile.Profile) ([]string, error) {
	return []string{p.SSO.Session, p.SSO.StartURL, p.SSO.Region, p.SSO.AccountID, p.SSO.RoleName}, nil
}

// sso gets the credentials of a role in IAM Identity Center with the token of a sign-in. Where that is dead and somebody
// can be asked, a new sign-in is offered.
func sso(ctx context.Context, r Resolver, p profile.Profile) (aws.Credentials, error) {
	c, err := r.ssoRole(ctx, p)
	dead, isDead := errors.AsType[*SignInError](err)
	if !isDead || r.SignIn == nil {
		return c, err
	}
	err = r.SignIn(ctx, login.TargetOf(p.SSO), dead)
	if _, cannot := errors.AsType[*login.CannotAskError](err); cannot || errors.Is(err, login.ErrDeclined) {
		return c, dead
	}
	if err != nil {
		return c, err
	}
	return r.ssoRole(ctx, p)
}

func (r Resolver) ssoRole(ctx context.Context, p profile.Profile) (aws.Credentials, error) {
	target := login.TargetOf(p.SSO)
	if r.Home == "" { // never the working directory's
		return aws.Credentials{}, errNoHome()
	}
	token, err := login.Client{AWS: r.AWS, Home: r.Home, Now: r.Now, Hold: r.Hold}.AccessToken(ctx, target)
	if dead, isDead := errors.AsType[*login.DeadError](err); isDead {
		return aws.Credentials{}, &SignInError{p.Name, dead.Err}
	}
	if err != nil {
		return aws.Credentials{}, err
	}
	out, err := r.AWS.SSO(p.SSO.Region).GetRoleCredentials(ctx, &awssso.GetRoleCredentialsInput{
		AccessToken: &token,
		AccountId:   &p.SSO.AccountID,
		RoleName:    &p.SSO.RoleName,
	})
	if _, unauthorized := errors.AsType[*types.UnauthorizedException](err); unauthorized {
		return aws.Credentials{}, &SignInError{p.Name, fmt.Errorf("IAM Identity Center no longer accepts the SSO token of %s", target)}
	}
	role := fmt.Sprintf("SSO role %s in account %s", p.SSO.RoleName, p.SSO.AccountID)
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("%s: %w", role, client.Explain(err))
	}
	if out.RoleCredentials == nil {
		return aws.Credentials{}, fmt.Errorf("%s: incomplete credentials in the response", role)
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

// SignInError is the error of a token that is good for nothing any more: only a new sign-in helps.
type SignInError struct {
	Profile string
	Err     error
}

func (e *SignInError) Error() string { return e.Err.Error() }
func (e *SignInError) Unwrap() error { return e.Err }

// Hint is empty: Command says it all.
func (e *SignInError) Hint() string { return "" }

// Command returns the arguments of this program that sign in.
func (e *SignInError) Command() []string { return []string{"login", "-r", e.Profile} }

// errNoHome is the error of what is kept in the home directory, where that is not known.
func errNoHome() error {
	return hint.With(errors.New("the home directory, in which sign-ins are kept, is not known"), "set HOME")
}
