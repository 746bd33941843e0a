package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
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

// answer returns a handler that always says the same.
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
		{"refused as moto does", answer(403, "text/xml", "<ErrorResponse><Errors><Error><Code>AccessDenied</Code><Message>no &amp; no</Message></Error></Errors><RequestID>1</RequestID></ErrorResponse>"),
			"AccessDenied: no & no"},
		{"refused as EC2 does", answer(401, "text/xml", "<?xml version=\"1.0\"?>\n<Response><Errors><Error><Code>AuthFailure</Code><Message>no</Message></Error></Errors></Response>"),
			"AuthFailure: no"},
		{"a bare refusal", answer(403, "application/xml", "<Error><Code>InvalidAccessKeyId</Code><Message></Message><RequestId>1</RequestId></Error>"),
			"InvalidAccessKeyId"},
		{"a refusal without a code", answer(403, "text/xml", "<ErrorResponse><Error><Type>Sender</Type></Error></ErrorResponse>"),
			"unexpected response from HOST (403 Forbidden, text/xml): is a proxy in between?"},
		{"with a request id", answer(403, "text/xml", refusal("AccessDenied", "no"), "X-Amzn-RequestId: 1234-5678"),
			"AccessDenied: no (request id 1234-5678)"},
		{"a long message", answer(403, "text/xml", refusal("AccessDenied", strings.Repeat("ä", 2000))),
			"AccessDenied: " + strings.Repeat("ä", 1000) + "…"},
		{"too many requests", answer(429, "text/plain", "slow down"), "HOST responds 429 Too Many Requests"},
		{"a proxy's login", answer(407, "text/html", page), "the proxy in front of HOST responds 407 Proxy Authentication Required"},
		{"cut short", answer(200, "text/xml", "<a/>", "Content-Length: 100"), "the response of HOST can't be read: it was cut short"},
		{"without an end", answer(200, "text/xml", strings.Repeat("x", 1<<20+1)), "the response of HOST can't be read: it is longer than 1 MiB"},
		{"500 that says nothing", answer(500, "text/xml", ""), "HOST responds 500 Internal Server Error"},
		{"503 in words", answer(503, "text/plain", "down"), "HOST responds 503 Service Unavailable"},
		{"403 that says nothing", answer(403, "text/xml", ""), "HOST responds 403 Forbidden"},
		{"page", answer(200, "text/html; charset=utf-8", page),
			"unexpected response from HOST (200 OK, text/html): is a proxy in between?"},
		{"page that is XML", answer(200, "text/html", "<html><body></body></html>"),
			"unexpected response from HOST (200 OK, text/html): is a proxy in between?"},
		{"page of an error", answer(502, "text/html", page),
			"unexpected response from HOST (502 Bad Gateway, text/html): is a proxy in between?"},
		{"page of a refusal that is XML", answer(403, "text/html", "<html><body></body></html>"),
			"unexpected response from HOST (403 Forbidden, text/html): is a proxy in between?"},
		{"other XML", answer(200, "text/xml", "<a/>"),
			"unexpected response from HOST (200 OK, text/xml): is a proxy in between?"},
		{"cut off", answer(200, "text/xml", "<GetCallerIdentityResponse><GetCallerIdentityResult>"),
			"unexpected response from HOST (200 OK, text/xml): is a proxy in between?"},
		{"binary of no type", answer(200, "", "\x00\x01"),
			"unexpected response from HOST (200 OK, no content type): is a proxy in between?"},
		{"nothing", answer(200, "text/xml", ""), "empty response from HOST"},
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

// hintOf returns what the error says to do next.
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
		{"connect", &net.OpError{Op: "dial", Err: context.DeadlineExceeded}, "no response from sts.test within 5 s"},
		{"proxy", &net.OpError{Op: "proxyconnect", Err: refused},
			"reach sts.test through the proxy: connection refused"},
		{"a certificate of the proxy", &net.OpError{Op: "proxyconnect", Err: &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}},
			"reach sts.test through the proxy: its certificate is not trusted: x509: certificate signed by unknown authority"},
		{"a login for the proxy", &proxyError{"proxy.test:8080", 407},
			"reach sts.test: the proxy proxy.test:8080 responds 407 Proxy Authentication Required"},
		{"a proxy that is no URL", errProxyURL,
			"reach sts.test: the proxy in HTTPS_PROXY, or for http HTTP_PROXY, is not a URL such as http://proxy.example.com:8080"},
		{"bad chunks", &bodyError{fmt.Errorf("read: %w", errors.New("invalid byte in chunk length"))},
			"the response of sts.test can't be read: invalid byte in chunk length"},
		{"reset", fmt.Errorf("send: %w", &net.OpError{Op: "read", Err: refused}),
			"connect to sts.test: connection refused"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got, _ := unreachable(test.err, &seen{host: "sts.test"}); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// TestBundleHint names the bundle only where one would help.
func TestBundleHint(t *testing.T) {
	t.Parallel()
	for want, cause := range map[string]error{
		"AWS_CA_BUNDLE": x509.UnknownAuthorityError{},
		"":              x509.CertificateInvalidError{Reason: x509.Expired},
	} {
		_, hint := unreachable(&tls.CertificateVerificationError{Err: cause}, &seen{host: "sts.test"})
		if (hint != "") != (want != "") || !strings.Contains(hint, want) {
			t.Errorf("%v: hint %q", cause, hint)
		}
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	err := ask(t, serve(t, answer(404, "text/html", "<p>no")), "AWS_MAX_ATTEMPTS=1")
	if status, responded := Status(fmt.Errorf("profile: %w", err)); status != 404 || !responded {
		t.Errorf("status %d, %t, want 404", status, responded)
	}
	server := serve(t, answer(200, "", ""))
	server.Close()
	if status, responded := Status(ask(t, server, "AWS_MAX_ATTEMPTS=1")); responded {
		t.Errorf("status %d of a server that is gone", status)
	}
	if status, responded := Status(errors.New("x")); responded {
		t.Errorf("status %d of another error", status)
	}
}

// TestWatch has a call that waits, and each attempt told.
func TestWatch(t *testing.T) {
	t.Parallel()
	told := make(chan string, 1)
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		<-told
		answer(403, "text/xml", refusal("AccessDenied", "no"), "X-Amzn-RequestId: 77")(w, r)
	})
	s := newConfig(t, profile.Profile{}, "AWS_ENDPOINT_URL_STS="+server.URL)
	var lines []string
	over := false
	s.Watch(Watch{
		Waiting: func(host string) func() {
			lines = append(lines, "waiting for "+host)
			told <- host
			return func() { over = true }
		},
		Debug: func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) },
	})
	s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil)
	host := server.Listener.Addr().String()
	if len(lines) != 2 || lines[0] != "waiting for "+host || !over {
		t.Fatalf("told %q, over: %t", lines, over)
	}
	if want := regexp.MustCompile(`^GetCallerIdentity ` + regexp.QuoteMeta(host) + `: 403, \d+ ms \(request id 77\)$`); !want.MatchString(lines[1]) {
		t.Errorf("%q, want %v", lines[1], want)
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
