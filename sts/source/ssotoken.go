package source

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"

	"aws-runas/profile"
	"aws-runas/sts/client"
)

// ssoToken is a token as the AWS CLI keeps it in ~/.aws/sso/cache. The last four are there only for an sso-session.
type ssoToken struct {
	AccessToken           string `json:"accessToken"`
	ExpiresAt             string `json:"expiresAt"`
	RefreshToken          string `json:"refreshToken"`
	ClientID              string `json:"clientId"`
	ClientSecret          string `json:"clientSecret"`
	RegistrationExpiresAt string `json:"registrationExpiresAt"`
}

// refreshWindow is how long before its end a token is refreshed: botocore's.
const refreshWindow = 15 * time.Minute

// ssoToken gives the access token of the profile's SSO session, refreshed where that is due and possible.
func (r Resolver) ssoToken(ctx context.Context, p profile.Profile) (string, error) {
	file := r.ssoTokenFile(p)
	token, err := readSSOToken(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", logIn(p, "no SSO token for %s", ssoName(p))
	}
	if err != nil {
		return "", logIn(p, "SSO token for %s: %w", ssoName(p), err)
	}
	if token.lives(r.Now(), refreshWindow) {
		return token.AccessToken, nil
	}
	refreshed, err := r.refresh(ctx, p, file, token)
	if err == nil {
		return refreshed, nil
	}
	// Another process may have refreshed it in the meantime: a refresh token works once.
	if again, err := readSSOToken(file); err == nil {
		token = again
	}
	if token.lives(r.Now(), 0) {
		return token.AccessToken, nil
	}
	return "", logIn(p, "the SSO token for %s expired at %s: %w", ssoName(p), token.ExpiresAt, err)
}

// ssoTokenFile is named for the sso-session, in the older form for the start URL, as the AWS CLI names it.
func (r Resolver) ssoTokenFile(p profile.Profile) string {
	sum := sha1.Sum([]byte(ssoName(p)))
	return filepath.Join(r.Home, ".aws", "sso", "cache", hex.EncodeToString(sum[:])+".json")
}

func readSSOToken(file string) (ssoToken, error) {
	var t ssoToken
	text, err := os.ReadFile(file)
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal(text, &t); err != nil {
		return t, fmt.Errorf("%s is not the JSON that is expected of it", file)
	}
	if _, err := parseTime(t.ExpiresAt); err != nil || t.AccessToken == "" {
		return t, fmt.Errorf("%s has no accessToken or no expiresAt", file)
	}
	return t, nil
}

// lives says whether the token is good for longer than a duration from now.
func (t ssoToken) lives(now time.Time, longer time.Duration) bool {
	expires, err := parseTime(t.ExpiresAt)
	return err == nil && expires.Sub(now) > longer
}

// refresh gets a new token with the refresh token. The file is made ready before the call, because a refresh token works
// once: an answer that can't be kept would end the session.
func (r Resolver) refresh(ctx context.Context, p profile.Profile, file string, t ssoToken) (string, error) {
	if err := r.refreshable(p, t); err != nil {
		return "", err
	}
	kept, err := newTokenFile(file)
	if err != nil {
		return "", err
	}
	defer kept.discard()
	out, err := r.AWS.OIDC(p.SSO.Region).CreateToken(ctx, &ssooidc.CreateTokenInput{
		ClientId:     &t.ClientID,
		ClientSecret: &t.ClientSecret,
		GrantType:    aws.String("refresh_token"),
		RefreshToken: &t.RefreshToken,
	})
	if err != nil {
		return "", client.Explain(err)
	}
	if aws.ToString(out.AccessToken) == "" {
		return "", errors.New("the answer has no token")
	}
	expires := r.Now().Add(time.Duration(out.ExpiresIn) * time.Second)
	changes := map[string]string{
		"accessToken": *out.AccessToken,
		"expiresAt":   expires.UTC().Format(time.RFC3339),
	}
	if out.RefreshToken != nil {
		changes["refreshToken"] = *out.RefreshToken
	}
	return *out.AccessToken, kept.replace(changes)
}

// refreshable says why a token can't be refreshed, when it can't. The older form without an sso-session never is.
func (r Resolver) refreshable(p profile.Profile, t ssoToken) error {
	registered, err := parseTime(t.RegistrationExpiresAt)
	switch {
	case p.SSO.Session == "" || t.RefreshToken == "" || t.ClientID == "" || t.ClientSecret == "" || err != nil:
		return errors.New("it can't be refreshed")
	case !r.Now().Before(registered):
		return errors.New("the AWS CLI's registration has expired too")
	}
	return nil
}
