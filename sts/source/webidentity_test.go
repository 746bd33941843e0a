package source

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/smithy-go"

	"aws-runas/profile"
	"aws-runas/sts/ststest"
)

const podRole = "arn:aws:iam::111122223333:role/pod"

// newSTS starts a service that knows one web identity, and writes its token to a file.
func newSTS(t *testing.T, token string) (server *ststest.Server, file string) {
	t.Helper()
	server = ststest.New(ststest.World{
		Roles:      []ststest.Role{{ARN: podRole, Trusts: []string{"pod"}, MaxSession: 4 * time.Hour}},
		Identities: []ststest.Identity{{Token: "good-token", Subject: "pod", Provider: "oidc.test", Audience: "sts"}},
	}, time.Now)
	t.Cleanup(server.Close)
	file = filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte(token), 0o600); err != nil {
		t.Fatal(err)
	}
	return server, file
}

func TestWebIdentity(t *testing.T) {
	t.Parallel()
	server, file := newSTS(t, "good-token\n")
	of := func(p profile.Profile) profile.Profile {
		p.WebIdentityTokenFile, p.RoleARN = file, podRole
		return p
	}
	ambient := profile.Profile{CredentialSource: profile.Ambient}
	variables := []string{"AWS_WEB_IDENTITY_TOKEN_FILE=" + file, "AWS_ROLE_ARN=" + podRole}
	for _, test := range []struct {
		name      string
		profile   profile.Profile
		variables []string
		session   string
		duration  time.Duration
	}{
		{"plain", of(profile.Profile{}), nil, "session-name", 0},
		{"everything", of(profile.Profile{RoleSessionName: "me", Duration: 2 * time.Hour}), nil, "me", 2 * time.Hour},
		{"the variables are ambient", of(profile.Profile{}), []string{"AWS_ROLE_SESSION_NAME=other"},
			"session-name", 0},
		{"ambient", ambient, variables, "session-name", 0},
		{"ambient with a name", ambient, append(variables[:2:2], "AWS_ROLE_SESSION_NAME=ci"), "ci", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			server.ClearLog()
			d := newResolver(t, test.profile, append(test.variables, "AWS_ENDPOINT_URL_STS="+server.URL)...)
			got, err := get(t.Context(), test.profile, d)
			if err != nil {
				t.Fatal(err)
			}
			if got.SessionToken == "" || !got.CanExpire || got.Source != "web identity" {
				t.Errorf("got %+v, want temporary credentials", got)
			}
			calls := server.Calls()
			if len(calls) != 1 {
				t.Fatalf("calls:\n%s\nwant one", server.Log())
			}
			call := calls[0]
			if call.Action != "AssumeRoleWithWebIdentity" || call.AccessKeyID != "" || call.RoleARN != podRole {
				t.Errorf("call %s, want an unsigned AssumeRoleWithWebIdentity", call)
			}
			if call.SessionName != test.session || call.Duration != test.duration {
				t.Errorf("session %q for %s, want %q for %s", call.SessionName, call.Duration, test.session, test.duration)
			}
		})
	}
}

func TestWebIdentityRefuses(t *testing.T) {
	t.Parallel()
	server, wrong := newSTS(t, "wrong-token")
	_, empty := newSTS(t, " \n")
	missing := filepath.Join(t.TempDir(), "none")
	of := func(file string) profile.Profile {
		return profile.Profile{WebIdentityTokenFile: file, RoleARN: podRole}
	}
	for _, test := range []struct {
		name      string
		profile   profile.Profile
		variables []string
		want      string
	}{
		{"refused", of(wrong), nil, "assume " + podRole + " with web identity: InvalidIdentityToken: "},
		{"empty", of(empty), nil, "web identity token: " + empty + " is empty"},
		{"missing", of(missing), nil, "web identity token: open " + missing + ": "},
		{"no role", profile.Profile{CredentialSource: profile.Ambient}, []string{"AWS_WEB_IDENTITY_TOKEN_FILE=" + wrong},
			"AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := newResolver(t, test.profile, append(test.variables, "AWS_ENDPOINT_URL_STS="+server.URL)...)
			_, err := get(t.Context(), test.profile, d)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error %v, want %s…", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), "wrong-token") {
				t.Errorf("the token is in the error %v", err)
			}
		})
	}
}

func TestWebIdentityKeepsTheAPIError(t *testing.T) {
	t.Parallel()
	server, file := newSTS(t, "wrong-token")
	p := profile.Profile{WebIdentityTokenFile: file, RoleARN: podRole}
	_, err := get(t.Context(), p, newResolver(t, p, "AWS_ENDPOINT_URL_STS="+server.URL))
	if api, is := errors.AsType[smithy.APIError](err); !is || api.ErrorCode() != "InvalidIdentityToken" {
		t.Errorf("the API error in %v is %v, want InvalidIdentityToken", err, api)
	}
}

func TestWebIdentityAnswerWithoutCredentials(t *testing.T) {
	t.Parallel()
	_, file := newSTS(t, "good-token")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		w.Write([]byte("<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult/>" +
			"</AssumeRoleWithWebIdentityResponse>"))
	}))
	t.Cleanup(server.Close)
	p := profile.Profile{WebIdentityTokenFile: file, RoleARN: podRole}
	_, err := get(t.Context(), p, newResolver(t, p, "AWS_ENDPOINT_URL_STS="+server.URL))
	checkError(t, err, "assume "+podRole+" with web identity: incomplete credentials in the response")
}
