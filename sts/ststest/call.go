package ststest

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Call is an entry of the log: what a client asked for and what it was told. What the call did not have is empty.
type Call struct {
	Action      string
	AccessKeyID string // that signed it
	Region      string // that it was signed for

	RoleARN           string
	SessionName       string
	ExternalID        string
	Serial            string
	TokenCode         string
	Duration          time.Duration
	Tags              []string // Key=Value
	TransitiveTagKeys []string
	SourceIdentity    string
	Policy            string
	PolicyARNs        []string
	WebIdentityToken  string

	UserAgent string
	Status    int    // of the answer; 0 when there was none
	ErrorCode string // the service's, or the name of the failure that the server was told to play
	Issued    string // the access key id of the credentials in the answer
}

// String is one line without anything that differs from run to run (session names hold the time, codes pass): the
// action, the key that signed, what was asked for, and the status after an arrow.
//
//	AssumeRole AKIAIOSFODNN7EXALICE arn:aws:iam::444455556666:role/admin serial=… code duration=3600 region=eu-west-1 -> 200
func (c Call) String() string {
	words := []string{c.Action}
	add := func(format, value string) {
		if value != "" {
			words = append(words, fmt.Sprintf(format, value))
		}
	}
	add("%s", c.AccessKeyID)
	add("%s", c.RoleARN)
	add("external=%s", c.ExternalID)
	add("serial=%s", c.Serial)
	if c.TokenCode != "" {
		words = append(words, "code")
	}
	if c.Duration != 0 {
		words = append(words, "duration="+strconv.Itoa(int(c.Duration/time.Second)))
	}
	add("tags=%s", strings.Join(c.Tags, ","))
	add("transitive=%s", strings.Join(c.TransitiveTagKeys, ","))
	add("source-identity=%s", c.SourceIdentity)
	add("policy=%s", c.Policy)
	add("policies=%s", strings.Join(c.PolicyARNs, ","))
	add("region=%s", c.Region)
	words = append(words, "->", strconv.Itoa(c.Status))
	add("%s", c.ErrorCode)
	return strings.NewReplacer("\n", `\n`, "\r", `\r`).Replace(strings.Join(words, " "))
}

// Calls returns the log so far, oldest first.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// Log returns the log as text, a line a call.
func (s *Server) Log() string {
	var b strings.Builder
	for _, c := range s.Calls() {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}

// Await waits until the log has n calls, one that hangs among them, and returns them. It ends with the context's error.
func (s *Server) Await(ctx context.Context, n int) ([]Call, error) {
	for {
		s.mu.Lock()
		calls, more := slices.Clone(s.calls), s.more
		s.mu.Unlock()
		if len(calls) >= n {
			return calls, nil
		}
		select {
		case <-more:
		case <-ctx.Done():
			return calls, ctx.Err()
		}
	}
}

// enter puts a call into the log. The lock must be held.
func (s *Server) enter(c Call) {
	s.calls = append(s.calls, c)
	close(s.more)
	s.more = make(chan struct{})
}

// ClearLog empties the log.
func (s *Server) ClearLog() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = nil
}

// describe reads from a request what the log says about it. Nothing is checked here: the log has wrong calls too.
func describe(r *http.Request, form url.Values) Call {
	auth, _ := parseAuthorization(r.Header.Get("Authorization"))
	seconds, _ := strconv.Atoi(form.Get("DurationSeconds"))
	return Call{
		Action:            form.Get("Action"),
		AccessKeyID:       auth.keyID,
		Region:            auth.region,
		RoleARN:           form.Get("RoleArn"),
		SessionName:       form.Get("RoleSessionName"),
		ExternalID:        form.Get("ExternalId"),
		Serial:            form.Get("SerialNumber"),
		TokenCode:         form.Get("TokenCode"),
		Duration:          time.Duration(seconds) * time.Second,
		Tags:              tags(form),
		TransitiveTagKeys: list(form, "TransitiveTagKeys.member.N"),
		SourceIdentity:    form.Get("SourceIdentity"),
		Policy:            form.Get("Policy"),
		PolicyARNs:        list(form, "PolicyArns.member.N.arn"),
		WebIdentityToken:  form.Get("WebIdentityToken"),
		UserAgent:         r.UserAgent(),
	}
}
