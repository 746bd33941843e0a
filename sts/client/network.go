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
	"os"
	"strings"
	"sync"
	"time"

	"github.com/aws/smithy-go/middleware"
)

// No run of the program waits for the network longer than its budget, however many calls it makes.
const (
	connectLimit = 5 * time.Second
	callLimit    = 10 * time.Second // one call with its retries
	budget       = 15 * time.Second // all calls
	answerLimit  = 1 << 20          // bytes; the longest real answer is some 10 KiB
)

// network is the HTTP client of every SDK client, and the time that is left for it.
type network struct {
	roots     func() (*x509.CertPool, error)
	transport func() (http.RoundTripper, error)
	callLimit time.Duration

	mu   sync.Mutex
	left time.Duration
}

func newNetwork(bundle setting) *network {
	n := &network{callLimit: callLimit, left: budget}
	n.roots = sync.OnceValues(func() (*x509.CertPool, error) { return loadRoots(bundle) })
	n.transport = sync.OnceValues(func() (http.RoundTripper, error) { return newTransport(bundle, n.roots) })
	return n
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
		Proxy:               http.ProxyFromEnvironment,
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
func (n *network) Do(request *http.Request) (*http.Response, error) {
	seen := seenIn(request.Context())
	seen.host, seen.answer = request.URL.Host, nil
	transport, err := n.transport()
	if err != nil {
		return nil, err
	}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	seen.answer, seen.at, seen.empty = response, time.Now(), len(body) == 0
	ofLogout := strings.HasSuffix(request.URL.Path, "/logout") // the one call whose answer has no body
	if seen.empty && response.StatusCode == http.StatusOK && !ofLogout {
		return nil, errors.New("empty answer") // which the SDK would take for success
	}
	return response, nil
}

// limit gives each call of a client its time, and its error a sentence.
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
		text := fmt.Sprintf("the network has taken %s in all: no time is left for this call", seconds(budget))
		return out, metadata, &callError{text: text}
	}
	seen, began := &seen{within: within}, time.Now()
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
	answer *http.Response // to the last attempt, nil when there was none
	at     time.Time      // when it came
	empty  bool           // it has no body
}

type seenKey struct{}

func seenIn(ctx context.Context) *seen {
	if s, ok := ctx.Value(seenKey{}).(*seen); ok {
		return s
	}
	return &seen{}
}
