package client

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/smithy-go"

	"aws-runas/profile"
)

// ask calls GetCallerIdentity of a loopback server.
func ask(t *testing.T, server *httptest.Server, variables ...string) error {
	t.Helper()
	s := newConfig(t, profile.Profile{}, append(variables, "AWS_ENDPOINT_URL_STS="+server.URL)...)
	_, err := s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil)
	return Explain(err)
}

func serve(t *testing.T, handle http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return server
}

// answer gives a handler that always says the same.
func answer(status int, contentType, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		for _, h := range headers {
			name, value, _ := strings.Cut(h, ": ")
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func refusal(code, message string) string {
	return fmt.Sprintf(`<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>`+
		`<Code>%s</Code><Message>%s</Message></Error><RequestId>1</RequestId></ErrorResponse>`, code, message)
}

func TestExplainAnswers(t *testing.T) {
	t.Parallel()
	const page = "<!DOCTYPE html><html><head><title>Sign in</title><body><p>Welcome<br></html>"
	for _, test := range []struct {
		name   string
		handle http.HandlerFunc
		want   string // HOST stands for the server's host
	}{
		{"refused", answer(403, "text/xml", refusal("AccessDenied", "User: x is not authorized")),
			"AccessDenied: User: x is not authorized"},
		{"throttled", answer(400, "text/xml", refusal("Throttling", "Rate exceeded")), "Throttling: Rate exceeded"},
		{"internal failure", answer(500, "text/xml", refusal("InternalFailure", "try again")),
			"InternalFailure: try again"},
		{"500 that says nothing", answer(500, "text/xml", ""), "HOST answers 500 Internal Server Error"},
		{"503 in words", answer(503, "text/plain", "down"), "HOST answers 503 Service Unavailable"},
		{"403 that says nothing", answer(403, "text/xml", ""), "HOST answers 403 Forbidden"},
		{"page", answer(200, "text/html; charset=utf-8", page),
			"the answer of HOST is no answer of AWS (200 OK, text/html): is a proxy in between?"},
		{"page that is XML", answer(200, "text/html", "<html><body></body></html>"),
			"the answer of HOST is no answer of AWS (200 OK, text/html): is a proxy in between?"},
		{"page of an error", answer(502, "text/html", page),
			"the answer of HOST is no answer of AWS (502 Bad Gateway, text/html): is a proxy in between?"},
		{"page of a refusal that is XML", answer(403, "text/html", "<html><body></body></html>"),
			"the answer of HOST is no answer of AWS (403 Forbidden, text/html): is a proxy in between?"},
		{"other XML", answer(200, "text/xml", "<a/>"),
			"the answer of HOST is no answer of AWS (200 OK, text/xml): is a proxy in between?"},
		{"cut off", answer(200, "text/xml", "<GetCallerIdentityResponse><GetCallerIdentityResult>"),
			"the answer of HOST is no answer of AWS (200 OK, text/xml): is a proxy in between?"},
		{"binary of no type", answer(200, "", "\x00\x01"),
			"the answer of HOST is no answer of AWS (200 OK, no content type): is a proxy in between?"},
		{"nothing", answer(200, "text/xml", ""), "the answer of HOST is empty"},
		{"redirect", answer(302, "text/html", "", "Location: http://login.test/?u=secret"),
			"HOST redirects to login.test: is a proxy or a login page in between?"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := serve(t, test.handle)
			err := ask(t, server, "AWS_MAX_ATTEMPTS=1")
			want := strings.ReplaceAll(test.want, "HOST", server.Listener.Addr().String())
			if err == nil || err.Error() != want {
				t.Errorf("error %v\nwant  %s", err, want)
			}
		})
	}
}

func TestExplainKeepsTheAPIError(t *testing.T) {
	t.Parallel()
	err := ask(t, serve(t, answer(403, "text/xml", refusal("AccessDenied", "no"))))
	api, is := errors.AsType[smithy.APIError](fmt.Errorf("profile x: %w", err))
	if !is || api.ErrorCode() != "AccessDenied" {
		t.Errorf("the API error in %v is %v, want AccessDenied", err, api)
	}
}

func TestExplainPassesOtherErrors(t *testing.T) {
	t.Parallel()
	want := errors.New("another error")
	if got := Explain(want); got != want {
		t.Errorf("Explain gave %v, want it unchanged", got)
	}
	if got := Explain(nil); got != nil {
		t.Errorf("Explain(nil) gave %v, want nil", got)
	}
}

func TestExplainClock(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		code string
		off  time.Duration // of the server's clock
		want string
	}{
		{"behind", "SignatureDoesNotMatch", time.Hour,
			`^the clock of this machine is (1h0m0s|59m59s) behind: SignatureDoesNotMatch: Signature expired: x$`},
		{"ahead", "SignatureDoesNotMatch", -time.Hour,
			`^the clock of this machine is (1h0m0s|1h0m1s) ahead: SignatureDoesNotMatch: Signature expired: x$`},
		{"by its own code", "RequestExpired", time.Hour,
			`^the clock of this machine is (1h0m0s|59m59s) behind: RequestExpired: Signature expired: x$`},
		{"right", "SignatureDoesNotMatch", 0, `^SignatureDoesNotMatch: Signature expired: x$`},
		{"another refusal", "AccessDenied", time.Hour, `^AccessDenied: Signature expired: x$`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			date := time.Now().Add(test.off).UTC().Format(http.TimeFormat)
			body := refusal(test.code, "Signature expired: x")
			err := ask(t, serve(t, answer(403, "text/xml", body, "Date: "+date)))
			if err == nil || !regexp.MustCompile(test.want).MatchString(err.Error()) {
				t.Fatalf("error %v, want %s", err, test.want)
			}
			if blamed, hint := strings.HasPrefix(err.Error(), "the clock"), hintOf(err); blamed != (hint != "") {
				t.Errorf("hint %q", hint)
			}
		})
	}
}

// hintOf gives what the error says to do next.
func hintOf(err error) string {
	if h, has := errors.AsType[interface {
		error
		Hint() string
	}](err); has {
		return h.Hint()
	}
	return ""
}

func TestExplainNoServer(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := listener.Addr().String()
	listener.Close()
	s := newConfig(t, profile.Profile{}, "AWS_ENDPOINT_URL_STS=http://"+host, "AWS_MAX_ATTEMPTS=1")
	_, err = s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil)
	if err = Explain(err); err == nil || !strings.HasPrefix(err.Error(), "connect to "+host+": ") {
		t.Errorf("error %v, want connect to %s: …", err, host)
	}
}

func TestExplainSendErrors(t *testing.T) {
	t.Parallel()
	refused := errors.New("connection refused")
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"no such host", &net.DNSError{Name: "sts.test", Err: "no such host"}, "look up sts.test: no such host"},
		{"connect", &net.OpError{Op: "dial", Err: context.DeadlineExceeded}, "no answer from sts.test within 5 s"},
		{"proxy", &net.OpError{Op: "proxyconnect", Err: refused},
			"reach sts.test through the proxy: connection refused"},
		{"reset", fmt.Errorf("send: %w", &net.OpError{Op: "read", Err: refused}),
			"connect to sts.test: connection refused"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got, _ := unreachable(test.err, "sts.test"); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestExplainWhatTheResolverRefuses(t *testing.T) {
	t.Parallel()
	s := newConfig(t, profile.Profile{})
	s.recorded()
	_, err := s.SSO("eu west").GetRoleCredentials(t.Context(), &sso.GetRoleCredentialsInput{
		AccessToken: aws.String("token"), AccountId: aws.String("111111111111"), RoleName: aws.String("role"),
	})
	if want := "invalid input region eu west"; err == nil || Explain(err).Error() != want {
		t.Errorf("error %v, want %s", Explain(err), want)
	}
}
