// Package sourcetest has the services that give out credentials besides STS, on the loopback interface and for tests: IAM
// Identity Center (SSO), the metadata service of an EC2 instance, and the credentials endpoint of a container. They refuse
// what the services refuse, in their words, and log the calls.
//
// It is not responsible for what the credentials are good for: the test says which ones are given out.
package sourcetest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Issue makes the credentials that a service gives out next. It may be called from any goroutine.
type Issue func() aws.Credentials

// server is what the services have in common.
type server struct {
	// URL is the endpoint: http://127.0.0.1:PORT, without a slash at the end.
	URL string

	http *httptest.Server

	mu    sync.Mutex // guards the service's state too
	calls []string
}

// start makes the service answer. One request is answered at a time.
func (s *server) start(answer http.HandlerFunc) {
	s.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		answer(w, r)
	}))
	s.URL = s.http.URL
}

// Close stops the service.
func (s *server) Close() {
	s.http.CloseClientConnections()
	s.http.Close()
}

// Calls returns the calls so far, refused ones too, in the form METHOD PATH?QUERY.
func (s *server) Calls() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// log adds a call. The lock must be held.
func (s *server) log(r *http.Request) { s.calls = append(s.calls, r.Method+" "+r.URL.RequestURI()) }

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}
