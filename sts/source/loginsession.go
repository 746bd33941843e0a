package source

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/profile/openfile"
	"aws-runas/profile/writefile"
	"aws-runas/sts/hint"
	"aws-runas/sts/login"
)

// loginToken is what "aws login" keeps in ~/.aws/login/cache: credentials of the console's user for 15 minutes, and what
// renews them.
type loginToken struct {
	AccessToken  loginKeys `json:"accessToken"`
	ClientID     string    `json:"clientId"`
	RefreshToken string    `json:"refreshToken"`
	DPoPKey      string    `json:"dpopKey"`
}

type loginKeys struct {
	AccessKeyID     string `json:"accessKeyId"`
	SecretAccessKey string `json:"secretAccessKey"`
	SessionToken    string `json:"sessionToken"`
	ExpiresAt       string `json:"expiresAt"`
}

// loginWindow is how long before their end the credentials are renewed: botocore's.
const loginWindow = 5 * time.Minute

// loginSession gets the credentials that "aws login" keeps, renewed where that is due. A live file is read and nothing else
// is done.
func loginSession(ctx context.Context, r Resolver, p profile.Profile) (aws.Credentials, error) {
	file := r.loginFile(p)
	t, err := readLogin(file)
	r.AWS.Debug("read %s", file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return aws.Credentials{}, awsLogin(p, "there is no session of aws login for %s", p.LoginSession)
	case err != nil:
		return aws.Credentials{}, awsLogin(p, "session of aws login: %w", err)
	case t.lives(r.Now(), loginWindow):
		return t.credentials(), nil
	}
	renewed, err := r.renewLogin(ctx, p, file, t)
	if err == nil {
		return renewed.credentials(), nil
	}
	// Another process may have renewed it in the meantime: a refresh token works once.
	if again, err := readLogin(file); err == nil {
		t = again
	}
	switch {
	case t.lives(r.Now(), 0):
		return t.credentials(), nil
	case ctx.Err() != nil:
		return aws.Credentials{}, ctx.Err()
	}
	return aws.Credentials{}, awsLogin(p, "the session of aws login for %s expired at %s: %w", p.LoginSession, t.AccessToken.ExpiresAt, err)
}

// awsLogin is the error of a session that only a new login brings back.
func awsLogin(p profile.Profile, format string, args ...any) error {
	line := "aws login, with --profile and the name of the profile"
	if login.Pasteable(p.Name) {
		line = "aws login --profile " + p.Name
	}
	return hint.Errorf(line, format, args...)
}

// loginFile is named for the session, as the AWS CLI names it.
func (r Resolver) loginFile(p profile.Profile) string {
	dir := r.Getenv("AWS_LOGIN_CACHE_DIRECTORY")
	switch {
	case dir == "" && r.Home == "":
		return "" // which is no file: never the working directory's
	case dir == "":
		dir = filepath.Join(r.Home, ".aws", "login", "cache")
	}
	sum := sha256.Sum256([]byte(strings.TrimSpace(p.LoginSession)))
	return filepath.Join(dir, hex.EncodeToString(sum[:])+".json")
}

func readLogin(file string) (loginToken, error) {
	var t loginToken
	text, err := openfile.Read(file)
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal(text, &t); err != nil {
		return t, fmt.Errorf("%s is not the expected JSON", file)
	}
	keys := t.AccessToken
	if _, err := login.ParseTime(keys.ExpiresAt); err != nil || keys.AccessKeyID == "" || keys.SecretAccessKey == "" || keys.SessionToken == "" {
		return t, fmt.Errorf("%s has no credentials, or not the whole of them", file)
	}
	return t, nil
}

// lives says whether the credentials are good for longer than a duration from now.
func (t loginToken) lives(now time.Time, longer time.Duration) bool {
	expires, err := login.ParseTime(t.AccessToken.ExpiresAt)
	return err == nil && expires.Sub(now) > longer
}

func (t loginToken) credentials() aws.Credentials {
	expires, _ := login.ParseTime(t.AccessToken.ExpiresAt) // checked when it was read
	return aws.Credentials{
		AccessKeyID: t.AccessToken.AccessKeyID, SecretAccessKey: t.AccessToken.SecretAccessKey, SessionToken: t.AccessToken.SessionToken,
		CanExpire: true, Expires: expires, Source: string(profile.LoginSession),
	}
}

// renewLogin gets new credentials, unless another process has while this one waited for it. The file is made ready before
// the call: an answer that can't be kept would end the session.
func (r Resolver) renewLogin(ctx context.Context, p profile.Profile, file string, t loginToken) (loginToken, error) {
	if r.Hold != nil {
		release, err := r.Hold(ctx, file, "the session of aws login")
		if err != nil {
			return t, err
		}
		defer release()
		if now, err := readLogin(file); err == nil {
			if t = now; t.lives(r.Now(), loginWindow) {
				return t, nil
			}
		}
	}
	if t.RefreshToken == "" || t.ClientID == "" || t.DPoPKey == "" {
		return t, errors.New("it can't be renewed")
	}
	next, err := writefile.Create(file, ".aws-runas-*.tmp")
	if err != nil {
		return t, err
	}
	next.Patience = 10 * time.Second // the refresh token that it replaces is used up
	defer next.Discard()
	answer, err := r.askForLogin(ctx, p, t)
	if err != nil {
		return t, err
	}
	t.AccessToken, t.RefreshToken = answer.keys(r.Now()), answer.RefreshToken
	return t, keepLogin(next, file, answer, t)
}

// loginAnswer is that of the token service.
type loginAnswer struct {
	AccessToken  loginKeys `json:"accessToken"`
	ExpiresIn    int       `json:"expiresIn"`
	RefreshToken string    `json:"refreshToken"`
	IDToken      string    `json:"idToken"`
	Error        string    `json:"error"`
}

func (a loginAnswer) keys(now time.Time) loginKeys {
	keys := a.AccessToken
	keys.ExpiresAt = now.Add(time.Duration(a.ExpiresIn) * time.Second).UTC().Format(time.RFC3339)
	return keys
}

// askForLogin trades the refresh token for new credentials and another refresh token.
func (r Resolver) askForLogin(ctx context.Context, p profile.Profile, t loginToken) (loginAnswer, error) {
	var answer loginAnswer
	there, err := r.AWS.LoginTokens(cmp.Or(p.Region, r.AWS.Region()))
	if err != nil {
		return answer, err
	}
	proof, err := dpop(t.DPoPKey, there, r.Now())
	if err != nil {
		return answer, err
	}
	body, err := json.Marshal(map[string]string{"clientId": t.ClientID, "grantType": "refresh_token", "refreshToken": t.RefreshToken})
	if err != nil {
		return answer, errors.New("its refresh token can't be sent")
	}
	header := http.Header{"Content-Type": {"application/json"}, "Dpop": {proof}}
	got, err := r.AWS.Send(ctx, http.MethodPost, there, header, body)
	if err != nil {
		return answer, err
	}
	err = json.Unmarshal(got.Body, &answer)
	keys := answer.AccessToken
	switch {
	case err != nil || got.Status == http.StatusOK && (keys.AccessKeyID == "" || keys.SecretAccessKey == "" || keys.SessionToken == "" || answer.ExpiresIn <= 0):
		return answer, fmt.Errorf("%s has no credentials", got)
	case got.Status != http.StatusOK:
		return answer, refusedLogin(answer.Error, got.String())
	}
	if answer.RefreshToken == "" {
		answer.RefreshToken = t.RefreshToken
	}
	return answer, nil
}

// refusedLogin words the codes of the token service.
func refusedLogin(code, answer string) error {
	switch code {
	case "TOKEN_EXPIRED", "AUTHCODE_EXPIRED":
		return errors.New("the login is over")
	case "USER_CREDENTIALS_CHANGED":
		return errors.New("the user's password has changed since")
	case "INSUFFICIENT_PERMISSIONS":
		return errors.New("the user may not use aws login")
	}
	return fmt.Errorf("%s says %q", answer, code)
}

// keepLogin replaces what is new in the file and keeps every other field, also those that it does not know.
func keepLogin(next *writefile.File, file string, answer loginAnswer, t loginToken) error {
	text, err := openfile.Read(file)
	if err != nil {
		return err
	}
	var fields, keys map[string]json.RawMessage
	if json.Unmarshal(text, &fields) != nil || json.Unmarshal(fields["accessToken"], &keys) != nil {
		return fmt.Errorf("%s is not the expected JSON", file)
	}
	set := func(in map[string]json.RawMessage, name, value string) {
		if value != "" {
			in[name], _ = json.Marshal(value) // a string always can be
		}
	}
	set(keys, "accessKeyId", t.AccessToken.AccessKeyID)
	set(keys, "secretAccessKey", t.AccessToken.SecretAccessKey)
	set(keys, "sessionToken", t.AccessToken.SessionToken)
	set(keys, "expiresAt", t.AccessToken.ExpiresAt)
	set(fields, "refreshToken", t.RefreshToken)
	set(fields, "idToken", answer.IDToken)
	if fields["accessToken"], err = json.Marshal(keys); err != nil {
		return err
	}
	if text, err = json.Marshal(fields); err != nil {
		return err
	}
	return next.Replace(text, true)
}

func loginIdentity(_ Resolver, p profile.Profile) ([]string, error) {
	return []string{p.LoginSession}, nil
}
