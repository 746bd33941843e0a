package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aws/smithy-go/middleware"
)

// No run of the program waits for the network longer than its Budget, however many calls it makes.
const (
	connectLimit = 5 * time.Second
	callLimit    = 10 * time.Second // one call with its retries
	Budget       = 15 * time.Second // all calls
	answerLimit  = 1 << 20          // bytes; the longest real answer is some 10 KiB
)

// network is the HTTP client of every SDK client, and the time that is left for it.
type network struct {
	roots     func() (*x509.CertPool, error)
	transport func() (http.RoundTripper, error)
	callLimit time.Duration
	watch     Watch

	mu   sync.Mutex
	left time.Duration
}

func newNetwork(bundle setting) *network {
	n := &network{callLimit: callLimit, left: Budget}
	n.roots = sync.OnceValues(func() (*x509.CertPool, error) {
		if bundle.value != "" {
			n.debugf("read %s", bundle.value)
		}
		return loadRoots(bundle)
	})
	n.transport = sync.OnceValues(func() (http.RoundTripper, error) { return newTransport(bundle, n.roots) })
	return n
}

// Roots returns the authorities in the user's CA bundle; nil is the system's.
func (s Config) Roots() (*x509.CertPool, error) {
	if s.bundle == "" {
		return nil, nil
	}
	return s.network.roots()
}

// WarmUp begins to load the certificates of the authorities that are trusted, which takes long enough to do it while
// the user reads a question. Call it when it is known that a call will be made.
func (s Config) WarmUp() {
	if s.needsRoots() {
		go s.network.roots()
	}
}

func (s Config) needsRoots() bool { return !strings.HasPrefix(s.urls.sts, "http:") }

func loadRoots(bundle setting) (*x509.CertPool, error) {
	if bundle.value == "" {
		return x509.SystemCertPool()
	}
	text, err := os.ReadFile(bundle.value)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", bundle.origin(), err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("%s: %s has no PEM certificate", bundle.origin(), bundle.value)
	}
	return pool, nil
}

func newTransport(bundle setting, roots func() (*x509.CertPool, error)) (http.RoundTripper, error) {
	t := &http.Transport{
		Proxy: proxy,
		OnProxyConnectResponse: func(_ context.Context, proxy *url.URL, _ *http.Request, r *http.Response) error {
			if r.StatusCode != http.StatusOK {
				return &proxyError{proxy.Host, r.StatusCode}
			}
			return nil
		},
		DialContext:         (&net.Dialer{Timeout: connectLimit}).DialContext,
		TLSHandshakeTimeout: connectLimit,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
	}
	// Without a bundle RootCAs stays nil: then macOS and Windows verify with their own services.
	if bundle.value != "" {
		pool, err := roots()
		if err != nil {
			return nil, err
		}
		t.TLSClientConfig.RootCAs = pool
	}
	return t, nil
}

// Do sends one request, follows no redirect, and reads the whole answer while the call's time runs.
func (n *network) Do(request *http.Request) (response *http.Response, err error) {
	seen := seenIn(request.Context())
	seen.host, seen.answer = request.URL.Host, nil
	seen.asked.Store(seen.host)
	began := time.Now()
	defer func() { n.debug(request.Context(), request, began, response, err) }()
	transport, err := n.transport()
	if err != nil {
		return nil, err
	}
	response, err = transport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, answerLimit+1))
	switch {
	case err != nil:
		return nil, &bodyError{err}
	case len(body) > answerLimit:
		return nil, &bodyError{fmt.Errorf("it is longer than %d MiB", answerLimit>>20)}
	case response.StatusCode >= 400 && bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")):
		body = standardRefusal(body)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	seen.answer, seen.last, seen.at, seen.empty = response, response, time.Now(), len(body) == 0
	ofLogout := strings.HasSuffix(request.URL.Path, "/logout") // the one call whose answer has no body
	if seen.empty && response.StatusCode == http.StatusOK && !ofLogout {
		return nil, errors.New("empty answer") // which the SDK would take for success
	}
	return response, nil
}

// limit bounds the time of each call of a client, and puts its error into words.
func (n *network) limit(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("aws-runas/limit", n.call), middleware.Before)
}

func (n *network) call(
	parent context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
) (out middleware.InitializeOutput, metadata middleware.Metadata, err error) {
	if _, err := n.transport(); err != nil {
		return out, metadata, &callError{text: err.Error(), err: err}
	}
	within := n.remaining()
	if deadline, has := parent.Deadline(); has {
		within = min(within, time.Until(deadline))
	}
	if within <= 0 {
		text := fmt.Sprintf("the network has taken %s in all: no time is left for this call", seconds(Budget))
		return out, metadata, &callError{text: text}
	}
	seen, began := &seen{within: within}, time.Now()
	defer n.notice(seen)()
	ctx, cancel := context.WithTimeout(context.WithValue(parent, seenKey{}, seen), within)
	defer cancel()
	out, metadata, err = next.HandleInitialize(ctx, in)
	n.spend(time.Since(began))
	switch {
	case err == nil:
		return out, metadata, nil
	case errors.Is(parent.Err(), context.Canceled):
		return out, metadata, &callError{text: parent.Err().Error(), err: err}
	}
	return out, metadata, explain(err, seen, ctx.Err() != nil)
}

// Spend takes from the time that the network may take in all what was waited for otherwise.
func (s Config) Spend(d time.Duration) { s.network.spend(d) }

func (n *network) remaining() time.Duration {
	n.mu.Lock()
	defer n.mu.Unlock()
	return min(n.callLimit, n.left)
}

func (n *network) spend(d time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.left = max(n.left-d, 0)
}

// seen is what one call has met on the wire.
type seen struct {
	within time.Duration
	host   string
	asked  atomic.Value   // the host again, for who watches
	answer *http.Response // to the last attempt, nil when there was none
	last   *http.Response // that came at all, whatever became of later attempts
	at     time.Time      // when it came
	empty  bool           // it has no body
}

// proxy is the one that the environment names. An address that makes no sense is not repeated: it may have a password in it.
func proxy(r *http.Request) (*url.URL, error) {
	u, err := http.ProxyFromEnvironment(r)
	if err != nil {
		return nil, errProxyURL
	}
	return u, nil
}

var errProxyURL = errors.New("the proxy in HTTPS_PROXY, or for http HTTP_PROXY, is not a URL such as http://proxy.example.com:8080")

// proxyError is a refusal by a proxy.
type proxyError struct {
	host   string
	status int
}

func (e *proxyError) Error() string {
	return fmt.Sprintf("the proxy %s responds %d %s", e.host, e.status, http.StatusText(e.status))
}

// bodyError is a response whose body can't be read to its end.
type bodyError struct{ err error }

func (e *bodyError) Error() string { return e.err.Error() }
func (e *bodyError) Unwrap() error { return e.err }

type seenKey struct{}

func seenIn(ctx context.Context) *seen {
	if s, ok := ctx.Value(seenKey{}).(*seen); ok {
		return s
	}
	return &seen{}
}
