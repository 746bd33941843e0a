package ststest

import (
	"net/http"
	"slices"
)

// Failure is a misfortune that calls meet instead of an answer.
type Failure struct {
	Kind   Kind
	Action string // only calls of this action; empty: of any
	Count  int    // how many calls; 0: all until ClearFailures
}

// Kind is what goes wrong.
type Kind string

// The kinds of failure. Only with Close has the call been carried out, so that a code it carried is used up.
const (
	Throttle    Kind = "throttle"    // 400 Throttling
	Internal    Kind = "internal"    // 500 InternalFailure
	Unavailable Kind = "unavailable" // 503 ServiceUnavailable
	Deny        Kind = "deny"        // 403 AccessDenied, as an endpoint's policy does
	Hang        Kind = "hang"        // no answer until the client goes away
	Close       Kind = "close"       // the connection breaks in the middle of the answer
	Garbage     Kind = "garbage"     // 200 with a page of HTML, as a captive portal gives
)

// refusal is what calls are answered with; those that break have none. It also tells whether there is such a kind.
func (k Kind) refusal() (refused *refusal, known bool) {
	switch k {
	case Throttle:
		return &refusal{http.StatusBadRequest, "Throttling", "Rate exceeded"}, true
	case Internal:
		return &refusal{http.StatusInternalServerError, "InternalFailure", "We encountered an internal error. Please try again."}, true
	case Unavailable:
		return &refusal{http.StatusServiceUnavailable, "ServiceUnavailable", "Service is unable to handle request."}, true
	case Deny:
		return &refusal{http.StatusForbidden, "AccessDenied", "Access denied by the endpoint's policy."}, true
	}
	return nil, k.breaks()
}

// breaks reports whether a call gets no answer that the API knows.
func (k Kind) breaks() bool { return k == Hang || k == Close || k == Garbage }

// Fail makes the calls to come fail. Failures are played in the order in which they were asked for. It panics when there
// is no such kind.
func (s *Server) Fail(f Failure) {
	if _, known := f.Kind.refusal(); !known {
		panic("ststest: no failure is called " + string(f.Kind))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures = append(s.failures, f)
}

// ClearFailures lets all calls be answered again.
func (s *Server) ClearFailures() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures = nil
}

// nextFailure takes the failure that a call of the action meets; empty when there is none. The lock must be held.
func (s *Server) nextFailure(action string) Kind {
	for i := range s.failures {
		f := &s.failures[i]
		if f.Action != "" && f.Action != action {
			continue
		}
		kind := f.Kind
		if f.Count == 1 {
			s.failures = slices.Delete(s.failures, i, i+1)
		} else if f.Count > 1 {
			f.Count--
		}
		return kind
	}
	return ""
}

// play breaks the call. Hang and Close do not return.
func (k Kind) play(w http.ResponseWriter, r *http.Request) {
	switch k {
	case Hang:
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case Close:
		w.Header().Set("Content-Type", "text/xml")
		w.Header().Set("Content-Length", "2000")
		w.Write([]byte("<AssumeRoleResponse xmlns="))
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case Garbage:
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<!DOCTYPE html>\n<html><title>Welcome</title><p>Please sign in to the network.</html>\n"))
	}
}
