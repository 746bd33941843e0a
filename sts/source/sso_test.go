package source

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"aws-runas/profile"
	"aws-runas/sts/login"
	"aws-runas/sts/source/sourcetest"
)

const startURL = "https://example.awsapps.com/start"

// newSSO starts a service and gives a profile with the role in account 111122223333.
func newSSO(t *testing.T, session, role string) (*sourcetest.SSO, profile.Profile, Resolver) {
	t.Helper()
	server := sourcetest.NewSSO(clock, issued, "111122223333/admin")
	t.Cleanup(server.Close)
	p := profile.Profile{Name: "dev", SSO: profile.SSORole{
		Session: session, StartURL: startURL, Region: "eu-west-1", AccountID: "111122223333", RoleName: role,
	}}
	d := newResolver(t, p, "AWS_ENDPOINT_URL_SSO="+server.URL, "AWS_ENDPOINT_URL_SSO_OIDC="+server.URL, "AWS_MAX_ATTEMPTS=1")
	return server, p, d
}

const (
	getCall     = "GET /federation/credentials?account_id=111122223333&role_name=admin"
	refreshCall = "POST /token"
)

func TestSSO(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name        string
		session     string
		life        time.Duration
		refreshable bool
		want        []string // calls
	}{
		{"live", "corp", time.Hour, true, []string{getCall}},
		{"near its end", "corp", 15 * time.Minute, true, []string{refreshCall, getCall}},
		{"over", "corp", -time.Hour, true, []string{refreshCall, getCall}},
		{"near its end, not refreshable", "corp", time.Minute, false, []string{getCall}},
		{"older form", "", time.Hour, false, []string{getCall}},
		{"older form is not refreshed", "", time.Minute, true, []string{getCall}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server, p, d := newSSO(t, test.session, "admin")
			if err := server.LogIn(d.Home, login.TargetOf(p.SSO).String(), test.life, test.refreshable); err != nil {
				t.Fatal(err)
			}
			got, err := get(t.Context(), p, d)
			if err != nil {
				t.Fatal(err)
			}
			checkCredentials(t, got, withSource(issued(), profile.SSO))
			if calls := server.Calls(); !slices.Equal(calls, test.want) {
				t.Errorf("calls %q, want %q", calls, test.want)
			}
		})
	}
}

const logIn = "login -r dev"

// checkCommand compares the arguments of this program that an error has as its cure.
func checkCommand(t *testing.T, err error, want string) {
	t.Helper()
	got := ""
	var cured interface{ Command() []string }
	if errors.As(err, &cured) {
		got = strings.Join(cured.Command(), " ")
	}
	if got != want {
		t.Errorf("the cure of %v is %q, want %q", err, got, want)
	}
}

func TestSSORefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		session string
		role    string
		prepare func(*sourcetest.SSO, Resolver, string) error
		want    string
		hint    string
	}{
		{"not logged in", "corp", "admin", func(*sourcetest.SSO, Resolver, string) error { return nil },
			"no SSO token for corp", logIn},
		{"not logged in, older form", "", "admin", func(*sourcetest.SSO, Resolver, string) error { return nil },
			"no SSO token for " + startURL, logIn},
		{"over, older form", "", "admin", func(s *sourcetest.SSO, d Resolver, name string) error {
			return s.LogIn(d.Home, name, 0, true)
		}, "the SSO token for " + startURL + " expired at 2030-01-31T12:00:00Z: it can't be refreshed", logIn},
		{"over, no refresh token", "corp", "admin", func(s *sourcetest.SSO, d Resolver, name string) error {
			return s.LogIn(d.Home, name, 0, false)
		}, "the SSO token for corp expired at 2030-01-31T12:00:00Z: it can't be refreshed", logIn},
		{"over, refresh refused", "corp", "admin", func(s *sourcetest.SSO, d Resolver, name string) error {
			defer s.LogOut()
			return s.LogIn(d.Home, name, 0, true)
		}, "the SSO token for corp expired at 2030-01-31T12:00:00Z: InvalidGrantException", logIn},
		{"registration over", "corp", "admin", func(s *sourcetest.SSO, d Resolver, name string) error {
			if err := s.LogIn(d.Home, name, 0, true); err != nil {
				return err
			}
			return setField(sourcetest.TokenFile(d.Home, name), "registrationExpiresAt", "2030-01-31T12:00:00Z")
		}, "the SSO token for corp expired at 2030-01-31T12:00:00Z: its client's registration has expired too", logIn},
		{"revoked", "corp", "admin", func(s *sourcetest.SSO, d Resolver, name string) error {
			defer s.LogOut()
			return s.LogIn(d.Home, name, time.Hour, true)
		}, "IAM Identity Center no longer accepts the SSO token of corp", logIn},
		{"not assigned", "corp", "root", func(s *sourcetest.SSO, d Resolver, name string) error {
			return s.LogIn(d.Home, name, time.Hour, true)
		}, "SSO role root in account 111122223333: ForbiddenException: No access", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server, p, d := newSSO(t, test.session, test.role)
			if err := test.prepare(server, d, login.TargetOf(p.SSO).String()); err != nil {
				t.Fatal(err)
			}
			_, err := get(t.Context(), p, d)
			checkError(t, err, test.want)
			checkCommand(t, err, test.hint)
		})
	}
}

func TestSSOTokenFileIsBroken(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"half written", `{"accessToken":"hush`, " is not the expected JSON"},
		{"no end", `{"accessToken":"hush"}`, " has no expiresAt"},
		{"an end that is none", `{"accessToken":"hush","expiresAt":"tomorrow"}`, " has an expiresAt that is no time such as 2030-01-31T12:00:00Z"},
		{"no token", `{"expiresAt":"2030-01-31T13:00:00Z"}`, " has no accessToken"},
		{"another time", `{"accessToken":"hush","expiresAt":1896091200}`, " is not the expected JSON"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, p, d := newSSO(t, "corp", "admin")
			file := sourcetest.TokenFile(d.Home, "corp")
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := get(t.Context(), p, d)
			checkError(t, err, "SSO token for corp: "+file+test.want)
			checkCommand(t, err, logIn)
		})
	}
}

func TestSSOTokenOfOldCLI(t *testing.T) {
	t.Parallel()
	server, p, d := newSSO(t, "corp", "admin")
	if err := server.LogIn(d.Home, "corp", time.Hour, true); err != nil {
		t.Fatal(err)
	}
	if err := setField(sourcetest.TokenFile(d.Home, "corp"), "expiresAt", "2030-01-31T13:00:00UTC"); err != nil {
		t.Fatal(err)
	}
	if _, err := get(t.Context(), p, d); err != nil {
		t.Error(err)
	}
}

func TestSSORefreshIsKept(t *testing.T) {
	t.Parallel()
	server, p, d := newSSO(t, "corp", "admin")
	if err := server.LogIn(d.Home, "corp", 0, true); err != nil {
		t.Fatal(err)
	}
	file := sourcetest.TokenFile(d.Home, "corp")
	if err := setField(file, "unknown", "kept"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time with the token of the first
		if _, err := get(t.Context(), p, d); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{refreshCall, getCall, getCall}; !slices.Equal(server.Calls(), want) {
		t.Errorf("calls %q, want %q", server.Calls(), want)
	}
	got := readFields(t, file)
	for name, want := range map[string]string{
		"accessToken": "access-2", "refreshToken": "refresh-2", "expiresAt": "2030-01-31T20:00:00Z",
		"startUrl": startURL, "unknown": "kept",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode != 0o600 {
		t.Errorf("mode %o, want 600", mode)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".aws-runas*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q (%v)", left, err)
	}
}

func TestSSOTokenThatAnotherProcessRefreshed(t *testing.T) {
	t.Parallel()
	server, p, d := newSSO(t, "corp", "admin")
	if err := server.LogIn(d.Home, "corp", 0, true); err != nil {
		t.Fatal(err)
	}
	// The other process uses the refresh token, and its file is there when ours is refused.
	oidc := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err := server.LogIn(d.Home, "corp", time.Hour, true); err != nil {
			t.Error(err)
		}
		w.Header().Set("X-Amzn-ErrorType", "InvalidGrantException")
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		w.Write([]byte("{}"))
	}))
	t.Cleanup(oidc.Close)
	other := newResolver(t, p, "AWS_ENDPOINT_URL_SSO="+server.URL, "AWS_ENDPOINT_URL_SSO_OIDC="+oidc.URL)
	other.Home = d.Home
	got, err := get(t.Context(), p, other)
	if err != nil {
		t.Fatal(err)
	}
	checkCredentials(t, got, withSource(issued(), profile.SSO))
}

// TestSSOSignInIsOffered has the user sign in where the token is dead, and go on.
func TestSSOSignInIsOffered(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		prepare func(*sourcetest.SSO, Resolver) error
		why     string
		answer  error
		want    string
	}{
		{"no token", func(*sourcetest.SSO, Resolver) error { return nil }, "no SSO token for corp", nil, ""},
		{"revoked", func(s *sourcetest.SSO, d Resolver) error {
			defer s.LogOut()
			return s.LogIn(d.Home, "corp", time.Hour, true)
		}, "IAM Identity Center no longer accepts the SSO token of corp", nil, ""},
		{"declined", func(*sourcetest.SSO, Resolver) error { return nil }, "no SSO token for corp", login.ErrDeclined, "no SSO token for corp"},
		{"nobody to ask", func(*sourcetest.SSO, Resolver) error { return nil }, "no SSO token for corp",
			&login.CannotAskError{Reason: errors.New("no terminal")}, "no SSO token for corp"},
		{"failed", func(*sourcetest.SSO, Resolver) error { return nil }, "no SSO token for corp", errors.New("sign in to corp: denied"), "sign in to corp: denied"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server, p, d := newSSO(t, "corp", "admin")
			if err := test.prepare(server, d); err != nil {
				t.Fatal(err)
			}
			offers := 0
			d.SignIn = func(_ context.Context, to login.Target, why error) error {
				offers++
				if to.String() != "corp" || why.Error() != test.why {
					t.Errorf("offered %s since %v", to, why)
				}
				if test.answer != nil {
					return test.answer
				}
				return server.LogIn(d.Home, "corp", time.Hour, true)
			}
			got, err := get(t.Context(), p, d)
			if offers != 1 {
				t.Errorf("offered %d times", offers)
			}
			if test.want != "" {
				checkError(t, err, test.want)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			checkCredentials(t, got, withSource(issued(), profile.SSO))
		})
	}
}

// setField changes a field of a token's file.
func setField(file, name string, value any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	fields := map[string]any{}
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	fields[name] = value
	if text, err = json.Marshal(fields); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

func readFields(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]string{}
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}
