package source

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/ststest/signin"
)

const aliceARN = "arn:aws:iam::123456789012:user/alice"

// newLogin starts a service and gives a profile with a session that lives for a while.
func newLogin(t *testing.T, life time.Duration) (*signin.Service, profile.Profile, Resolver) {
	t.Helper()
	server := signin.New(signin.World{}, clock)
	t.Cleanup(server.Close)
	p := profile.Profile{Name: "dev", Region: "eu-west-1", LoginSession: aliceARN}
	d := newResolver(t, p, "AWS_ENDPOINT_URL_SIGNIN="+server.URL)
	if err := server.Login(signin.LoginFile(d.Home, aliceARN), aliceARN, life, issued); err != nil {
		t.Fatal(err)
	}
	return server, p, d
}

const renewCall = "POST /v1/token"

// kept is what an issued credential reads as after it was kept, with its end as the service has it.
func kept(end time.Duration) aws.Credentials {
	c := withSource(issued(), profile.LoginSession)
	c.Expires = now.Add(end)
	return c
}

func TestLoginSession(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		life time.Duration
		want time.Duration
		call []string
	}{
		{"live", 15 * time.Minute, 15 * time.Minute, nil},
		{"near its end", 5 * time.Minute, 15 * time.Minute, []string{renewCall}},
		{"over", -time.Hour, 15 * time.Minute, []string{renewCall}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server, p, d := newLogin(t, test.life)
			got, err := get(t.Context(), p, d)
			if err != nil {
				t.Fatal(err)
			}
			checkCredentials(t, got, kept(test.want))
			if calls := server.Calls(); !slices.Equal(calls, test.call) {
				t.Errorf("calls %q, want %q", calls, test.call)
			}
		})
	}
}

// TestLoginFile has names that the AWS CLI gives.
func TestLoginFile(t *testing.T) {
	t.Parallel()
	r := newResolver(t, noProfile)
	for arn, want := range map[string]string{
		aliceARN:                          "b7d71d383b9557a9bad4c3346c50365819226484c6824a0fdef66637be339db0",
		"arn:aws:iam::123456789012:root":  "1921ac8a06e305954f769df5e0f8b3d24ee1d6bf5231d901157e44d7c4d0f4cf",
		" arn:aws:iam::123456789012:root": "1921ac8a06e305954f769df5e0f8b3d24ee1d6bf5231d901157e44d7c4d0f4cf",
		"arn:aws:sts::123456789012:assumed-role/Admin/alice": "68afef069a49e0c940bc8515a36649850d686bdd2e3c07927360d151553fc4d3",
	} {
		if got, want := r.loginFile(profile.Profile{LoginSession: arn}), filepath.Join(r.Home, ".aws", "login", "cache", want+".json"); got != want {
			t.Errorf("%s: %s, want %s", arn, got, want)
		}
	}
	r = newResolver(t, noProfile, "AWS_LOGIN_CACHE_DIRECTORY=/elsewhere")
	if got := r.loginFile(profile.Profile{LoginSession: aliceARN}); filepath.Dir(got) != filepath.FromSlash("/elsewhere") {
		t.Errorf("%s is not elsewhere", got)
	}
}

// TestLoginSessionIsKept holds that nothing in the file is lost, not the id token either, and that the refresh token, which
// works once, is the new one.
func TestLoginSessionIsKept(t *testing.T) {
	t.Parallel()
	server, p, d := newLogin(t, 0)
	file := signin.LoginFile(d.Home, aliceARN)
	if err := setField(file, "unknown", "kept"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := get(t.Context(), p, d); err != nil {
			t.Fatal(err)
		}
		if err := endLogin(file); err != nil {
			t.Fatal(err)
		}
	}
	if calls := server.Calls(); !slices.Equal(calls, []string{renewCall, renewCall, renewCall}) {
		t.Errorf("calls %q", calls)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"unknown":"kept"`, `"idToken":"the.id.token"`, `"accountId":"123456789012"`, `"refreshToken":"login-refresh-4"`,
		`"tokenType":"aws_sigv4"`, `"dpopKey":"-----BEGIN EC`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the file has no %s", want)
		}
	}
	info, err := os.Stat(file)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v), want 600", info.Mode(), err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".aws-runas*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q (%v)", left, err)
	}
}

// endLogin makes the credentials in the file expire.
func endLogin(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	fields := map[string]any{}
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	fields["accessToken"].(map[string]any)["expiresAt"] = "2030-01-31T11:00:00Z"
	if text, err = json.Marshal(fields); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

// TestLoginSessionOfMany renews once for all that wait for it.
func TestLoginSessionOfMany(t *testing.T) {
	t.Parallel()
	server, p, d := newLogin(t, 0)
	lock := make(chan struct{}, 1)
	var waiting atomic.Int32
	all := make(chan struct{})
	d.Hold = func(context.Context, string, string) (func(), error) {
		if waiting.Add(1) == 5 {
			close(all)
		}
		<-all
		lock <- struct{}{}
		return func() { <-lock }, nil
	}
	errs := make(chan error, 5)
	for range 5 {
		go func() {
			_, err := get(t.Context(), p, d)
			errs <- err
		}()
	}
	for range 5 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if calls := server.Calls(); !slices.Equal(calls, []string{renewCall}) {
		t.Errorf("calls %q, want one", calls)
	}
}

func TestLoginSessionIsDead(t *testing.T) {
	t.Parallel()
	const dead, line = "the session of aws login for " + aliceARN + " expired at 2030-01-31T12:00:00Z: ", "aws login --profile dev"
	for _, test := range []struct {
		name    string
		prepare func(*signin.Service, string) error
		want    string
	}{
		{"no file", func(_ *signin.Service, file string) error { return os.Remove(file) }, "there is no session of aws login for " + aliceARN},
		{"half a file", func(_ *signin.Service, file string) error {
			return os.WriteFile(file, []byte(`{"accessToken":`), 0o600)
		},
			" is not the expected JSON"},
		{"no keys", func(_ *signin.Service, file string) error {
			return os.WriteFile(file, []byte(`{"refreshToken":"hush"}`), 0o600)
		},
			" has no credentials, or not the whole of them"},
		{"no refresh token", func(_ *signin.Service, file string) error { return setField(file, "refreshToken", "") }, dead + "it can't be renewed"},
		{"no key", func(_ *signin.Service, file string) error { return setField(file, "dpopKey", "hush") }, dead + "its dpopKey is no key of the curve P-256"},
		{"another key", func(s *signin.Service, file string) error {
			before, err := os.ReadFile(file)
			if err != nil || s.Login(file, aliceARN, 0, issued) != nil {
				return err
			}
			var fields map[string]any
			if err := json.Unmarshal(before, &fields); err != nil {
				return err
			}
			return setField(file, "dpopKey", fields["dpopKey"])
		}, `says "INVALID_REQUEST: key"`},
		{"over", func(s *signin.Service, _ string) error { s.EndSessions(); return nil }, dead + "the login is over"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server, p, d := newLogin(t, 0)
			if err := test.prepare(server, signin.LoginFile(d.Home, aliceARN)); err != nil {
				t.Fatal(err)
			}
			_, err := get(t.Context(), p, d)
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "hush") {
				t.Errorf("error %v, want %s", err, test.want)
			}
			checkHint(t, err, line)
		})
	}
}

// TestLoginSessionToItsEnd uses what is left when it can't be renewed.
func TestLoginSessionToItsEnd(t *testing.T) {
	t.Parallel()
	server, p, d := newLogin(t, time.Minute)
	server.EndSessions()
	got, err := get(t.Context(), p, d)
	if err != nil {
		t.Fatal(err)
	}
	checkCredentials(t, got, kept(time.Minute))
}

func TestLoginSessionIsRefused(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"error":"USER_CREDENTIALS_CHANGED"}`: "the user's password has changed since",
		`{"error":"INSUFFICIENT_PERMISSIONS"}`: "the user may not use aws login",
		`{"error":"SOMETHING"}`:                `(403 Forbidden, application/json) says "SOMETHING"`,
		`<html>hush`:                           "(403 Forbidden, application/json) has no credentials",
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			_, p, d := newLogin(t, 0)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusForbidden)
				w.Write([]byte(body))
			}))
			t.Cleanup(server.Close)
			other := newResolver(t, p, "AWS_ENDPOINT_URL_SIGNIN="+server.URL)
			other.Home = d.Home
			_, err := get(t.Context(), p, other)
			if err == nil || !strings.HasSuffix(err.Error(), want) {
				t.Errorf("error %v, want %s", err, want)
			}
		})
	}
}
