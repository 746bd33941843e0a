// Package ststest is a strict AWS Security Token Service on the loopback interface, for tests and demonstrations. It
// speaks the service's query protocol to any AWS client and refuses what the service refuses, in its words: wrong
// signatures and clocks, used MFA codes, expired tokens, roles that do not trust the caller, too long durations. It keeps
// a log of the calls and fails on demand.
//
// It is not responsible for IAM policies: a role's trust and the few denials of World are all the authorization there
// is. Its keys are fakes and its answers are good for nothing but itself.
package ststest

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// Server is a running service. Its methods may be called at any time, from any goroutine.
type Server struct {
	// URL is the endpoint, as in AWS_ENDPOINT_URL_STS: http://127.0.0.1:PORT, without a slash at the end.
	URL string

	http   *httptest.Server
	now    func() time.Time
	signer *v4.Signer

	mu       sync.Mutex
	world    World
	skew     time.Duration             // how far this server's clock is off from its clients'
	passed   time.Duration             // how much time has passed for what was issued, see Advance
	issued   int                       // counts the access key ids
	sessions map[string]session        // by access key id
	used     map[string]map[int64]bool // by serial: the TOTP steps whose code was used
	failures []Failure
	calls    []Call
	more     chan struct{} // closed when the log gets another call
}

// New starts a server that knows the world and reads its clock from now. It panics when there is no loopback interface
// to listen on, as httptest.NewServer does. The caller closes it.
func New(world World, now func() time.Time) *Server {
	s := &Server{
		now:      now,
		signer:   v4.NewSigner(),
		world:    world,
		sessions: map[string]session{},
		used:     map[string]map[int64]bool{},
		more:     make(chan struct{}),
	}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	s.URL = s.http.URL
	return s
}

// Close stops the server. Calls that hang are dropped.
func (s *Server) Close() {
	s.http.CloseClientConnections()
	s.http.Close()
}

// Update changes the world of a running server: a rotated key, a role that no longer trusts. What was issued before
// stays valid.
func (s *Server) Update(change func(*World)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.world)
}

// Advance lets time pass for everything the server issues and judges: credentials expire, MFA codes move on. Signatures
// are still judged by the clock given to New, because the clients under test sign with a clock that did not move.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.passed += d
}

// Skew sets how far the whole server's clock is ahead of the one given to New: more than 15 minutes either way and it
// refuses signatures, as AWS does to a machine whose clock is off.
func (s *Server) Skew(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skew = d
}

// wireTime is the time that signatures are compared with and that the Date header tells. The lock must be held.
func (s *Server) wireTime() time.Time { return s.now().Add(s.skew).UTC() }

// time is the time that credentials and codes are judged by. The lock must be held.
func (s *Server) time() time.Time { return s.wireTime().Add(s.passed) }
