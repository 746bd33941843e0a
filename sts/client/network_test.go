package client

import (
	"context"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"aws-runas/profile"
)

const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
	`<Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`

// hangUp waits until the client has gone, which a server sees when it has read the request.
func hangUp(r *http.Request) {
	io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

func TestNoAnswerInTime(t *testing.T) {
	t.Parallel()
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) { hangUp(r) })
	s := newConfig(t, profile.Profile{}, "AWS_ENDPOINT_URL_STS="+server.URL)
	s.network.callLimit = 100 * time.Millisecond
	_, err := s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil)
	want := "no response from " + server.Listener.Addr().String() + " within 0.1 s"
	if err = Explain(err); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if left := s.network.left; left > Budget-s.network.callLimit {
		t.Errorf("%s left of %s after a call of 100 ms", left, Budget)
	}
}

func TestSlowAnswer(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("<Get"))
		w.(http.Flusher).Flush()
		hangUp(r)
	})
	s := newConfig(t, profile.Profile{}, "AWS_ENDPOINT_URL_STS="+server.URL)
	s.network.callLimit = 100 * time.Millisecond
	_, err := s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil)
	want := "no response from " + server.Listener.Addr().String() + " within 0.1 s"
	if err = Explain(err); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// expiring is a context whose time is up when the test says so.
type expiring struct {
	context.Context
	up chan struct{}
}

func (e expiring) Done() <-chan struct{} { return e.up }

func (e expiring) Err() error {
	select {
	case <-e.up:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

// TestThrottledUntilTheTimeIsUp has a service that answers, and hangs in the end: what it said is the reason.
func TestThrottledUntilTheTimeIsUp(t *testing.T) {
	t.Parallel()
	ctx := expiring{t.Context(), make(chan struct{})}
	var requests atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if requests.Add(1) == 3 {
			close(ctx.up)
			hangUp(r)
			return
		}
		answer(503, "text/plain", "")(w, r)
	})
	s := newConfig(t, profile.Profile{}, "AWS_ENDPOINT_URL_STS="+server.URL)
	s.network.callLimit = time.Hour
	s.network.left = time.Hour
	_, err := s.STS(exampleKeys).GetCallerIdentity(ctx, nil)
	want := "no good response from " + server.Listener.Addr().String() + " within 3600 s: the last was 503 Service Unavailable"
	if err = Explain(err); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestBudget(t *testing.T) {
	t.Parallel()
	n := &network{callLimit: 10 * time.Second, left: 15 * time.Second}
	for _, step := range []struct{ spend, want time.Duration }{
		{0, 10 * time.Second}, {4 * time.Second, 10 * time.Second}, {8 * time.Second, 3 * time.Second}, {time.Minute, 0},
	} {
		n.spend(step.spend)
		if got := n.remaining(); got != step.want {
			t.Errorf("after %s more, the next call may take %s, want %s", step.spend, got, step.want)
		}
	}
}

func TestBudgetIsUsedUp(t *testing.T) {
	t.Parallel()
	s := newConfig(t, profile.Profile{})
	w := s.recorded()
	s.network.spend(Budget)
	_, err := s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil)
	want := "the network has taken 15 s in all: no time is left for this call"
	if err = Explain(err); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if len(w.requests) != 0 {
		t.Errorf("%d requests, want none", len(w.requests))
	}
}

func TestInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) { cancel(); hangUp(r) })
	s := newConfig(t, profile.Profile{}, "AWS_ENDPOINT_URL_STS="+server.URL)
	_, err := s.STS(exampleKeys).GetCallerIdentity(ctx, nil)
	if err = Explain(err); !errors.Is(err, context.Canceled) || err.Error() != "context canceled" {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	var followed atomic.Bool
	other := serve(t, func(http.ResponseWriter, *http.Request) { followed.Store(true) })
	for _, status := range []int{301, 302, 303, 307, 308} {
		err := ask(t, serve(t, answer(status, "text/plain", "", "Location: "+other.URL)), "AWS_MAX_ATTEMPTS=1")
		if err == nil || !strings.Contains(err.Error(), "redirects to "+other.Listener.Addr().String()) {
			t.Errorf("status %d: error %v, want one that names where it redirects to", status, err)
		}
	}
	if followed.Load() {
		t.Error("a redirect was followed")
	}
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(answer(200, "text/xml", identity))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	bundle := filepath.Join(t.TempDir(), "ca.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(bundle, certificate, 0o600); err != nil {
		t.Fatal(err)
	}

	err := ask(t, server, "AWS_MAX_ATTEMPTS=1")
	want := "the certificate of " + server.Listener.Addr().String() + " is not trusted: "
	if err == nil || !strings.HasPrefix(err.Error(), want) || !strings.Contains(hintOf(err), "AWS_CA_BUNDLE") {
		t.Errorf("without a bundle: error %v with hint %q, want %s…", err, hintOf(err), want)
	}
	if err := ask(t, server, "AWS_CA_BUNDLE="+bundle); err != nil {
		t.Errorf("with AWS_CA_BUNDLE: %v", err)
	}
	p := profile.Profile{Endpoints: profile.Endpoints{CABundle: bundle}}
	s := newConfig(t, p, "AWS_ENDPOINT_URL_STS="+server.URL)
	s.WarmUp()
	if _, err := s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil); err != nil {
		t.Errorf("with ca_bundle: %v", err)
	}
}

func TestBadBundle(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, []byte("nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(t.TempDir(), "none.pem")
	for _, test := range []struct {
		name      string
		profile   profile.Profile
		variables []string
		want      string
	}{
		{"variable", profile.Profile{}, []string{"AWS_CA_BUNDLE=" + file}, "AWS_CA_BUNDLE: " + file + " has no PEM certificate"},
		{"missing", profile.Profile{}, []string{"AWS_CA_BUNDLE=" + missing}, "AWS_CA_BUNDLE: open " + missing + ": "},
		{"profile", profile.Profile{
			Lines:     map[string]profile.Position{"ca_bundle": {File: "/c", Line: 3}},
			Endpoints: profile.Endpoints{CABundle: file},
		}, nil, "/c:3: ca_bundle: " + file + " has no PEM certificate"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newConfig(t, test.profile, test.variables...)
			_, err := s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil)
			if err = Explain(err); err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

func TestWarmUp(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		variable string
		want     bool
	}{
		{"https", "", true},
		{"override with https", "AWS_ENDPOINT_URL_STS=https://127.0.0.1:1", true},
		{"override without", "AWS_ENDPOINT_URL_STS=http://127.0.0.1:1", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newConfig(t, profile.Profile{}, test.variable)
			if got := s.needsRoots(); got != test.want {
				t.Errorf("needs roots: %v, want %v", got, test.want)
			}
		})
	}
}

// TestProxy runs itself as a process: net/http reads the proxy variables once.
func TestProxy(t *testing.T) {
	t.Parallel()
	if os.Getenv("AWS_RUNAS_TEST_PROXY") == "" {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		child := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestProxy$")
		child.Env = append(os.Environ(), "AWS_RUNAS_TEST_PROXY=1", "HTTPS_PROXY=http://proxy.test:3128",
			"NO_PROXY=internal.test", "https_proxy=", "no_proxy=")
		if out, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	transport, err := newNetwork(setting{}).transport()
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]string{
		"sts.eu-west-1.amazonaws.com": "proxy.test:3128", "sts.internal.test": "", "127.0.0.1": "",
	} {
		proxy, err := transport.(*http.Transport).Proxy(&http.Request{URL: &url.URL{Scheme: "https", Host: host}})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if proxy != nil {
			got = proxy.Host
		}
		if got != want {
			t.Errorf("proxy for %s is %q, want %q", host, got, want)
		}
	}
}
