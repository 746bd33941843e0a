package login

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
)

// callbackPath is where the browser comes back to. The service compares it with the one that was registered; the port is
// not in that.
const callbackPath = "/oauth/callback"

// byCode signs in by authorization code with PKCE (RFC 7636): the browser is sent to the service, and by it back to a
// listener on this machine's loopback interface.
func (c Client) byCode(ctx context.Context, t Target, fresh bool) (Token, error) {
	scopes := t.Scopes
	if scopes == nil {
		scopes = []string{"sso:account:access"}
	}
	r, err := c.register(ctx, t, grantCode, &ssooidc.RegisterClientInput{
		GrantTypes:   []string{grantCode, grantRefresh},
		RedirectUris: []string{"http://127.0.0.1" + callbackPath},
		IssuerUrl:    &t.StartURL,
		Scopes:       scopes,
	}, fresh)
	if err != nil {
		return Token{}, err
	}
	host, err := c.AWS.OIDCURL(ctx, t.Region)
	if err != nil {
		return Token{}, err
	}
	verifier, state := secret(48), secret(24)
	l, err := listen(ctx, state) // before the browser: one that is signed in already comes back at once
	if err != nil {
		return Token{}, err
	}
	defer l.Close()
	challenge := sha256.Sum256([]byte(verifier))
	c.send(t, host+"/authorize?"+url.Values{
		"response_type":         {"code"},
		"client_id":             {r.ClientID},
		"redirect_uri":          {l.redirect},
		"state":                 {state},
		"code_challenge_method": {"S256"},
		"scopes":                {strings.Join(scopes, " ")},
		"code_challenge":        {base64.RawURLEncoding.EncodeToString(challenge[:])},
	}.Encode())
	code, err := l.wait(ctx)
	if err != nil {
		return Token{}, err
	}
	out, err := c.AWS.OIDC(t.Region).CreateToken(ctx, &ssooidc.CreateTokenInput{
		GrantType: aws.String(grantCode), ClientId: &r.ClientID, ClientSecret: &r.ClientSecret,
		Code: &code, CodeVerifier: &verifier, RedirectUri: &l.redirect,
	})
	var token Token
	if err == nil {
		token, err = c.token(t, r, out)
	}
	l.answer(t, err)
	return token, err
}

// send sends the browser there, or asks the user to.
func (c Client) send(t Target, there string) {
	if c.Open != nil {
		_, err := c.Open(there)
		if err == nil {
			c.Say("your browser opens to sign in to %s; should it not, open: %s", t, there)
			return
		}
		c.Say("no browser opens by itself: %v", err)
	}
	c.Say("to sign in to %s, open in a browser on this machine: %s", t, there)
}

// secret gives random text of 4/3 as many characters as n, all of which stand for themselves in a URL.
func secret(n int) string {
	bytes := make([]byte, n)
	rand.Read(bytes) // never fails
	return base64.RawURLEncoding.EncodeToString(bytes)
}
