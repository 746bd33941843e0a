package client

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/aws/smithy-go"
)

// Explain returns the error of a call by one of the clients as one short sentence, without the SDK's own frame of
// operation names, status codes and request ids. An answer of AWS reads as its code and message. The error still
// unwraps to the SDK's, so that errors.As finds a smithy.APIError; it may have a hint. Other errors pass unchanged.
func Explain(err error) error {
	if call, isCall := errors.AsType[*callError](err); isCall {
		return call
	}
	return err
}

// Status returns the HTTP status of the last response to the call that failed with err. It is false when there was none,
// or when err is not of a call.
func Status(err error) (status int, responded bool) {
	call, isCall := errors.AsType[*callError](err)
	if !isCall || call.status == 0 {
		return 0, false
	}
	return call.status, true
}

// callError is a failed call in plain words.
type callError struct {
	text, hint string
	status     int // of the last response; 0 when there was none
	err        error
}

func (e *callError) Error() string { return e.text }
func (e *callError) Hint() string  { return e.hint }
func (e *callError) Unwrap() error { return e.err }

// longestMessage is how many characters of a server's message are repeated.
const longestMessage = 1000

func cut(message string) string {
	if runes := []rune(message); len(runes) > longestMessage {
		return string(runes[:longestMessage]) + "…"
	}
	return message
}

// explain words the error of a call from what it has seen; late tells that its time was up.
func explain(err error, s *seen, late bool) *callError {
	e := &callError{err: err}
	if s.last != nil {
		e.status = s.last.StatusCode
	}
	answer, isAnswer := errors.AsType[smithy.APIError](err)
	switch {
	case isAnswer && answer.ErrorCode() != unknownCode:
		e.text = cut(answer.ErrorCode())
		if message := answer.ErrorMessage(); message != "" && message != unknownCode {
			e.text += ": " + cut(message)
		}
		if off, isOff := s.clockOff(answer.ErrorCode()); isOff {
			e.text = fmt.Sprintf("the clock of this machine is %s: %s", off, e.text)
			e.hint = "set the clock of this machine"
		}
		if s.answer != nil {
			e.text += requestID(s.answer)
		}
	case late && s.last == nil:
		e.text = fmt.Sprintf("no response from %s within %s", s.host, seconds(s.within))
	case late:
		e.text = fmt.Sprintf("no good response from %s within %s: the last was %s", s.host, seconds(s.within), status(s.last))
	case s.answer != nil:
		e.text = s.refusal()
	default:
		e.text, e.hint = unreachable(err, s)
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
	case s.answer.StatusCode == http.StatusProxyAuthRequired:
		return fmt.Sprintf("the proxy in front of %s responds %s", s.host, status(s.answer))
	case s.empty && s.answer.StatusCode == http.StatusOK:
		return fmt.Sprintf("empty response from %s", s.host)
	case s.empty || s.answer.StatusCode == http.StatusTooManyRequests || s.answer.StatusCode >= 500 && media != "text/html":
		return fmt.Sprintf("%s responds %s", s.host, status(s.answer))
	case media == "":
		media = "no content type"
	}
	return fmt.Sprintf("unexpected response from %s (%s, %s): is a proxy in between?", s.host, status(s.answer), media)
}

func status(r *http.Response) string {
	return fmt.Sprintf("%d %s", r.StatusCode, http.StatusText(r.StatusCode))
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

// unreachable words an error that came before any response, or in the middle of one.
func unreachable(err error, s *seen) (text, hint string) {
	if op, is := errors.AsType[*net.OpError](err); is && op.Op == "proxyconnect" {
		if untrusted, is := errors.AsType[*tls.CertificateVerificationError](err); is {
			return fmt.Sprintf("reach %s through the proxy: its certificate is not trusted: %v", s.host, untrusted.Err), bundleHint(untrusted)
		}
		return fmt.Sprintf("reach %s through the proxy: %v", s.host, op.Err), ""
	}
	if refused, is := errors.AsType[*proxyError](err); is {
		if refused.status == http.StatusProxyAuthRequired {
			hint = "put name and password into the proxy's URL: http://NAME:PASSWORD@HOST:PORT"
		}
		return fmt.Sprintf("reach %s: %v", s.host, refused), hint
	}
	if errors.Is(err, errProxyURL) {
		return fmt.Sprintf("reach %s: %v", s.host, errProxyURL), ""
	}
	if body, is := errors.AsType[*bodyError](err); is {
		reason := innermost(body).Error()
		if errors.Is(body, io.ErrUnexpectedEOF) || errors.Is(body, io.EOF) {
			reason = "it was cut short"
		}
		return fmt.Sprintf("the response of %s can't be read: %s", s.host, reason), ""
	}
	if untrusted, is := errors.AsType[*tls.CertificateVerificationError](err); is {
		return fmt.Sprintf("the certificate of %s is not trusted: %v", s.host, untrusted.Err), bundleHint(untrusted)
	}
	if lookup, is := errors.AsType[*net.DNSError](err); is {
		return fmt.Sprintf("look up %s: %s", lookup.Name, lookup.Err), ""
	}
	if timeout, is := errors.AsType[net.Error](err); is && timeout.Timeout() {
		return fmt.Sprintf("no response from %s within %s", s.host, seconds(connectLimit)), ""
	}
	if err = innermost(err); s.host == "" {
		return err.Error(), ""
	}
	return fmt.Sprintf("connect to %s: %v", s.host, err), ""
}

// bundleHint is for a certificate of an authority that is not known. One that has expired, or is another host's, would not be
// trusted with a bundle either.
func bundleHint(untrusted *tls.CertificateVerificationError) string {
	if _, unknown := errors.AsType[x509.UnknownAuthorityError](untrusted.Err); !unknown {
		return ""
	}
	return "behind a proxy that inspects TLS, name its certificate in AWS_CA_BUNDLE or ca_bundle"
}

func innermost(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}

func seconds(d time.Duration) string {
	return fmt.Sprintf("%g s", d.Round(100*time.Millisecond).Seconds())
}
