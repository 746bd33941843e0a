package signin

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// ticket is a sign-in token of the console.
type ticket struct {
	arn     string
	expires time.Time
}

// ticketLife is how long a sign-in token can be used.
const ticketLife = 15 * time.Minute

// federation answers both requests of the console's federation. Its faults are pages for people, as AWS's are.
func (s *Service) federation(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if r.Method == http.MethodPost {
		if r.URL.RawQuery != "" || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || r.ParseForm() != nil {
			page(w, http.StatusBadRequest, "Bad Request")
			return
		}
		query = r.PostForm
	}
	switch query.Get("Action") {
	case "getSigninToken":
		s.signInToken(w, query)
	case "login":
		s.consoleLogin(w, r)
	default:
		page(w, http.StatusBadRequest, "Bad Request")
	}
}

func (s *Service) signInToken(w http.ResponseWriter, query url.Values) {
	var session struct {
		SessionID    string `json:"sessionId"`
		SessionKey   string `json:"sessionKey"`
		SessionToken string `json:"sessionToken"`
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(query.Get("Session"))))
	decoder.DisallowUnknownFields()
	for name, values := range query {
		if name != "Action" && name != "Session" || len(values) != 1 { // SessionDuration too: AWS takes it only from some
			page(w, http.StatusBadRequest, "Bad Request: "+name)
			return
		}
	}
	if decoder.Decode(&session) != nil {
		page(w, http.StatusBadRequest, "Bad Request: Session")
		return
	}
	arn := s.world.Who(session.SessionID, session.SessionKey, session.SessionToken)
	if arn == "" || !strings.Contains(arn, ":assumed-role/") {
		page(w, http.StatusBadRequest, "Single sign-on to the console is not allowed")
		return
	}
	token := s.name("signin") + " +&" // what has to be escaped
	s.signins[token] = ticket{arn, s.time().Add(ticketLife)}
	writeJSON(w, http.StatusOK, map[string]string{"SigninToken": token})
}

// consoleDomains are those of the partitions' consoles.
func consoleDomains() []string {
	return []string{".console.aws.amazon.com", ".console.amazonaws.cn", ".console.amazonaws-us-gov.com", ".console.amazonaws-eusc.eu"}
}

// consoleLogin is the URL that is opened in the browser.
func (s *Service) consoleLogin(w http.ResponseWriter, r *http.Request) {
	destination, err := url.Parse(r.URL.Query().Get("Destination"))
	t, known := s.signins[r.URL.Query().Get("SigninToken")]
	ours := err == nil && destination.Scheme == "https" &&
		slices.ContainsFunc(consoleDomains(), func(d string) bool { return strings.HasSuffix("."+destination.Host, d) })
	switch {
	case r.Method != http.MethodGet || !only(r, []string{"Action", "Destination", "SigninToken"}, "Issuer"):
		page(w, http.StatusBadRequest, "Bad Request")
	case !known || !s.time().Before(t.expires):
		page(w, http.StatusBadRequest, "the token has expired")
	case !ours:
		page(w, http.StatusBadRequest, "redirecting there is not allowed")
	default:
		page(w, http.StatusOK, "console of "+t.arn+" at "+destination.String())
	}
}
