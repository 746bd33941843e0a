package peers_test

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
	"aws-runas/sts/ststest/signin"
)

const ssoConfig = `
[sso-session corp]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile corp-admin]
sso_session = corp
sso_account_id = 444455556666
sso_role_name = admin
region = eu-west-1
`

// newSignIn is a home with an sso-session, beside the services.
func newSignIn(t *testing.T) (*program.Home, *signin.Service) {
	t.Helper()
	h := program.New(t)
	service := signin.New(signin.Fixture(h.Server), time.Now)
	t.Cleanup(service.Close)
	h.More = []string{"AWS_ENDPOINT_URL_SSO=" + service.URL, "AWS_ENDPOINT_URL_SSO_OIDC=" + service.URL, "AWS_ENDPOINT_URL_SIGNIN=" + service.URL}
	h.Write(t, map[string]string{"config": ssoConfig})
	return h, service
}

func tokenFile(h *program.Home) string {
	sum := sha1.Sum([]byte("corp"))
	return filepath.Join(h.Dir, ".aws", "sso", "cache", hex.EncodeToString(sum[:])+".json")
}

// runs runs a program that must succeed.
func runs(t *testing.T, h *program.Home, argv ...string) program.Outcome {
	t.Helper()
	r := h.Run(t, argv...)
	if r.Status != 0 {
		t.Fatalf("%q: status %d\n%s", argv, r.Status, r.Stderr)
	}
	return r
}

// TestAWSCLIUsesOurSignIn signs in here, and the AWS CLI has the token; the AWS CLI refreshes it, and it is ours again.
func TestAWSCLIUsesOurSignIn(t *testing.T) {
	t.Parallel()
	cli := need.Program(t, "aws", "--version")
	h, service := newSignIn(t)
	identity := []string{cli, "--profile", "corp-admin", "sts", "get-caller-identity", "--query", "Arn", "--output", "text"}
	const want = "arn:aws:sts::444455556666:assumed-role/admin/alice"

	runs(t, h, "aws-runas", "login", "--sso-session", "corp", "--device-code")
	service.Calls()
	if got := strings.TrimSpace(runs(t, h, identity...).Stdout); got != want {
		t.Errorf("with our token the AWS CLI is %q, want %s", got, want)
	}
	if calls := service.Calls(); slices.Contains(calls, "POST /token") {
		t.Errorf("the AWS CLI asked for a token: %q", calls)
	}

	endToken(t, tokenFile(h))
	if got := strings.TrimSpace(runs(t, h, identity...).Stdout); got != want {
		t.Errorf("with a token to refresh the AWS CLI is %q, want %s", got, want)
	}
	if calls := service.Calls(); !slices.Contains(calls, "POST /token") {
		t.Errorf("the AWS CLI did not refresh: %q", calls)
	}
	ours := []string{"aws-runas", "exec", "--no-cache", "-r", "corp-admin", "--", "true"}
	runs(t, h, ours...)
	if calls := service.Calls(); slices.Contains(calls, "POST /token") || !slices.Contains(calls, "GET /federation/credentials") {
		t.Errorf("with a token that the AWS CLI has refreshed we call %q", calls)
	}

	// And a token that the AWS CLI wrote can be refreshed and ended here.
	endToken(t, tokenFile(h))
	runs(t, h, ours...)
	if calls := service.Calls(); !slices.Contains(calls, "POST /token") {
		t.Errorf("we did not refresh the AWS CLI's token: %q", calls)
	}
	runs(t, h, "aws-runas", "logout", "--sso-session", "corp")
	if calls := service.Calls(); !slices.Contains(calls, "POST /logout") {
		t.Errorf("the portal was not asked to end the sign-in: %q", calls)
	}
	if _, err := os.Stat(tokenFile(h)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the token is there after our logout: %v", err)
	}
}

// TestAWSCLISignsIn signs in with the AWS CLI's own command, by device code as there is no browser, and then here: the
// registration is one for both.
func TestAWSCLISignsIn(t *testing.T) {
	t.Parallel()
	cli := need.Program(t, "aws", "--version")
	h, service := newSignIn(t)
	login := []string{cli, "sso", "login", "--sso-session", "corp", "--use-device-code", "--no-browser"}
	if r := h.Run(t, login...); r.Status != 0 {
		if strings.Contains(r.Stderr, "nvalid choice") {
			t.Skip("this AWS CLI has no sso login")
		}
		t.Fatalf("%q: status %d\n%s", login, r.Status, r.Stderr)
	}
	service.Calls()
	runs(t, h, "aws-runas", "exec", "-r", "corp-admin", "--", cli, "sts", "get-caller-identity")
	runs(t, h, "aws-runas", "login", "--sso-session", "corp", "--device-code")
	runs(t, h, login...)
	if calls := service.Calls(); slices.Contains(calls, "POST /client/register") {
		t.Errorf("one of the two registered again: %q", calls)
	}
}

// endToken makes a token one that is to be refreshed.
func endToken(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]any{}
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	fields["expiresAt"] = time.Now().Add(5 * time.Minute).UTC().Format(time.RFC3339)
	if text, err = json.Marshal(fields); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
