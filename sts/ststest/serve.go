package ststest

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// serve answers a request: a call of the API, or one of the controls, whose paths no client of the API uses.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/_") {
		s.control(w, r)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
		return
	}
	out := s.meet(r, body)
	w.Header().Set("Date", out.date.Format(http.TimeFormat))
	if out.failure.breaks() {
		out.failure.play(w, r)
		return
	}
	write(w, out.action, out.result, out.refused)
}

// outcome is what a call comes to.
type outcome struct {
	action  string
	result  result
	refused *refusal // nil: the result is the answer
	failure Kind     // that the call meets; empty: none
	date    time.Time
}

// meet decides on a call and writes it into the log.
func (s *Server) meet(r *http.Request, body []byte) outcome {
	form, formErr := url.ParseQuery(string(body))
	call := describe(r, form)
	s.mu.Lock()
	defer s.mu.Unlock()
	out := outcome{action: call.Action, date: s.wireTime(), failure: s.nextFailure(call.Action)}
	out.refused, _ = out.failure.refusal()
	if out.failure == "" || out.failure == Close {
		var err error
		out.result, err = s.answer(r, body, form, formErr)
		if err != nil && !errors.As(err, &out.refused) {
			out.refused = &refusal{http.StatusInternalServerError, "InternalFailure", err.Error()}
		}
	}
	call.end(out)
	s.enter(call)
	return out
}

// end notes in the log's entry how the call ended.
func (c *Call) end(out outcome) {
	if out.result.Credentials != nil {
		c.Issued = out.result.Credentials.AccessKeyID
	}
	switch {
	case out.failure.breaks():
		c.ErrorCode = string(out.failure)
	case out.refused != nil:
		c.Status, c.ErrorCode = out.refused.status, out.refused.code
	default:
		c.Status = http.StatusOK
	}
}

// answer checks a call as the service does, first its form, then who signed it, then its parameters, and carries it out.
// The lock must be held.
func (s *Server) answer(r *http.Request, body []byte, form url.Values, formErr error) (result, error) {
	if err := checkForm(r, form, formErr); err != nil {
		return result{}, err
	}
	op, known := operations()[form.Get("Action")]
	if !known {
		return result{}, &refusal{http.StatusBadRequest, "InvalidAction",
			"Could not find operation " + form.Get("Action") + " for version " + apiVersion}
	}
	q := request{form: form}
	if op.unsigned {
		if r.Header.Get("Authorization") != "" {
			return result{}, validationError(form.Get("Action") + " is not signed")
		}
	} else {
		var err error
		if q.caller, err = s.authenticate(r, body); err != nil {
			return result{}, err
		}
	}
	if err := op.check(form); err != nil {
		return result{}, err
	}
	seconds, _ := strconv.Atoi(form.Get("DurationSeconds"))
	q.duration = time.Duration(seconds) * time.Second
	return op.do(s, q)
}

// checkForm refuses what is no call of the query protocol.
func checkForm(r *http.Request, form url.Values, formErr error) error {
	mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Method != http.MethodPost:
		return &refusal{http.StatusMethodNotAllowed, "MethodNotAllowed", "Calls are sent with POST."}
	case r.URL.Path != "/" || r.URL.RawQuery != "":
		return &refusal{http.StatusNotFound, "NotFound", "Calls are sent to / and have their parameters in the body."}
	case mediaType != "application/x-www-form-urlencoded":
		return validationError("Content-Type must be application/x-www-form-urlencoded")
	case formErr != nil:
		return &refusal{http.StatusBadRequest, "MalformedQueryString", "Keys may not contain " + formErr.Error()}
	case len(form["Action"]) != 1:
		return &refusal{http.StatusBadRequest, "MissingAction", "A call has one Action."}
	case len(form["Version"]) != 1 || form.Get("Version") != apiVersion:
		return validationError("Version must be " + apiVersion)
	}
	return nil
}
