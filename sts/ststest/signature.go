package ststest

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

const (
	algorithm = "AWS4-HMAC-SHA256"
	amzDate   = "20060102T150405Z"
	maxSkew   = 15 * time.Minute
)

var regionName = regexp.MustCompile(`^[a-z]+(-[a-z]+)+-[0-9]+$`)

// authorization is the Authorization header of Signature Version 4, taken apart.
type authorization struct {
	keyID, date, region, service, terminal string
	signedHeaders                          []string
	signature                              string
}

// parseAuthorization takes the header apart. What is there is filled in even when there is an error, for the log.
func parseAuthorization(header string) (authorization, error) {
	var a authorization
	if header == "" {
		return a, &refusal{http.StatusForbidden, "MissingAuthenticationToken", "Request is missing Authentication Token"}
	}
	rest, ok := strings.CutPrefix(header, algorithm+" ")
	if !ok {
		return a, incomplete("Authorization header must use " + algorithm + ".")
	}
	fields := map[string]string{}
	for _, f := range strings.Split(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(f), "=")
		if _, twice := fields[name]; twice {
			return a, incomplete("Authorization header has '" + name + "' twice.")
		}
		fields[name] = value
	}
	for _, name := range []string{"Credential", "SignedHeaders", "Signature"} {
		if fields[name] == "" {
			return a, incomplete("Authorization header requires '" + name + "' parameter.")
		}
	}
	a.signedHeaders = strings.Split(fields["SignedHeaders"], ";")
	a.signature = fields["Signature"]
	scope := strings.Split(fields["Credential"], "/")
	a.keyID = scope[0]
	if len(scope) != 5 {
		return a, incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.")
	}
	a.date, a.region, a.service, a.terminal = scope[1], scope[2], scope[3], scope[4]
	return a, nil
}

func incomplete(message string) error {
	return &refusal{http.StatusBadRequest, "IncompleteSignature", message}
}

func mismatch(message string) error {
	return &refusal{http.StatusForbidden, "SignatureDoesNotMatch", message}
}

// authenticate finds out who signed the request. The lock must be held.
func (s *Server) authenticate(r *http.Request, body []byte) (caller, error) {
	auth, err := parseAuthorization(r.Header.Get("Authorization"))
	if err != nil {
		return caller{}, err
	}
	creds, c, err := s.identify(auth.keyID, r.Header.Get("X-Amz-Security-Token"))
	if err != nil {
		return caller{}, err
	}
	signed, err := s.checkScope(auth, r.Header)
	if err != nil {
		return caller{}, err
	}
	if err := s.checkSignature(r, body, auth, creds, signed); err != nil {
		return caller{}, err
	}
	if sess, temporary := s.sessions[auth.keyID]; temporary && !s.time().Before(sess.Expiration) {
		return caller{}, &refusal{http.StatusForbidden, "ExpiredToken", "The security token included in the request is expired"}
	}
	return c, nil
}

// identify finds the credentials with an access key id and whose they are. Temporary ones need their own session token,
// long-lived ones none.
func (s *Server) identify(keyID, token string) (aws.Credentials, caller, error) {
	creds := aws.Credentials{AccessKeyID: keyID, SessionToken: token}
	if sess, temporary := s.sessions[keyID]; temporary && same(sess.SessionToken, token) {
		creds.SecretAccessKey = sess.SecretAccessKey
		return creds, sess.caller, nil
	}
	if u, key, longLived := s.world.key(keyID); longLived && token == "" {
		creds.SecretAccessKey = key.Secret
		return creds, userCaller(u), nil
	}
	return creds, caller{}, &refusal{http.StatusForbidden, "InvalidClientTokenId",
		"The security token included in the request is invalid."}
}

// same compares secrets in a time that does not tell where they differ.
func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// checkScope compares the signature's time with the clock, and its scope with that time and this service.
func (s *Server) checkScope(auth authorization, header http.Header) (signed time.Time, err error) {
	text := header.Get("X-Amz-Date")
	signed, err = time.Parse(amzDate, text)
	if err != nil {
		return signed, incomplete("Date must be in ISO-8601 'basic format'. Got '" + text + "'.")
	}
	now := s.wireTime()
	switch earliest, latest := now.Add(-maxSkew), now.Add(maxSkew); {
	case auth.service != "sts":
		return signed, mismatch("Credential should be scoped to correct service: 'sts'.")
	case auth.terminal != "aws4_request":
		return signed, mismatch("Credential should be scoped with a valid terminator: 'aws4_request'.")
	case !regionName.MatchString(auth.region):
		return signed, mismatch("Credential should be scoped to a valid region.")
	case !strings.HasPrefix(text, auth.date+"T"):
		return signed, mismatch(fmt.Sprintf("Date in Credential scope does not match YYYYMMDD from ISO-8601 version "+
			"of date from HTTP: '%s' != '%s', from '%s'.", auth.date, text[:8], text))
	case signed.Before(earliest.Truncate(time.Second)):
		return signed, mismatch(fmt.Sprintf("Signature expired: %s is now earlier than %s (%s - 15 min.)",
			text, earliest.Format(amzDate), now.Format(amzDate)))
	case signed.After(latest):
		return signed, mismatch(fmt.Sprintf("Signature not yet current: %s is still later than %s (%s + 15 min.)",
			text, latest.Format(amzDate), now.Format(amzDate)))
	}
	return signed, nil
}

// checkSignature signs what was received with the secret and compares.
func (s *Server) checkSignature(r *http.Request, body []byte, auth authorization, creds aws.Credentials,
	signed time.Time) error {
	wrong := mismatch("The request signature we calculated does not match the signature you provided. " +
		"Check your AWS Secret Access Key and signing method. Consult the service documentation for details.")
	for name := range r.Header {
		lower := strings.ToLower(name)
		if (strings.HasPrefix(lower, "x-amz-") || lower == "content-type") && !slices.Contains(auth.signedHeaders, lower) {
			return mismatch(fmt.Sprintf("'%s' must be a 'SignedHeader' in the AWS Authorization.", name))
		}
	}
	if !slices.Contains(auth.signedHeaders, "host") {
		return mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.")
	}
	sum := sha256.Sum256(body)
	payloadHash := hex.EncodeToString(sum[:])
	if told := r.Header.Get("X-Amz-Content-Sha256"); told != "" && told != payloadHash {
		return wrong
	}
	copied := received(r, auth.signedHeaders)
	err := s.signer.SignHTTP(r.Context(), creds, copied, payloadHash, auth.service, auth.region, signed)
	if err != nil {
		return &refusal{http.StatusInternalServerError, "InternalFailure", err.Error()}
	}
	ours, err := parseAuthorization(copied.Header.Get("Authorization"))
	if err != nil {
		return err
	}
	if !slices.Equal(ours.signedHeaders, auth.signedHeaders) || !same(ours.signature, auth.signature) {
		return wrong
	}
	return nil
}

// received copies the parts of a request that its signature covers.
func received(r *http.Request, signedHeaders []string) *http.Request {
	u := *r.URL
	copied := &http.Request{Method: r.Method, URL: &u, Host: r.Host, Header: http.Header{}}
	for _, name := range signedHeaders {
		switch canonical := http.CanonicalHeaderKey(name); canonical {
		case "Host":
		case "Content-Length":
			copied.ContentLength = r.ContentLength
		default:
			if values := r.Header.Values(canonical); len(values) > 0 {
				copied.Header[canonical] = slices.Clone(values)
			}
		}
	}
	return copied
}
