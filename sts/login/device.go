package login

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc/types"
)

// byDevice signs in by device code (RFC 8628): the user enters a code in a browser, on whatever machine.
func (c Client) byDevice(ctx context.Context, t Target, fresh bool) (Token, error) {
	r, err := c.register(ctx, t, grantDevice, &ssooidc.RegisterClientInput{Scopes: t.Scopes}, fresh)
	if err != nil {
		return Token{}, err
	}
	began := c.Now()
	device, err := c.AWS.OIDC(t.Region).StartDeviceAuthorization(ctx, &ssooidc.StartDeviceAuthorizationInput{
		ClientId: &r.ClientID, ClientSecret: &r.ClientSecret, StartUrl: &t.StartURL,
	})
	if err != nil {
		return Token{}, err
	}
	if aws.ToString(device.UserCode) == "" || aws.ToString(device.VerificationUri) == "" {
		return Token{}, errors.New("the answer has no code to enter")
	}
	c.show(t, device)
	expires := began.Add(time.Duration(cmp.Or(device.ExpiresIn, 600)) * time.Second)
	out, err := c.poll(ctx, t, expires, time.Duration(cmp.Or(device.Interval, 5))*time.Second, &ssooidc.CreateTokenInput{
		GrantType: aws.String(grantDevice), ClientId: &r.ClientID, ClientSecret: &r.ClientSecret, DeviceCode: device.DeviceCode,
	})
	if err != nil {
		return Token{}, err
	}
	return c.token(t, r, out)
}

// show says where to enter the code, and what to compare: somebody who sends a code to others gets their session.
func (c Client) show(t Target, device *ssooidc.StartDeviceAuthorizationOutput) {
	if c.Elsewhere != "" && t.Session != "" && !c.DeviceCode {
		c.Say("by device code, since %s", c.Elsewhere)
	}
	c.Say("to sign in to %s, open in a browser: %s", t, aws.ToString(device.VerificationUri))
	c.Say("the code to enter there: %s", aws.ToString(device.UserCode))
	c.Say("go on there only if the page shows this very code")
	if url := aws.ToString(device.VerificationUriComplete); url != "" && c.Open != nil {
		if _, err := c.Open(url); err != nil && c.Elsewhere == "" {
			c.Say("no browser opens by itself: %v", err)
		}
	}
}

func (c Client) wait(ctx context.Context, d time.Duration) error {
	if c.Wait != nil {
		return c.Wait(ctx, d)
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// slower is by how much the service wants the questions further apart when it says so (RFC 8628, 3.5).
const slower = 5 * time.Second

// poll asks for the token until the user has entered the code.
func (c Client) poll(ctx context.Context, t Target, expires time.Time, interval time.Duration, in *ssooidc.CreateTokenInput) (*ssooidc.CreateTokenOutput, error) {
	client := c.AWS.OIDC(t.Region)
	for {
		if err := c.wait(ctx, interval); err != nil {
			return nil, err
		}
		out, err := client.CreateToken(ctx, in)
		switch {
		case err == nil:
			return out, nil
		case is[*types.SlowDownException](err):
			interval += slower
		case !is[*types.AuthorizationPendingException](err):
			return nil, err
		}
		if !c.Now().Before(expires) {
			return nil, &types.ExpiredTokenException{}
		}
	}
}
