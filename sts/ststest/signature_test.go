package ststest_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"aws-runas/sts/ststest"
)

// handmade is a call as a client without an SDK would build it. Its zero value, with a server's URL, is a right
// GetCallerIdentity of alice's.
type handmade struct {
	form        string
	credentials aws.Credentials
	at          time.Time
	service     string
	region      string
	prepare     func(*http.Request) // before signing
	tamper      func(*http.Request) // after it
}

// answer is what came back, right or wrong.
type answer struct {
	status  int
	Code    string `xml:"Error>Code"`
	Message string `xml:"Error>Message"`
	header  http.Header
}

const identityForm = "Action=GetCallerIdentity&Version=2011-06-15"

func (h handmade) send(t *testing.T, s *ststest.Server) answer {
	t.Helper()
	if h.form == "" {
		h.form = identityForm
	}
	if h.credentials.AccessKeyID == "" {
		h.credentials = alice()
	}
	if h.at.IsZero() {
		h.at = time.Now()
	}
	if h.service == "" {
		h.service = "sts"
	}
	if h.region == "" {
		h.region = "eu-west-1"
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/", strings.NewReader(h.form))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	if h.prepare != nil {
		h.prepare(req)
	}
	sum := sha256.Sum256([]byte(h.form))
	err = v4.NewSigner().SignHTTP(context.Background(), h.credentials, req, hex.EncodeToString(sum[:]), h.service, h.region, h.at)
	if err != nil {
		t.Fatal(err)
	}
	if h.tamper != nil {
		h.tamper(req)
	}
	return post(t, req)
}

func post(t *testing.T, req *http.Request) answer {
	t.Helper()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: resp.StatusCode, header: resp.Header}
	if err := xml.Unmarshal(body, &a); err != nil {
		t.Fatalf("answer %d %q: %v", resp.StatusCode, body, err)
	}
	return a
}

func (a answer) check(t *testing.T, status int, code, text string) {
	t.Helper()
	if a.status != status || a.Code != code || !strings.Contains(a.Message, text) {
		t.Errorf("want %d %s with %q, got %d %s: %s", status, code, text, a.status, a.Code, a.Message)
	}
}

func TestHandmadeCall(t *testing.T) {
	t.Parallel()
	handmade{}.send(t, start(t)).check(t, 200, "", "")
}

func TestSignatureRefused(t *testing.T) {
	t.Parallel()
	const calculated = "The request signature we calculated does not match the signature you provided."
	s := start(t)
	role := s.RoleSession(ststest.AdminARN, "x", time.Hour)
	other := s.RoleSession(ststest.AdminARN, "y", time.Hour)
	without, mixed, long := role, role, alice()
	without.SessionToken = ""
	mixed.SessionToken = other.SessionToken
	long.SessionToken = role.SessionToken
	yesterday := time.Now().Add(-24 * time.Hour).UTC().Format("20060102")
	today := time.Now().UTC().Format("20060102")

	authorization := func(old, new string) func(*http.Request) {
		return func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), old, new, 1))
		}
	}
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	for _, tt := range []struct {
		name   string
		call   handmade
		status int
		code   string
		text   string
	}{
		{"not signed", handmade{tamper: func(r *http.Request) { r.Header.Del("Authorization") }}, 403, "MissingAuthenticationToken", "Request is missing Authentication Token"},
		{"other scheme", handmade{tamper: header("Authorization", "Basic YWxpY2U6")}, 400, "IncompleteSignature", "AWS4-HMAC-SHA256"},
		{"no signature", handmade{tamper: authorization("Signature=", "Sig=")}, 400, "IncompleteSignature", "Authorization header requires 'Signature' parameter."},
		{"no credential", handmade{tamper: authorization("Credential=", "Cred=")}, 400, "IncompleteSignature", "Authorization header requires 'Credential' parameter."},
		{"field twice", handmade{tamper: authorization("Signature=", "Signature=0, Signature=")}, 400, "IncompleteSignature", "'Signature' twice"},
		{"scope too short", handmade{tamper: authorization("/sts/aws4_request", "/sts")}, 400, "IncompleteSignature", "Credential must have exactly 5 slash-delimited elements"},
		{"no date", handmade{tamper: func(r *http.Request) { r.Header.Del("X-Amz-Date") }}, 400, "IncompleteSignature", "Got ''"},
		{"other date in the scope", handmade{tamper: authorization("/"+today+"/", "/"+yesterday+"/")}, 403, "SignatureDoesNotMatch", "Date in Credential scope does not match"},
		{"other service", handmade{service: "iam"}, 403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sts'."},
		{"other terminator", handmade{tamper: authorization("aws4_request", "aws5_request")}, 403, "SignatureDoesNotMatch", "valid terminator: 'aws4_request'"},
		{"no region", handmade{region: "Europe"}, 403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region."},
		{"region changed", handmade{tamper: authorization("/eu-west-1/", "/us-east-1/")}, 403, "SignatureDoesNotMatch", calculated},
		{"unknown key", handmade{credentials: aws.Credentials{AccessKeyID: "AKIAIOSFODNN7NOBODYS", SecretAccessKey: "x"}}, 403, "InvalidClientTokenId", "The security token included in the request is invalid."},
		{"wrong secret", handmade{credentials: aws.Credentials{AccessKeyID: ststest.AliceKeyID, SecretAccessKey: ststest.BobSecret}}, 403, "SignatureDoesNotMatch", calculated},
		{"token missing", handmade{credentials: without}, 403, "InvalidClientTokenId", "is invalid."},
		{"token of another session", handmade{credentials: mixed}, 403, "InvalidClientTokenId", "is invalid."},
		{"token with a long-lived key", handmade{credentials: long}, 403, "InvalidClientTokenId", "is invalid."},
		{"content type changed", handmade{tamper: header("Content-Type", "application/x-www-form-urlencoded")}, 403, "SignatureDoesNotMatch", calculated},
		{"header added", handmade{tamper: header("X-Amz-Target", "x")}, 403, "SignatureDoesNotMatch", "'X-Amz-Target' must be a 'SignedHeader'"},
		{"host not signed", handmade{tamper: authorization(";host;", ";")}, 403, "SignatureDoesNotMatch", "'Host' must be a 'SignedHeader'"},
		{"signed for another host", handmade{tamper: func(r *http.Request) { r.Host = "sts.amazonaws.com" }}, 403, "SignatureDoesNotMatch", calculated},
		{"header named that is not there", handmade{tamper: authorization("SignedHeaders=", "SignedHeaders=accept;")}, 403, "SignatureDoesNotMatch", calculated},
		{"content type not signed", handmade{prepare: func(r *http.Request) { r.Header.Del("Content-Type") },
			tamper: header("Content-Type", "application/x-www-form-urlencoded")}, 403, "SignatureDoesNotMatch", "'Content-Type' must be a 'SignedHeader'"},
		{"hash of another body", handmade{prepare: header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")}, 403, "SignatureDoesNotMatch", calculated},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.call.send(t, s).check(t, tt.status, tt.code, tt.text)
		})
	}
}

func TestBodyIsSigned(t *testing.T) {
	t.Parallel()
	form := url.Values{"Action": {"GetSessionToken"}, "Version": {"2011-06-15"}, "DurationSeconds": {"3600"}}.Encode()
	changed := strings.Replace(form, "3600", "7200", 1)
	handmade{form: form, tamper: func(r *http.Request) {
		r.Body = io.NopCloser(strings.NewReader(changed))
	}}.send(t, start(t)).check(t, 403, "SignatureDoesNotMatch", "The request signature we calculated")
}

func TestClock(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 0, 5, 0, 0, time.UTC)
	s := ststest.New(ststest.Fixture(), func() time.Time { return now })
	t.Cleanup(s.Close)
	for _, tt := range []struct {
		name string
		at   time.Time
		text string // empty: accepted
	}{
		{"in time", now, ""},
		{"15 minutes late, of yesterday", now.Add(-15 * time.Minute), ""},
		{"15 minutes early", now.Add(15 * time.Minute), ""},
		{"late", now.Add(-15*time.Minute - time.Second), "Signature expired: 20260228T234959Z is now earlier than 20260228T235000Z (20260301T000500Z - 15 min.)"},
		{"early", now.Add(15*time.Minute + time.Second), "Signature not yet current: 20260301T002001Z is still later than 20260301T002000Z (20260301T000500Z + 15 min.)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := handmade{at: tt.at}.send(t, s)
			if want := "Sun, 01 Mar 2026 00:05:00 GMT"; a.header.Get("Date") != want {
				t.Errorf("Date: want %s, got %s", want, a.header.Get("Date"))
			}
			if tt.text == "" {
				a.check(t, 200, "", "")
			} else {
				a.check(t, 403, "SignatureDoesNotMatch", tt.text)
			}
		})
	}
}

func TestSkew(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Skew(20 * time.Minute)
	_, err := as(s, alice()).GetCallerIdentity(context.Background(), nil)
	refused(t, err, 403, "SignatureDoesNotMatch", "Signature expired: ")
	s.Skew(-20 * time.Minute)
	_, err = as(s, alice()).GetCallerIdentity(context.Background(), nil)
	refused(t, err, 403, "SignatureDoesNotMatch", "Signature not yet current: ")
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	s := start(t)
	role := as(s, s.RoleSession(ststest.AdminARN, "x", time.Hour))
	s.Advance(time.Hour - 10*time.Second)
	if _, err := role.GetCallerIdentity(context.Background(), nil); err != nil {
		t.Fatalf("before its end: %v", err)
	}
	s.Advance(10 * time.Second)
	_, err := role.GetCallerIdentity(context.Background(), nil)
	refused(t, err, 403, "ExpiredToken", "The security token included in the request is expired")
	if _, err := as(s, alice()).GetCallerIdentity(context.Background(), nil); err != nil {
		t.Errorf("a long-lived key after an hour: %v", err)
	}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Update(func(w *ststest.World) { w.Users[0].Keys[0].Secret = "rotated" })
	_, err := as(s, alice()).GetCallerIdentity(context.Background(), nil)
	refused(t, err, 403, "SignatureDoesNotMatch", "The request signature we calculated")
}
