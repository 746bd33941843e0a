// Package signin is what people sign in to at AWS, on the loopback interface and for tests: IAM Identity Center with its
// token service (OIDC) and its portal, the federation of the web console, and the token service of "aws login". It is strict
// about parameters, refuses what the services refuse, in their words, and logs the calls.
//
// It is not responsible for what the credentials of a role are good for: the test says which ones are given out.
package signin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// World is what the service knows.
type World struct {
	StartURLs []string
	Roles     []Role
	// Issue makes credentials of a role; they end with the session that they are asked for by.
	Issue func(account, role string) aws.Credentials
	// Who tells whose temporary credentials these are; "" for what is none of anybody's.
	Who func(keyID, secret, token string) (arn string)
}

// Role is one that the user is assigned.
type Role struct{ AccountID, AccountName, Email, Name string }

// Service is a running service. Its methods may be called at any time, from any goroutine.
type Service struct {
	// URL is the endpoint of all of it: http://127.0.0.1:PORT, without a slash at the end.
	URL string

	http *httptest.Server
	now  func() time.Time

	mu      sync.Mutex
	world   World
	calls   []string
	issued  int // counts what is made
	passed  time.Duration
	will    string // what the user does with the next sign-ins: approve, deny, nothing
	clients map[string]client
	codes   map[string]grant     // authorization codes
	devices map[string]*device   // device codes
	tokens  map[string]time.Time // access tokens, with their ends
	refresh map[string]string    // refresh tokens, with the client that has them
	signins map[string]ticket    // sign-in tokens of the console
	logins  map[string]*login    // refresh tokens of "aws login"
	proofs  map[string]bool      // the ids of the proofs of possession that were used
}

// New starts a service. The caller closes it. The user approves every sign-in until told otherwise.
func New(world World, now func() time.Time) *Service {
	s := &Service{
		world: world, now: now, will: Approve,
		clients: map[string]client{}, codes: map[string]grant{}, devices: map[string]*device{}, tokens: map[string]time.Time{},
		refresh: map[string]string{}, signins: map[string]ticket{}, logins: map[string]*login{}, proofs: map[string]bool{},
	}
	s.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.serve(w, r)
	}))
	s.URL = s.http.URL
	return s
}

// Close stops the service.
func (s *Service) Close() {
	s.http.CloseClientConnections()
	s.http.Close()
}

// What the user does in the browser.
const (
	Approve = "approve"
	Deny    = "deny"
	Nothing = "nothing"
)

// Will says what the user does in the browser from now on: also with the device codes that are there.
func (s *Service) Will(will string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.will = will
}

// Advance lets time pass.
func (s *Service) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.passed += d
}

// ForgetClients ends every registration.
func (s *Service) ForgetClients() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.clients)
}

// EndSessions makes every token invalid, as an administrator can.
func (s *Service) EndSessions() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
	clear(s.refresh)
	clear(s.logins)
}

// Calls gives the calls so far, refused ones too, in the form METHOD PATH, and forgets them.
func (s *Service) Calls() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	calls := s.calls
	s.calls = nil
	return calls
}

// time is the service's clock. The lock must be held.
func (s *Service) time() time.Time { return s.now().Add(s.passed) }

// name makes a name that no other thing has. The lock must be held.
func (s *Service) name(kind string) string {
	s.issued++
	return fmt.Sprintf("%s-%d", kind, s.issued)
}

func (s *Service) serve(w http.ResponseWriter, r *http.Request) {
	what := r.Method + " " + r.URL.Path
	s.calls = append(s.calls, what)
	if r.Header.Get("Authorization") != "" {
		refuse(w, http.StatusBadRequest, "InvalidRequestException", "the call is not to be signed")
		return
	}
	answer, known := map[string]http.HandlerFunc{
		"POST /client/register":       s.register,
		"POST /device_authorization":  s.startDevice,
		"POST /token":                 s.createToken,
		"GET /authorize":              s.authorize,
		"GET /device":                 s.enter,
		"GET /federation/credentials": s.roleCredentials,
		"GET /assignment/accounts":    s.listAccounts,
		"GET /assignment/roles":       s.listRoles,
		"POST /logout":                s.logout,
		"GET /federation":             s.federation,
		"POST /federation":            s.federation,
		"POST /v1/token":              s.loginToken,
	}[what]
	if !known {
		refuse(w, http.StatusNotFound, "UnknownOperationException", "there is no such operation")
		return
	}
	answer(w, r)
}

// read reads a JSON body into fields that are all the body may have.
func read(w http.ResponseWriter, r *http.Request, into any) bool {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
	decoder.DisallowUnknownFields()
	if r.Header.Get("Content-Type") != "application/json" || decoder.Decode(into) != nil || decoder.More() {
		refuseOAuth(w, http.StatusBadRequest, "InvalidRequestException", "invalid_request")
		return false
	}
	return true
}

// only says whether a query has exactly these parameters, each once, and others only among the optional.
func only(r *http.Request, required []string, optional ...string) bool {
	query := r.URL.Query()
	for name, values := range query {
		if len(values) != 1 || !slices.Contains(required, name) && !slices.Contains(optional, name) {
			return false
		}
	}
	return !slices.ContainsFunc(required, func(name string) bool { return query.Get(name) == "" })
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("X-Amzn-ErrorType", code)
	writeJSON(w, status, map[string]string{"message": message})
}

// refuseOAuth refuses as OAuth does, which has no message.
func refuseOAuth(w http.ResponseWriter, status int, code, oauth string) {
	w.Header().Set("X-Amzn-ErrorType", code)
	writeJSON(w, status, map[string]string{"error": oauth, "error_description": ""})
}

// page answers a browser.
func page(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<html><body>%s</body></html>\n", text)
}
