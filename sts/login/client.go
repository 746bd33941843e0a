package login

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc/types"

	"aws-runas/sts/client"
	"aws-runas/sts/hint"
)

// The grants, as RFC 6749 and 8628 name them.
const (
	grantCode    = "authorization_code"
	grantRefresh = "refresh_token"
	grantDevice  = "urn:ietf:params:oauth:grant-type:device_code"
)

// clientName is what the page that asks for consent calls us.
const clientName = "aws-runas"

// registrationMargin is how much of a registration's life must be left to use it: the AWS CLI's.
const registrationMargin = 15 * time.Minute

// register gives a registration that serves the grant: the one that is kept, unless it is to be a fresh one.
func (c Client) register(ctx context.Context, t Target, grant string, in *ssooidc.RegisterClientInput, fresh bool) (registration, error) {
	file := registrationFile(c.Home, t)
	var r registration
	if !fresh && readJSON(file, &r) == nil && r.serves(grant, c.Now()) {
		return r, nil
	}
	kept, err := newFile(file)
	if err != nil {
		return r, err
	}
	defer kept.Discard()
	in.ClientName, in.ClientType = aws.String(clientName), aws.String("public")
	out, err := c.AWS.OIDC(t.Region).RegisterClient(ctx, in)
	if err != nil {
		return r, fmt.Errorf("register with it: %w", err)
	}
	r = registration{
		ClientID: aws.ToString(out.ClientId), ClientSecret: aws.ToString(out.ClientSecret),
		ExpiresAt: formatTime(time.Unix(out.ClientSecretExpiresAt, 0)), Scopes: in.Scopes, GrantTypes: in.GrantTypes,
	}
	if r.ClientID == "" || r.ClientSecret == "" {
		return r, errors.New("register with it: the answer has no client")
	}
	return r, writeJSON(kept, r)
}

func (r registration) serves(grant string, now time.Time) bool {
	expires, err := ParseTime(r.ExpiresAt)
	if err != nil || r.ClientID == "" || r.ClientSecret == "" || expires.Sub(now) < registrationMargin {
		return false
	}
	if len(r.GrantTypes) == 0 {
		return grant == grantDevice
	}
	return slices.Contains(r.GrantTypes, grant)
}

// token makes a token of the answer.
func (c Client) token(t Target, r registration, out *ssooidc.CreateTokenOutput) (Token, error) {
	if aws.ToString(out.AccessToken) == "" {
		return Token{}, errors.New("the answer has no token")
	}
	return Token{
		StartURL: t.StartURL, Region: t.Region,
		AccessToken: *out.AccessToken, ExpiresAt: formatTime(c.Now().Add(time.Duration(out.ExpiresIn) * time.Second)),
		ClientID: r.ClientID, ClientSecret: r.ClientSecret, RegistrationExpiresAt: r.ExpiresAt,
		RefreshToken: aws.ToString(out.RefreshToken),
	}, nil
}

// isStale says whether the service does not know the registration any more.
func isStale(err error) bool {
	return is[*types.InvalidClientException](err) || is[*types.UnauthorizedClientException](err)
}

func is[E error](err error) bool {
	_, is := errors.AsType[E](err)
	return is
}

// explain words the refusals of the token service, which have codes and no messages.
func explain(err error, t Target) error {
	switch {
	case is[*types.AccessDeniedException](err):
		return errors.New("it was denied in the browser")
	case is[*types.ExpiredTokenException](err):
		return hint.Errorf(t.Hint(), "the code was not entered in time")
	case is[*types.InvalidGrantException](err):
		return hint.Errorf(t.Hint(), "the code is not good any more")
	case is[*types.InvalidRequestException](err):
		return hint.Errorf("look at sso_start_url and sso_region: the one must be of the other",
			"IAM Identity Center in %s refuses the start URL %s", t.Region, t.StartURL)
	case is[*types.InvalidScopeException](err):
		return hint.Errorf("look at sso_registration_scopes", "IAM Identity Center refuses the scopes %q", t.Scopes)
	}
	return client.Explain(err)
}
