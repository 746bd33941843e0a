package login

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"

	"aws-runas/sts/client"
)

// refreshWindow is how long before its end a token is refreshed: botocore's.
const refreshWindow = 15 * time.Minute

// AccessToken returns the access token of a sign-in, refreshed where that is due and possible. An error is a *DeadError:
// only a new sign-in helps.
func (c Client) AccessToken(ctx context.Context, t Target) (string, error) {
	file := TokenFile(c.Home, t)
	token, err := ReadToken(file)
	c.AWS.Debug("read %s", file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", &DeadError{t, fmt.Errorf("no SSO token for %s", t)}
	case err != nil:
		return "", &DeadError{t, fmt.Errorf("SSO token for %s: %w", t, err)}
	case token.Lives(c.Now(), refreshWindow):
		return token.AccessToken, nil
	}
	refreshed, err := c.refresh(ctx, t, file, token)
	if err == nil {
		return refreshed, nil
	}
	// Another process may have refreshed it in the meantime: a refresh token works once.
	if again, err := ReadToken(file); err == nil {
		token = again
	}
	if token.Lives(c.Now(), 0) {
		return token.AccessToken, nil
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	return "", &DeadError{t, fmt.Errorf("the SSO token for %s expired at %s: %w", t, token.ExpiresAt, err)}
}

// DeadError says why there is no token that is good for anything.
type DeadError struct {
	Target Target
	Err    error
}

func (e *DeadError) Error() string { return e.Err.Error() }
func (e *DeadError) Unwrap() error { return e.Err }

// Hint is empty: Command says it all.
func (e *DeadError) Hint() string { return "" }

// Command returns the arguments of this program that sign in.
func (e *DeadError) Command() []string {
	if e.Target.Session == "" {
		return []string{"login", "-r", "PROFILE"}
	}
	return []string{"login", "--sso-session", e.Target.Session}
}

// refresh gets a new token with the refresh token, unless another process has while this one waited for it. The file is
// made ready before the call, because a refresh token works once: an answer that can't be kept would end the session.
func (c Client) refresh(ctx context.Context, t Target, file string, token Token) (string, error) {
	if err := c.refreshable(t, token); err != nil {
		return "", err
	}
	release, err := c.hold(ctx, t)
	if err != nil {
		return "", err
	}
	defer release()
	if now, err := ReadToken(file); err == nil && now.RefreshToken != token.RefreshToken {
		if now.Lives(c.Now(), refreshWindow) {
			return now.AccessToken, nil
		}
		token = now
		if err := c.refreshable(t, token); err != nil {
			return "", err
		}
	}
	kept, err := newFile(file)
	if err != nil {
		return "", err
	}
	defer kept.Discard()
	out, err := c.AWS.OIDC(t.Region).CreateToken(ctx, &ssooidc.CreateTokenInput{
		ClientId:     &token.ClientID,
		ClientSecret: &token.ClientSecret,
		GrantType:    aws.String(grantRefresh),
		RefreshToken: &token.RefreshToken,
	})
	if err != nil {
		return "", client.Explain(err)
	}
	if aws.ToString(out.AccessToken) == "" {
		return "", errors.New("the answer has no token")
	}
	changes := map[string]any{
		"accessToken": *out.AccessToken,
		"expiresAt":   formatTime(c.Now().Add(time.Duration(out.ExpiresIn) * time.Second)),
	}
	if out.RefreshToken != nil {
		changes["refreshToken"] = *out.RefreshToken
	}
	return *out.AccessToken, change(kept, file, changes)
}

// refreshable says why a token can't be refreshed, when it can't. The older form without an sso-session never is.
func (c Client) refreshable(t Target, token Token) error {
	registered, err := ParseTime(token.RegistrationExpiresAt)
	switch {
	case t.Session == "" || token.RefreshToken == "" || token.ClientID == "" || token.ClientSecret == "" || err != nil:
		return errors.New("it can't be refreshed")
	case !c.Now().Before(registered):
		return errors.New("its client's registration has expired too")
	}
	return nil
}
