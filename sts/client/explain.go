package client

import (
	"crypto/tls"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/aws/smithy-go"
)

// Explain gives the error of a call by one of the clients as one short sentence, without the SDK's own frame of
// operation names, status codes and request ids. An answer of AWS reads as its code and message. The error still
// unwraps to the SDK's, so that errors.As finds a smithy.APIError; it may have a hint. Other errors pass unchanged.
func Explain(err error) error {
	if call, isCall := errors.AsType[*callError](err); isCall {
		return call
	}
	return err
}

// callError is a failed call in plain words.
type callError struct {
	text, hint string
	err        error
}

func (e *callError) Error() string { return e.text }
func (e *callError) Hint() string  { return e.hint }
func (e *callError) Unwrap() error { return e.err }

// explain words the error of a call from what it has seen; late tells that its time was up.
func explain(err error, s *seen, late bool) *callError {
	e := &callError{err: err}
	answer, isAnswer := errors.AsType[smithy.APIError](err)
	switch {
	case isAnswer && answer.ErrorCode() != unknownCode:
		e.text = answer.ErrorCode()
		if message := answer.ErrorMessage(); message != "" {
			e.text += ": " + message
		}
		if off, isOff := s.clockOff(answer.ErrorCode()); isOff {
			e.text = fmt.Sprintf("the clock of this machine is %s: %s", off, e.text)
			e.hint = "set the clock of this machine"
		}
	case late && s.answer == nil:
		e.text = fmt.Sprintf("no answer from %s within %s", s.host, seconds(s.within))
	case late:
		e.text = fmt.Sprintf("no good answer from %s within %s: the last was %s", s.host, seconds(s.within), s.status())
	case s.answer != nil:
		e.text = s.refusal()
	default:
		e.text, e.hint = unreachable(err, s.host)
	}
	return e
}

// unknownCode is what the SDK calls an error answer in which it finds no code.
const unknownCode = "UnknownError"

// refusal words an answer that is not one of AWS, or one that says nothing.
func (s *seen) refusal() string {
	media, _, _ := mime.ParseMediaType(s.answer.Header.Get("Content-Type"))
	location, err := url.Parse(s.answer.Header.Get("Location"))
	switch {
	case s.answer.StatusCode/100 == 3 && err == nil && location.Host != "":
		return fmt.Sprintf("%s redirects to %s: is a proxy or a login page in between?", s.host, location.Host)
	case s.empty && s.answer.StatusCode == http.StatusOK:
		return fmt.Sprintf("the answer of %s is empty", s.host)
	case s.empty || s.answer.StatusCode >= 500 && media != "text/html":
		return fmt.Sprintf("%s answers %s", s.host, s.status())
	case media == "":
		media = "no content type"
	}
	return fmt.Sprintf("the answer of %s is no answer of AWS (%s, %s): is a proxy in between?", s.host, s.status(), media)
}

func (s *seen) status() string {
	return fmt.Sprintf("%d %s", s.answer.StatusCode, http.StatusText(s.answer.StatusCode))
}

// skewThreshold is less than any service of AWS lets a clock be off.
const skewThreshold = 4 * time.Minute

// clockOff tells by how much the clock is off, when that is why the signature was refused.
func (s *seen) clockOff(code string) (string, bool) {
	about := code == "SignatureDoesNotMatch" || code == "RequestExpired" || code == "InvalidSignatureException"
	if !about || s.answer == nil {
		return "", false
	}
	date, err := http.ParseTime(s.answer.Header.Get("Date"))
	ahead := s.at.Sub(date).Round(time.Second)
	switch {
	case err != nil || ahead.Abs() < skewThreshold:
		return "", false
	case ahead > 0:
		return ahead.String() + " ahead", true
	}
	return ahead.Abs().String() + " behind", true
}

// unreachable words an error that came before any answer.
func unreachable(err error, host string) (text, hint string) {
	if untrusted, is := errors.AsType[*tls.CertificateVerificationError](err); is {
		return fmt.Sprintf("the certificate of %s is not trusted: %v", host, untrusted.Err),
			"behind a proxy that inspects TLS, name its certificate in AWS_CA_BUNDLE or ca_bundle"
	}
	if lookup, is := errors.AsType[*net.DNSError](err); is {
		return fmt.Sprintf("look up %s: %s", lookup.Name, lookup.Err), ""
	}
	if timeout, is := errors.AsType[net.Error](err); is && timeout.Timeout() {
		return fmt.Sprintf("no answer from %s within %s", host, seconds(connectLimit)), ""
	}
	if op, is := errors.AsType[*net.OpError](err); is && op.Op == "proxyconnect" {
		return fmt.Sprintf("reach %s through the proxy: %v", host, op.Err), ""
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	if host == "" {
		return err.Error(), ""
	}
	return fmt.Sprintf("connect to %s: %v", host, err), ""
}

func seconds(d time.Duration) string {
	return fmt.Sprintf("%g s", d.Round(100*time.Millisecond).Seconds())
}
