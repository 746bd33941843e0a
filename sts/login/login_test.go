package login

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"aws-runas/profile"
	"aws-runas/sts/client"
	"aws-runas/sts/ststest/signin"
)

const startURL = "https://d-1234567890.awsapps.com/start"

// began is what the clock of a test shows first.
var began = time.Date(2030, 1, 31, 12, 0, 0, 0, time.UTC)

// corp is an sso-session, older the older form.
func corp() Target {
	return Target{Session: "corp", StartURL: startURL, Region: "eu-west-1", Scopes: []string{"sso:account:access"}}
}
func older() Target { return Target{StartURL: startURL, Region: "eu-west-1"} }

// stage is a user with a home, a browser and the service.
type stage struct {
	Client
	t       *testing.T
	service *signin.Service

	mu     sync.Mutex
	now    time.Time
	said   []string
	opened []string
	pages  chan string // what the browser shows at the end
	waits  []time.Duration
}

func newStage(t *testing.T) *stage {
	s := &stage{t: t, now: began, pages: make(chan string, 10)}
	s.service = signin.New(signin.World{StartURLs: []string{startURL}, Roles: []signin.Role{
		{AccountID: "111122223333", AccountName: "Web shop", Email: "shop@example.com", Name: "Admin"},
		{AccountID: "111122223333", AccountName: "Web shop", Email: "shop@example.com", Name: "ReadOnly"},
		{AccountID: "111122223333", AccountName: "Web shop", Email: "shop@example.com", Name: "Billing"},
		{AccountID: "444455556666", AccountName: "Lab", Name: "Admin"},
		{AccountID: "777788889999", AccountName: "Lab", Name: "Admin"},
		{AccountID: "999900001111", Name: "Ops"},
	}}, s.clock)
	t.Cleanup(s.service.Close)
	getenv := func(name string) string {
		return map[string]string{
			"AWS_ENDPOINT_URL_SSO": s.service.URL, "AWS_ENDPOINT_URL_SSO_OIDC": s.service.URL, "AWS_MAX_ATTEMPTS": "1",
		}[name]
	}
	settings, err := client.New(getenv, profile.Profile{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Client = Client{
		AWS: settings, Home: t.TempDir(), Now: s.clock, Open: s.browse,
		Say: func(format string, args ...any) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.said = append(s.said, fmt.Sprintf(format, args...))
		},
		Wait: func(ctx context.Context, d time.Duration) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.waits = append(s.waits, d)
			s.now = s.now.Add(d)
			return ctx.Err()
		},
	}
	return s
}

func (s *stage) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// browse is the user's browser: it goes where it is sent.
func (s *stage) browse(url string) (<-chan error, error) {
	s.mu.Lock()
	s.opened = append(s.opened, url)
	s.mu.Unlock()
	go func() {
		answer, err := http.Get(url)
		if err != nil {
			s.pages <- err.Error()
			return
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		s.pages <- string(text)
	}()
	return make(chan error), nil
}

func (s *stage) page() string {
	s.t.Helper()
	select {
	case page := <-s.pages:
		return page
	case <-time.After(time.Minute):
		s.t.Fatal("the browser shows nothing")
		return ""
	}
}

func (s *stage) lines() string { return strings.Join(s.said, "\n") }

func (s *stage) read(t Target) Token {
	s.t.Helper()
	token, err := ReadToken(TokenFile(s.Home, t))
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}

func (s *stage) calls(want ...string) {
	s.t.Helper()
	if got := s.service.Calls(); !slices.Equal(got, want) {
		s.t.Errorf("calls %q, want %q", got, want)
	}
}

// Calls as the service logs them.
const (
	register  = "POST /client/register"
	authorize = "GET /authorize"
	token     = "POST /token"
	device    = "POST /device_authorization"
	enter     = "GET /device"
	logoff    = "POST /logout"
)

func TestByCode(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	if err := s.SignIn(t.Context(), corp()); err != nil {
		t.Fatal(err)
	}
	s.calls(register, authorize, token)
	if got, want := s.page(), "You are signed in to corp: you can close this page and go back to the terminal.\n"; got != want {
		t.Errorf("the page says %q, want %q", got, want)
	}
	got := s.read(corp())
	want := Token{
		StartURL: startURL, Region: "eu-west-1", AccessToken: got.AccessToken, ExpiresAt: "2030-01-31T13:00:00Z", ClientID: "client-1",
		ClientSecret: "client-secret-2", RegistrationExpiresAt: "2030-05-01T12:00:00Z", RefreshToken: got.RefreshToken,
	}
	if got != want || got.AccessToken == "" || got.RefreshToken == "" {
		t.Errorf("token %+v, want %+v", got, want)
	}
	for _, file := range []string{TokenFile(s.Home, corp()), registrationFile(s.Home, corp())} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode != 0o600 {
			t.Errorf("%s has mode %o, want 600", file, mode)
		}
	}
	if said := s.lines(); strings.Contains(said, got.AccessToken) || strings.Contains(said, got.ClientSecret) || !strings.Contains(said, "signed in to corp") {
		t.Errorf("said %q", said)
	}
	// The next time the registration is used again, and the token is new all the same.
	if err := s.SignIn(t.Context(), corp()); err != nil {
		t.Fatal(err)
	}
	s.calls(authorize, token)
	if again := s.read(corp()); again.AccessToken == got.AccessToken {
		t.Error("the token is the old one")
	}
}

// TestRegistrationIsTheCLIs compares the file's fields with those that the AWS CLI writes.
func TestRegistrationIsTheCLIs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	if err := s.SignIn(t.Context(), corp()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(registrationFile(s.Home, corp()))
	want := `{"clientId":"client-1","clientSecret":"client-secret-2","expiresAt":"2030-05-01T12:00:00Z",` +
		`"scopes":["sso:account:access"],"grantTypes":["authorization_code","refresh_token"]}`
	if err != nil || string(text) != want {
		t.Errorf("%s (%v), want %s", text, err, want)
	}
}

func TestByCodeIsDenied(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.service.Will(signin.Deny)
	err := s.SignIn(t.Context(), corp())
	if err == nil || err.Error() != "sign in to corp: it was denied in the browser" {
		t.Errorf("error %v", err)
	}
	if got, want := s.page(), "You did not sign in: you can close this page.\n"; got != want {
		t.Errorf("the page says %q, want %q", got, want)
	}
	if _, err := os.Stat(TokenFile(s.Home, corp())); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a token is kept: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(cacheDir(s.Home), ".aws-runas*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q (%v)", left, err)
	}
}

// TestOnlyOurAnswerCounts sends the listener what other pages in the browser could: it goes on waiting.
func TestOnlyOurAnswerCounts(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.Open = func(there string) (<-chan error, error) {
		to, err := url.Parse(there)
		if err != nil {
			return nil, err
		}
		back, state := to.Query().Get("redirect_uri"), to.Query().Get("state")
		if !strings.HasPrefix(back, "http://127.0.0.1:") || len(state) < 32 {
			t.Errorf("redirect_uri %q, state %q", back, state)
		}
		for _, wrong := range []string{
			back + "?code=evil&state=" + strings.ToUpper(state) + "x", back + "?code=evil", back + "?error=access_denied", back + "?state=" + state,
			strings.Replace(back, "/oauth/callback", "/", 1) + "?code=evil&state=" + state,
		} {
			answer, err := http.Get(wrong)
			if err != nil || answer.StatusCode/100 != 4 {
				t.Errorf("%s: %v, %v", wrong, answer, err)
			}
			answer.Body.Close()
		}
		if answer, err := http.Post(back+"?code=evil&state="+state, "text/plain", nil); err != nil || answer.StatusCode != http.StatusNotFound {
			t.Errorf("POST: %v, %v", answer, err)
		}
		return s.browse(there)
	}
	if err := s.SignIn(t.Context(), corp()); err != nil {
		t.Fatal(err)
	}
	s.calls(register, authorize, token)
}

// TestWrongVerifier has the code arrive that another sign-in was given.
func TestWrongVerifier(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.Open = func(there string) (<-chan error, error) {
		to, err := url.Parse(there)
		if err != nil {
			return nil, err
		}
		query := to.Query()
		query.Set("code_challenge", strings.Repeat("A", 43))
		to.RawQuery = query.Encode()
		return s.browse(to.String())
	}
	err := s.SignIn(t.Context(), corp())
	if err == nil || err.Error() != "sign in to corp: the code is not good any more" {
		t.Errorf("error %v", err)
	}
	if got, want := s.page(), "The sign-in did not work: the terminal says why.\n"; got != want {
		t.Errorf("the page says %q, want %q", got, want)
	}
}

func TestListenerEnds(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.service.Will(signin.Nothing)
	s.limit = 200 * time.Millisecond
	err := s.SignIn(t.Context(), corp())
	if err == nil || err.Error() != "sign in to corp: nobody did within 200ms" {
		t.Errorf("error %v", err)
	}
	to, err := url.Parse(s.opened[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := http.Get(to.Query().Get("redirect_uri")); err == nil {
		t.Error("the listener still listens")
	}
}

func TestInterrupted(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.service.Will(signin.Nothing)
	ctx, cancel := context.WithCancel(t.Context())
	s.Open = func(there string) (<-chan error, error) {
		cancel()
		return s.browse(there)
	}
	if err := s.SignIn(ctx, corp()); err != context.Canceled {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestNoBrowser(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	urls := make(chan string, 1)
	s.Open = nil
	s.Say = func(format string, args ...any) {
		line := fmt.Sprintf(format, args...)
		if _, url, is := strings.Cut(line, "open in a browser on this machine: "); is {
			urls <- url
		}
	}
	go func() { s.browse(<-urls) }()
	if err := s.SignIn(t.Context(), corp()); err != nil {
		t.Fatal(err)
	}
	s.calls(register, authorize, token)
}

func TestRegistrationEnded(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		target Target
		want   []string
	}{
		{"by device", older(), []string{device, register, device, enter, token}},
		// The page of a client that is not known says so and does not come back, so the user would wait.
		{"by code, near its end", corp(), []string{register, authorize, token}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			if err := s.SignIn(t.Context(), test.target); err != nil {
				t.Fatal(err)
			}
			s.page()
			s.service.Calls()
			if test.target.Session == "" {
				s.service.ForgetClients()
			} else {
				s.now = s.now.Add(90*24*time.Hour - 14*time.Minute)
			}
			if err := s.SignIn(t.Context(), test.target); err != nil {
				t.Fatal(err)
			}
			s.page()
			got := s.service.Calls()
			slices.Sort(got) // the browser opens while the program goes on
			slices.Sort(test.want)
			if !slices.Equal(got, test.want) {
				t.Errorf("calls %q, want %q", got, test.want)
			}
		})
	}
}

func TestByDevice(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		target Target
		change func(*Client)
		why    string
		expire string
	}{
		{"older form", older(), func(*Client) {}, "", "2030-01-31T20:00:01Z"},
		{"asked for", corp(), func(c *Client) { c.DeviceCode = true }, "", "2030-01-31T13:00:01Z"},
		{"no browser here", corp(), func(c *Client) { c.Elsewhere = "this is an ssh session" },
			"by device code, since this is an ssh session", "2030-01-31T13:00:01Z"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.Open = nil
			test.change(&s.Client)
			if err := s.SignIn(t.Context(), test.target); err != nil {
				t.Fatal(err)
			}
			s.calls(register, device, token)
			said := s.lines()
			for _, want := range []string{s.service.URL + "/device", "ABCD-EFGH", "only if the page shows this very code", test.why} {
				if !strings.Contains(said, want) {
					t.Errorf("said %q, want %q", said, want)
				}
			}
			got := s.read(test.target)
			if got.ExpiresAt != test.expire || got.RefreshToken == "" != (test.target.Scopes == nil) {
				t.Errorf("token %+v, want its end at %s", got, test.expire)
			}
		})
	}
}

func TestDeviceWaits(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.service.Will(signin.Nothing)
	s.Open = nil
	wait, questions := s.Wait, 0
	s.Wait = func(ctx context.Context, d time.Duration) error {
		switch questions++; questions {
		case 3: // one that comes too early
			return nil
		case 6:
			s.service.Will(signin.Approve)
		}
		return wait(ctx, d)
	}
	if err := s.SignIn(t.Context(), older()); err != nil {
		t.Fatal(err)
	}
	want := []time.Duration{time.Second, time.Second, 6 * time.Second, 6 * time.Second, 6 * time.Second}
	if !slices.Equal(s.waits, want) {
		t.Errorf("waited %v, want %v", s.waits, want)
	}
}

func TestDeviceEnds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, will, want string
		target           Target
		advance          time.Duration
	}{
		{"denied", signin.Deny, "it was denied in the browser", older(), 0},
		{"expired", signin.Nothing, "the code was not entered in time", older(), 11 * time.Minute},
		{"expired by our clock", signin.Nothing, "the code was not entered in time", older(), 0},
		{"another start URL", signin.Approve, "IAM Identity Center in eu-west-1 refuses the start URL https://x.awsapps.com/start",
			Target{StartURL: "https://x.awsapps.com/start", Region: "eu-west-1"}, 0},
		{"scopes", signin.Approve, `IAM Identity Center refuses the scopes ["x"]`,
			Target{StartURL: startURL, Region: "eu-west-1", Scopes: []string{"x"}}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.Open = nil
			s.service.Will(test.will)
			wait := s.Wait
			s.Wait = func(ctx context.Context, d time.Duration) error {
				s.service.Advance(test.advance)
				return wait(ctx, d)
			}
			err := s.SignIn(t.Context(), test.target)
			if want := "sign in to " + test.target.String() + ": " + test.want; err == nil || err.Error() != want {
				t.Errorf("error %v, want %s", err, want)
			}
		})
	}
}

// TestOneSignInForMany has many ask at once: one goes to the browser.
func TestOneSignInForMany(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	var lock sync.Mutex
	waiting := make(chan struct{}, 20)
	s.Hold = func(context.Context, string, string) (func(), error) {
		waiting <- struct{}{}
		lock.Lock()
		return lock.Unlock, nil
	}
	lock.Lock()
	errs := make(chan error, 20)
	for range 20 {
		go func() { errs <- s.SignIn(t.Context(), corp()) }()
	}
	for range 20 {
		<-waiting // all have seen that there is no token
	}
	lock.Unlock()
	for range 20 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	s.calls(register, authorize, token)
	if n := strings.Count(s.lines(), "another process has signed in to corp"); n != 19 {
		t.Errorf("said of %d that another has signed in, want 19", n)
	}
}

// TestOffer asks on a terminal.
func TestOffer(t *testing.T) {
	t.Parallel()
	dead := errors.New("no SSO token for corp")
	for _, test := range []struct {
		name, answer string
		want         error
		calls        []string
	}{
		{"Enter", "\n", nil, []string{register, authorize, token}},
		{"yes", "Y\n", nil, []string{register, authorize, token}},
		{"no", "n\n", ErrDeclined, nil},
		{"end of input", "", ErrDeclined, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			asked := &terminal{answer: strings.NewReader(test.answer)}
			s.Terminal = func() (io.ReadWriteCloser, error) { return asked, nil }
			if err := s.Offer(t.Context(), corp(), dead); err != test.want {
				t.Errorf("error %v, want %v", err, test.want)
			}
			s.calls(test.calls...)
			if got := asked.question.String(); strings.Count(got, "?") != 1 || !strings.Contains(got, "no SSO token for corp") {
				t.Errorf("asked %q", got)
			}
		})
	}
	s := newStage(t)
	s.Terminal = func() (io.ReadWriteCloser, error) { return nil, errors.New("no terminal") }
	if err := s.Offer(t.Context(), corp(), dead); !is[*CannotAskError](err) {
		t.Errorf("error %v, want that nobody can be asked", err)
	}
	s.calls()
}

// TestOfferIsNotNeeded has another process sign in while this one waits.
func TestOfferIsNotNeeded(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	hold := false
	s.Hold = func(context.Context, string, string) (func(), error) {
		if hold {
			return func() {}, nil
		}
		hold = true
		return func() {}, s.SignIn(t.Context(), corp())
	}
	if err := s.Offer(t.Context(), corp(), errors.New("dead")); err != nil {
		t.Error(err)
	}
	s.calls(register, authorize, token)
}

type terminal struct {
	answer   io.Reader
	question strings.Builder
}

func (t *terminal) Read(p []byte) (int, error)  { return t.answer.Read(p) }
func (t *terminal) Write(p []byte) (int, error) { return t.question.Write(p) }
func (t *terminal) Close() error                { return nil }

// fields reads a JSON file.
func fields(t *testing.T, file string) map[string]any {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	return got
}
