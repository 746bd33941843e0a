package profile

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aws-runas/profile/trust"
)

const corpSession = "\n[sso-session corp]\nsso_start_url=https://d-1.awsapps.com/start#/\nsso_region=eu-west-1\nsso_registration_scopes= sso:account:access , x:y,\n"

const ssoRole = "sso_account_id=123456789012\nsso_role_name=x\n"

func TestSignIn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, config, want string }{
		{"role", "[profile a]\nsso_session=corp\n" + ssoRole, "a corp https://d-1.awsapps.com/start#/ eu-west-1 [sso:account:access , x:y,]"},
		{"session only", "[profile a]\nsso_session=corp\n", "a corp https://d-1.awsapps.com/start#/ eu-west-1 [sso:account:access , x:y,]"},
		{"older form", "[profile a]\nsso_start_url=https://x\nsso_region=eu-west-1\nsso_registration_scopes=a:b\n" + ssoRole, "a  https://x eu-west-1 []"},
		{"source of a role", "[profile a]" + role("r") + "source_profile=b\n[profile b]\nsso_session=corp\n" + ssoRole,
			"b corp https://d-1.awsapps.com/start#/ eu-west-1 [sso:account:access , x:y,]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p, err := load(t, map[string]string{"config": test.config + corpSession}).SignIn("a")
			got := strings.Join([]string{p.Name, p.SSO.Session, p.SSO.StartURL, p.SSO.Region, "[" + p.SSO.Scopes + "]"}, " ")
			if err != nil || got != test.want {
				t.Errorf("%s (%v), want %s", got, err, test.want)
			}
		})
	}
}

func TestSignInRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, config, want, hint string }{
		{"nothing of it", "[profile a]" + keys, `config:1: profile "a": it does not sign in to IAM Identity Center`, "the sso-session sections are corp"},
		{"aws login", "[profile a]\nlogin_session=x", `config:1: profile "a": it does not sign in to IAM Identity Center`, "aws login"},
		{"no region", "[profile a]\nsso_start_url=https://x", `config:1: profile "a": there is no sso_region to sign in to`, ""},
		{"no session", "[profile a]\nsso_session=x", `config:2: profile "a": there is no sso-session section "x"`, ""},
		{"no profile", "", `profile "a" is not in`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(t, map[string]string{"config": test.config + corpSession}).SignIn("a")
			checkHinted(t, err, test.want, test.hint)
		})
	}
}

func checkHinted(t *testing.T, err error, want, hint string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Fatalf("error %v, want %s", err, want)
	}
	var hinted interface{ Hint() string }
	if hint != "" && (!errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), hint)) {
		t.Errorf("error %v has no hint %q", err, hint)
	}
}

func TestSSOSession(t *testing.T) {
	t.Parallel()
	s := load(t, map[string]string{"config": corpSession + "[sso-session half]\nsso_region=eu-west-1\n[sso-session corp]\n[sso-session \"my corp\"]"})
	if got := s.SSOSessions(); !slices.Equal(got, []string{"corp", "half", "my corp"}) {
		t.Errorf("sessions %q", got)
	}
	got, err := s.SSOSession("corp")
	if err != nil || got.Session != "corp" || got.StartURL != "https://d-1.awsapps.com/start#/" || got.Region != "eu-west-1" || got.Scopes == "" {
		t.Errorf("%+v (%v)", got, err)
	}
	_, err = s.SSOSession("half")
	checkHinted(t, err, "config:6: there is no sso_start_url to sign in to", "")
	_, err = s.SSOSession("none")
	checkHinted(t, err, `there is no sso-session section "none"`, "the sso-session sections are corp, half, my corp")
}

// TestSignInOfARepository holds that a file that came with a repository can't send anybody to its own sign-in.
func TestSignInOfARepository(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	local := filepath.Join(dir, "aws_config")
	if err := os.WriteFile(local, []byte("[profile a]\nsso_session=evil\n[sso-session evil]\nsso_start_url=https://evil\nsso_region=eu-west-1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := Files{Local: local, Config: filepath.Join(dir, "none"), Trust: trust.Records{Dir: filepath.Join(dir, "state")}}
	s, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	var untrusted *UntrustedError
	if _, err := s.SignIn("a"); !errors.As(err, &untrusted) {
		t.Errorf("sign in to a's: %v", err)
	}
	if _, err := s.SSOSession("evil"); !errors.As(err, &untrusted) {
		t.Errorf("sign in to evil: %v", err)
	}
	text, err := os.ReadFile(local)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := files.Trust.Allow(local, string(text)); err != nil {
		t.Fatal(err)
	}
	if got, err := s.SSOSession("evil"); err != nil || got.StartURL != "https://evil" {
		t.Errorf("after it is allowed: %+v, %v", got, err)
	}
}
