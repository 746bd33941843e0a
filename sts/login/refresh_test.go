package login

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/ststest/signin"
)

// signedIn is a stage on which the user has signed in.
func signedIn(t *testing.T, target Target) *stage {
	t.Helper()
	s := newStage(t)
	if err := s.SignIn(t.Context(), target); err != nil {
		t.Fatal(err)
	}
	s.page()
	s.service.Calls()
	return s
}

func TestAccessToken(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		target Target
		later  time.Duration
		fresh  bool
		calls  []string
		err    string
	}{
		{"live", corp(), 44 * time.Minute, false, nil, ""},
		{"near its end", corp(), 46 * time.Minute, true, []string{token}, ""},
		{"over", corp(), 2 * time.Hour, true, []string{token}, ""},
		{"registration over", corp(), 91 * 24 * time.Hour, false, nil,
			"the SSO token for corp expired at 2030-01-31T13:00:00Z: its client's registration has expired too"},
		{"older form", older(), 8*time.Hour - time.Minute, false, nil, ""},
		{"older form, over", older(), 9 * time.Hour, false, nil,
			"the SSO token for " + startURL + " expired at 2030-01-31T20:00:01Z: it can't be refreshed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := signedIn(t, test.target)
			before := s.read(test.target)
			s.now = began.Add(test.later)
			got, err := s.AccessToken(t.Context(), test.target)
			s.calls(test.calls...)
			if test.err != "" {
				if err == nil || err.Error() != test.err || !is[*DeadError](err) {
					t.Errorf("error %v, want %s", err, test.err)
				}
				return
			}
			after := s.read(test.target)
			if err != nil || got != after.AccessToken || (got != before.AccessToken) != test.fresh {
				t.Errorf("token %q after %q (%v)", got, before.AccessToken, err)
			}
			if test.fresh && (after.RefreshToken == before.RefreshToken || after.ClientID != before.ClientID) {
				t.Errorf("kept %+v after %+v", after, before)
			}
		})
	}
}

func TestAccessTokenIsNotThere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	_, err := s.AccessToken(t.Context(), corp())
	if dead, isDead := errors.AsType[*DeadError](err); !isDead || err.Error() != "no SSO token for corp" ||
		!slices.Equal(dead.Command(), []string{"login", "--sso-session", "corp"}) {
		t.Errorf("error %v", err)
	}
	file := TokenFile(s.Home, corp())
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(`{"accessToken": "hush`), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = s.AccessToken(t.Context(), corp())
	if want := "SSO token for corp: " + file + " is not the expected JSON"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// TestRefreshKeepsWhatItDoesNotKnow holds that a field of a later AWS CLI survives.
func TestRefreshKeepsWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	s := signedIn(t, corp())
	file := TokenFile(s.Home, corp())
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), "{", `{"unknown":{"a":1},`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	s.now = began.Add(time.Hour)
	if _, err := s.AccessToken(t.Context(), corp()); err != nil {
		t.Fatal(err)
	}
	if got := fields(t, file); got["unknown"] == nil || got["startUrl"] != startURL || got["expiresAt"] != "2030-01-31T14:00:00Z" {
		t.Errorf("the file has %v", got)
	}
}

// TestRefreshOfAnother has another process refresh the token while this one waits for the lock: a refresh token works once.
func TestRefreshOfAnother(t *testing.T) {
	t.Parallel()
	s := signedIn(t, corp())
	s.now = began.Add(time.Hour)
	other := s.Client
	s.Hold = func(ctx context.Context, _, what string) (func(), error) {
		if what != "the sign-in to corp" {
			t.Errorf("the lock is for %s", what)
		}
		_, err := other.AccessToken(ctx, corp())
		return func() {}, err
	}
	got, err := s.AccessToken(t.Context(), corp())
	if err != nil || got != s.read(corp()).AccessToken {
		t.Errorf("token %q (%v)", got, err)
	}
	s.calls(token)
}

// TestRefreshFails uses a token to its end when it can't be refreshed.
func TestRefreshFails(t *testing.T) {
	t.Parallel()
	s := signedIn(t, corp())
	want := s.read(corp()).AccessToken
	s.service.EndSessions()
	s.now = began.Add(50 * time.Minute)
	if got, err := s.AccessToken(t.Context(), corp()); err != nil || got != want {
		t.Errorf("token %q (%v), want %q", got, err, want)
	}
	s.now = began.Add(time.Hour)
	if _, err := s.AccessToken(t.Context(), corp()); err == nil || !strings.Contains(err.Error(), "expired at 2030-01-31T13:00:00Z: InvalidGrantException") {
		t.Errorf("error %v", err)
	}
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	s := signedIn(t, corp())
	other := older()
	if err := s.SignIn(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	s.page()
	s.service.Calls()
	foreign := filepath.Join(cacheDir(s.Home), "another-program.json")
	if err := os.WriteFile(foreign, []byte(`{"accessToken":"x","startUrl":"`+startURL+`","region":"eu-west-1","expiresAt":"2031-01-01T00:00:00Z"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := Older(s.Home); !slices.Equal([]string{got[0].StartURL}, []string{startURL}) || len(got) != 1 {
		t.Errorf("of the older form are %v", got)
	}
	removed, err := s.SignOut(t.Context(), corp())
	if err != nil || !removed {
		t.Errorf("removed %v, %v", removed, err)
	}
	s.calls(logoff)
	left, err := filepath.Glob(filepath.Join(cacheDir(s.Home), "*"))
	want := []string{TokenFile(s.Home, other), registrationFile(s.Home, other), foreign}
	slices.Sort(want)
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("left are %q (%v), want %q", left, err, want)
	}
	if removed, err := s.SignOut(t.Context(), corp()); err != nil || removed {
		t.Errorf("removed again: %v, %v", removed, err)
	}
	s.calls()
}

// TestSignOutOfAnEndedSession asks nobody about a token that has ended, and takes a no for a yes.
func TestSignOutOfAnEndedSession(t *testing.T) {
	t.Parallel()
	s := signedIn(t, corp())
	s.service.EndSessions()
	if removed, err := s.SignOut(t.Context(), corp()); err != nil || !removed {
		t.Errorf("removed %v, %v", removed, err)
	}
	s.calls(logoff)
	s = signedIn(t, corp())
	s.now = began.Add(2 * time.Hour)
	if removed, err := s.SignOut(t.Context(), corp()); err != nil || !removed {
		t.Errorf("removed %v, %v", removed, err)
	}
	s.calls()
}

// TestSignOutWithoutTheNetwork removes the files all the same, and says that AWS was not told.
func TestSignOutWithoutTheNetwork(t *testing.T) {
	t.Parallel()
	s := signedIn(t, corp())
	s.service.Close()
	removed, err := s.SignOut(t.Context(), corp())
	if !removed || err == nil || !strings.HasPrefix(err.Error(), "the token of corp is removed here, and AWS was not told: ") {
		t.Errorf("removed %v, %v", removed, err)
	}
	if _, err := ReadToken(TokenFile(s.Home, corp())); err == nil {
		t.Error("the token is there")
	}
}

func TestRoles(t *testing.T) {
	t.Parallel()
	s := signedIn(t, corp())
	roles, err := s.Roles(t.Context(), corp())
	if err != nil {
		t.Fatal(err)
	}
	want := []Role{
		{"999900001111", "", "", "Ops"},
		{"444455556666", "Lab", "", "Admin"},
		{"777788889999", "Lab", "", "Admin"},
		{"111122223333", "Web shop", "shop@example.com", "Admin"},
		{"111122223333", "Web shop", "shop@example.com", "Billing"},
		{"111122223333", "Web shop", "shop@example.com", "ReadOnly"},
	}
	if !slices.Equal(roles, want) {
		t.Errorf("roles %v, want %v", roles, want)
	}
	for _, test := range []struct {
		words string
		want  []Role
	}{
		{"", want}, {"lab", want[1:3]}, {"LAB 7777", want[2:3]}, {"shop admin", want[3:4]}, {"example.com", want[3:]}, {"nothing", nil},
	} {
		if got := Matching(roles, strings.Fields(test.words)); !slices.Equal(got, test.want) {
			t.Errorf("%q: %v, want %v", test.words, got, test.want)
		}
	}
	s.service.EndSessions()
	if _, err := s.Roles(t.Context(), corp()); !is[*DeadError](err) {
		t.Errorf("error %v, want that the token is dead", err)
	}
	s.service.Will(signin.Approve)
}

func TestSections(t *testing.T) {
	t.Parallel()
	roles := []Role{
		{"999900001111", "", "", "Ops"}, {"444455556666", "Lab", "", "Admin"}, {"777788889999", "Lab", "", "Admin"},
		{"111122223333", "Web shop]é", "", "Read=Only"},
	}
	const want = `[profile 999900001111-Ops]
sso_session = corp
sso_account_id = 999900001111
sso_role_name = Ops

[profile 444455556666-Admin]
sso_session = corp
sso_account_id = 444455556666
sso_role_name = Admin

[profile 777788889999-Admin]
sso_session = corp
sso_account_id = 777788889999
sso_role_name = Admin

[profile Web-shop---Read-Only]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Read=Only
`
	if got := Sections(corp(), roles); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got := Sections(older(), roles[:1]); !strings.Contains(got, "\nsso_start_url = "+startURL+"\nsso_region = eu-west-1\n") {
		t.Errorf("the older form is\n%s", got)
	}
}

func TestOneLine(t *testing.T) {
	t.Parallel()
	text := "a\n[profile x]\x1b[31m é"
	if got, want := oneLine(&text), "a[profile x][31m é"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
