package console

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/client"
	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/signin"
)

func now() time.Time { return time.Date(2030, 1, 31, 12, 0, 0, 0, time.UTC) }

// role is a chain that ends in a role which is assumed with a user's keys, user one without.
func role() []profile.Profile {
	return append([]profile.Profile{{Name: "prod", RoleARN: ststest.AdminARN}}, user()...)
}
func user() []profile.Profile {
	return []profile.Profile{{Name: "alice", AccessKeyID: ststest.AliceKeyID, SecretAccessKey: ststest.AliceSecret}}
}

// process is a chain of a program of which nobody knows whose credentials it gives.
func process() []profile.Profile { return []profile.Profile{{Name: "tool", CredentialProcess: "tool"}} }

// stage is the service, and credentials of a role's session that it knows.
type stage struct {
	service     *signin.Service
	sts         *ststest.Server
	credentials aws.Credentials
}

func newStage(t *testing.T) stage {
	server := ststest.New(ststest.Fixture(), time.Now)
	t.Cleanup(server.Close)
	s := stage{sts: server, credentials: server.RoleSession(ststest.AdminARN, "alice", time.Hour)}
	s.service = signin.New(signin.World{Who: server.Who}, now)
	t.Cleanup(s.service.Close)
	return s
}

// config reaches the service, in a region.
func (s stage) config(t *testing.T, region string) client.Config {
	t.Helper()
	return config(t, region, "AWS_ENDPOINT_URL_SIGNIN="+s.service.URL, "AWS_ENDPOINT_URL_STS="+s.sts.URL, "AWS_MAX_ATTEMPTS=1")
}

func config(t *testing.T, region string, variables ...string) client.Config {
	t.Helper()
	getenv := func(name string) string {
		for _, v := range append(variables, "AWS_REGION="+region) {
			if value, found := strings.CutPrefix(v, name+"="); found {
				return value
			}
		}
		return ""
	}
	c, err := client.New(getenv, profile.Profile{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// follow opens a link as a browser does.
func follow(t *testing.T, link string) string {
	t.Helper()
	answer, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLink(t *testing.T) {
	t.Parallel()
	const session = "console of arn:aws:sts::444455556666:assumed-role/admin/alice at "
	for _, test := range []struct {
		name, region string
		request      Request
		want         string
		calls        string
	}{
		{"home", "eu-west-1", Request{}, "https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1", "POST"},
		{"no region", "", Request{}, "https://us-east-1.console.aws.amazon.com/console/home?region=us-east-1", "POST"},
		{"region", "eu-west-1", Request{Region: "us-west-2"}, "https://us-west-2.console.aws.amazon.com/console/home?region=us-west-2", "POST"},
		{"service", "eu-west-1", Request{Service: "s3"}, "https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1", "POST"},
		{"page", "eu-west-1", Request{Destination: "https://console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:a=b"},
			"https://console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:a=b", "POST"},
		{"China", "cn-north-1", Request{}, "https://cn-north-1.console.amazonaws.cn/console/home?region=cn-north-1", "POST"},
		{"GovCloud", "us-gov-west-1", Request{}, "https://us-gov-west-1.console.amazonaws-us-gov.com/console/home?region=us-gov-west-1", "GET"},
		{"Europe", "eusc-de-east-1", Request{}, "https://eusc-de-east-1.console.amazonaws-eusc.eu/console/home?region=eusc-de-east-1", "POST"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			test.request.Chain, test.request.Credentials = role(), s.credentials
			link, err := New(t.Context(), s.config(t, test.region), now, test.request)
			if err != nil {
				t.Fatal(err)
			}
			if calls := s.service.Calls(); !slices.Equal(calls, []string{test.calls + " /federation"}) {
				t.Errorf("calls %q, want one %s", calls, test.calls)
			}
			if !link.Until.Equal(now().Add(15*time.Minute)) || !link.Ends.Equal(s.credentials.Expires) {
				t.Errorf("until %s, ends %s", link.Until, link.Ends)
			}
			if strings.Contains(link.URL, s.credentials.SessionToken) || strings.Contains(link.URL, url.QueryEscape(s.credentials.SecretAccessKey)) {
				t.Errorf("keys are in %s", link.URL)
			}
			if got := follow(t, link.URL); !strings.Contains(got, session+test.want) {
				t.Errorf("the browser shows %s, want %s%s", got, session, test.want)
			}
		})
	}
}

// TestRefusedBeforeAnyCall has no credentials yet.
func TestRefusedBeforeAnyCall(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, region string
		request      Request
		want         string
	}{
		{"session of a user", "", Request{Chain: role(), NoRole: true}, "the web console takes sessions of roles, and this one is a user's"},
		{"long-term keys", "", Request{Chain: user()}, `profile "alice": the web console takes sessions of roles, and these are a user's long-term keys`},
		{"secret partition", "us-iso-east-1", Request{Chain: role()}, "the web console of aws-iso (region us-iso-east-1) is not public"},
		{"region", "", Request{Chain: role(), Region: "a.b"}, `"a.b" is no region such as eu-west-1`},
		{"service", "", Request{Chain: role(), Service: "../s3"}, `--service "../s3" is no name of a service in the console's addresses, such as s3 or cloudwatch`},
		{"both", "", Request{Chain: role(), Service: "s3", Destination: "https://console.aws.amazon.com/"}, "--service and --destination both say where to go"},
		{"another host", "", Request{Chain: role(), Destination: "https://evil.example/.console.aws.amazon.com"}, "--destination is no page of https://console.aws.amazon.com, the console of aws"},
		{"another ending", "", Request{Chain: role(), Destination: "https://evilconsole.aws.amazon.com/"}, "--destination is no page of https://console.aws.amazon.com, the console of aws"},
		{"a user in it", "", Request{Chain: role(), Destination: "https://console.aws.amazon.com@evil.example/"}, "--destination is no page of https://console.aws.amazon.com, the console of aws"},
		{"no TLS", "", Request{Chain: role(), Destination: "http://console.aws.amazon.com/"}, "--destination is no page of https://console.aws.amazon.com, the console of aws"},
		{"another partition", "cn-north-1", Request{Chain: role(), Destination: "https://console.aws.amazon.com/"}, "--destination is no page of https://console.amazonaws.cn, the console of aws-cn"},
	} {
		if err := Check(config(t, test.region), test.request); err == nil || err.Error() != test.want {
			t.Errorf("%s: error %v, want %s", test.name, err, test.want)
		}
	}
	if err := Check(config(t, ""), Request{Chain: user(), Role: ststest.DeveloperARN}); err != nil {
		t.Errorf("a role by --role: %v", err)
	}
}

// TestWhoseCredentials asks AWS where it is not known.
func TestWhoseCredentials(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	if _, err := New(t.Context(), s.config(t, "eu-west-1"), now, Request{Chain: process(), Credentials: s.credentials}); err != nil {
		t.Error(err)
	}
	s.service.Calls()
	for name, test := range map[string]struct {
		credentials aws.Credentials
		want        string
	}{
		"session of a user": {s.sts.UserSession(ststest.AliceARN, time.Hour), "and this one is of " + ststest.AliceARN},
		"long-term":         {aws.Credentials{AccessKeyID: ststest.AliceKeyID, SecretAccessKey: ststest.AliceSecret}, "and these are long-term keys"},
		"unknown":           {aws.Credentials{AccessKeyID: "ASIANOBODY", SecretAccessKey: "hush", SessionToken: "hush"}, "ask whose credentials these are: InvalidClientTokenId"},
	} {
		_, err := New(t.Context(), s.config(t, "eu-west-1"), now, Request{Chain: process(), Credentials: test.credentials})
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), `profile "tool": `) || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: error %v, want %s", name, err, test.want)
		}
	}
	if calls := s.service.Calls(); len(calls) != 0 {
		t.Errorf("calls %q", calls)
	}
}

// TestRefusal has answers that are no token, and holds that no error repeats a secret: of the answer, the URL or the keys.
func TestRefusal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, media, body string
		status            int
		want              string
	}{
		{"refused", "text/html", "<html>hush", 400, "(400 Bad Request, text/html) is no sign-in token"},
		{"page with 200", "text/html", "<html>hush", 200, "(200 OK, text/html) is no sign-in token"},
		{"another JSON", "application/json", `{"hush": 1}`, 200, "(200 OK, application/json) is no sign-in token"},
		{"broken JSON", "application/json", `{"SigninToken": "hush`, 200, "(200 OK, application/json) is no sign-in token"},
		{"redirect", "text/plain", "hush", 302, "(302 Found, text/plain) is no sign-in token"},
	} {
		for _, region := range []string{"eu-west-1", "us-gov-west-1"} { // a POST and a GET
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", test.media)
				w.WriteHeader(test.status)
				io.WriteString(w, test.body)
			}))
			t.Cleanup(server.Close)
			refused(t, config(t, region, "AWS_ENDPOINT_URL_SIGNIN="+server.URL), "sign in to the web console: the answer of "+server.Listener.Addr().String()+" "+test.want)
			server.Close()
			refused(t, config(t, region, "AWS_ENDPOINT_URL_SIGNIN="+server.URL), "sign in to the web console: connect to "+server.Listener.Addr().String()+": ")
		}
	}
}

func refused(t *testing.T, c client.Config, want string) {
	t.Helper()
	_, err := New(t.Context(), c, now, Request{Chain: role(), Credentials: aws.Credentials{AccessKeyID: "ASIAHUSH", SecretAccessKey: "hush", SessionToken: "hush"}})
	if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(strings.ToLower(err.Error()), "hush") {
		t.Errorf("error %v, want %s", err, want)
	}
}

// TestOpen has the link in no argument of the browser, and one page that goes there.
func TestOpen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	link, err := New(t.Context(), s.config(t, "eu-west-1"), now, Request{Chain: role(), Credentials: s.credentials})
	if err != nil {
		t.Fatal(err)
	}
	pages := make(chan string, 1)
	err = Open(t.Context(), link, func(there string) (<-chan error, error) {
		if !strings.HasPrefix(there, "http://127.0.0.1:") || len(there) > 80 {
			t.Errorf("the browser is given %s", there)
		}
		to, err := url.Parse(there)
		if err != nil {
			return nil, err
		}
		for _, wrong := range []string{"http://" + to.Host + "/", there + "x", there + "?a=b"} {
			if answer, err := http.Get(wrong); err != nil || answer.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %v, %v", wrong, answer, err)
			}
		}
		if answer, err := http.Head(there); err != nil || answer.StatusCode != http.StatusNotFound {
			t.Errorf("HEAD: %v, %v", answer, err)
		}
		go func() { pages <- follow(t, there) }()
		return make(chan error), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := <-pages; !strings.Contains(got, "console of arn:aws:sts::444455556666:assumed-role/admin/alice") {
		t.Errorf("the browser shows %s", got)
	}
}

func TestOpenFails(t *testing.T) {
	t.Parallel()
	broken := errors.New("xdg-open could not open a page")
	failed := make(chan error, 1)
	failed <- broken
	for name, open := range map[string]func(string) (<-chan error, error){
		"at once": func(string) (<-chan error, error) { return nil, broken },
		"later":   func(string) (<-chan error, error) { return failed, nil },
	} {
		err := Open(t.Context(), Link{URL: "https://hush"}, open)
		var hinted interface{ Hint() string }
		if !errors.Is(err, broken) || !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), "--open") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// TestOpenOnce has a second that comes go away empty-handed.
func TestOpenOnce(t *testing.T) {
	t.Parallel()
	link := Link{URL: "http://127.0.0.1:1/hush"}
	answer, came := redirect(link, "/x")
	request := httptest.NewRequest(http.MethodGet, "/x", nil)
	first, second := answer(t.Context(), request), answer(t.Context(), request)
	<-came
	if first.Status != http.StatusFound || first.Location != link.URL {
		t.Errorf("the first gets %+v", first)
	}
	if second.Status != http.StatusGone || second.Location != "" || strings.Contains(second.Text, "hush") {
		t.Errorf("the second gets %+v", second)
	}
}
