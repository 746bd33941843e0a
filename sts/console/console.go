// Package console makes the URL that signs somebody in to the AWS web console with the credentials of a role, as "Enable
// custom identity broker access to the AWS console" in the IAM user guide has it.
//
// It is not responsible for getting the credentials. Keys and URL are secrets: neither is in an error, and keys are in no
// URL where the partition takes them in a body.
package console

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/client"
	"aws-runas/sts/hint"
)

// Request says who is to be signed in, and to what.
type Request struct {
	// Chain is what the credentials were got for, and Role the role in place of the profile's own, if any.
	Chain       []profile.Profile
	Role        string
	NoRole      bool
	Credentials aws.Credentials // not looked at by Check

	Region      string // the console opens in it; "" stands for that of the calls
	Service     string // as the console's own URLs spell it: s3, cloudwatch; "" is the console's home
	Destination string // the URL of a page of the console, in place of Region and Service
}

// Link is the URL that signs in.
type Link struct {
	URL   string
	Until time.Time // when it can be used for the last time
	Ends  time.Time // when the console's session ends, with the credentials; zero where that is not known
}

// Says is a sentence about how long the URL and the console's session last, without the URL.
func (l Link) Says(now time.Time) string {
	spell := func(at time.Time) string {
		return fmt.Sprintf("%s (%d minutes)", at.UTC().Format(time.RFC3339), int(at.Sub(now).Round(time.Minute).Minutes()))
	}
	says := "the address signs in until " + spell(l.Until)
	if l.Ends.IsZero() {
		return says
	}
	return says + "; the console's session ends with the credentials, at " + spell(l.Ends)
}

// usable is how long a sign-in token can be used.
const usable = 15 * time.Minute

// Check says what speaks against a sign-in, before anybody is asked for anything.
func Check(config client.Config, r Request) error {
	if _, _, err := destination(config, r); err != nil {
		return err
	}
	p := r.Chain[0]
	switch {
	case r.NoRole:
		return hint.Errorf("name a profile with a role, with -r", "the web console takes sessions of roles, and this one is a user's")
	case len(r.Chain) == 1 && r.Role == "" && p.Source() == profile.StaticKeys && p.SessionToken == "":
		return hint.Errorf("name a profile with a role, with -r, or a role, with --role",
			"profile %q: the web console takes sessions of roles, and these are a user's long-term keys", p.Name)
	}
	return nil
}

// New makes the URL, with one request to AWS, or two where it has to be asked whose the credentials are. SessionDuration is
// never sent: the console's session lasts as the credentials do, and for a chained role AWS refuses to say otherwise.
func New(ctx context.Context, config client.Config, now func() time.Time, r Request) (Link, error) {
	if err := Check(config, r); err != nil {
		return Link{}, err
	}
	to, page, err := destination(config, r)
	if err != nil {
		return Link{}, err
	}
	if err := checkCaller(ctx, config, r); err != nil {
		return Link{}, err
	}
	token, err := signInToken(ctx, config, to, r.Credentials)
	if err != nil {
		return Link{}, fmt.Errorf("sign in to the web console: %w", err)
	}
	query := url.Values{"Action": {"login"}, "Destination": {page}, "SigninToken": {token}}
	return Link{URL: to.Federation + "?" + query.Encode(), Until: now().Add(usable), Ends: r.Credentials.Expires}, nil
}

// destination gives the console and the page in it. The page carries a region: without one the console opens in whatever
// was used last.
func destination(config client.Config, r Request) (client.Console, string, error) {
	to, err := config.Console(r.Region)
	switch {
	case err != nil:
		return to, "", err
	case r.Service != "" && r.Destination != "":
		return to, "", errors.New("--service and --destination both say where to go")
	case r.Destination != "":
		return to, r.Destination, checkDestination(r.Destination, to)
	}
	service := r.Service
	if service == "" {
		service = "console"
	}
	if len(service) > 63 || strings.Trim(service, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return to, "", hint.Errorf("look at the address of its page: the word behind the host",
			"--service %q is no name of a service in the console's addresses, such as s3 or cloudwatch", r.Service)
	}
	return to, fmt.Sprintf("https://%s.%s/%s/home?region=%s", to.Region, to.Domain, service, to.Region), nil
}

// checkDestination refuses what the sign-in would: any page but the console's own.
func checkDestination(text string, to client.Console) error {
	page, err := url.Parse(text)
	if err != nil || page.Scheme != "https" || page.User != nil || page.Port() != "" || !strings.HasSuffix("."+page.Host, "."+to.Domain) {
		return fmt.Errorf("--destination is no page of https://%s, the console of %s", to.Domain, to.Partition)
	}
	return nil
}

// checkCaller refuses the credentials of a user, long-term or of a session. Where it is not known whose they are, AWS is
// asked: the sign-in would be refused only in the browser.
func checkCaller(ctx context.Context, config client.Config, r Request) error {
	p := r.Chain[0]
	if r.Credentials.SessionToken == "" {
		return hint.Errorf("name a profile with a role, with -r", "profile %q: the web console takes sessions of roles, and these are long-term keys", p.Name)
	}
	switch source := r.Chain[len(r.Chain)-1].Source(); {
	case len(r.Chain) > 1 || r.Role != "", source == profile.SSO, source == profile.WebIdentity,
		source == profile.Container, source == profile.EC2Metadata, source == profile.Machine:
		return nil
	}
	provider := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return r.Credentials, nil })
	out, err := config.STS(provider).GetCallerIdentity(ctx, nil)
	if err != nil {
		return fmt.Errorf("profile %q: ask whose credentials these are: %w", p.Name, client.Explain(err))
	}
	arn := aws.ToString(out.Arn)
	if !strings.Contains(arn, ":assumed-role/") && !strings.Contains(arn, ":federated-user/") {
		return hint.Errorf("name a profile with a role, with -r", "profile %q: the web console takes sessions of roles, and this one is of %s", p.Name, arn)
	}
	return nil
}

// signInToken trades the credentials for a token that is good for one sign-in.
func signInToken(ctx context.Context, config client.Config, to client.Console, c aws.Credentials) (string, error) {
	session, err := json.Marshal(struct {
		ID    string `json:"sessionId"`
		Key   string `json:"sessionKey"`
		Token string `json:"sessionToken"`
	}{c.AccessKeyID, c.SecretAccessKey, c.SessionToken})
	if err != nil {
		return "", errors.New("the credentials can't be sent")
	}
	form := url.Values{"Action": {"getSigninToken"}, "Session": {string(session)}}.Encode()
	method, there, body, header := http.MethodPost, to.Federation, form, http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	if to.NoPost {
		method, there, body, header = http.MethodGet, to.Federation+"?"+form, "", nil
	}
	answer, err := config.Send(ctx, method, there, header, []byte(body))
	if err != nil {
		return "", err
	}
	var signIn struct{ SigninToken string }
	if answer.Status != http.StatusOK || json.Unmarshal(answer.Body, &signIn) != nil || signIn.SigninToken == "" {
		return "", hint.Errorf("if the credentials are old, get new ones with --refresh", "%s is no sign-in token", answer)
	}
	return signIn.SigninToken, nil
}
