package login

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"

	"aws-runas/sts/login/loopback"
)

// listener waits on the loopback interface for the one answer that has the state.
type listener struct {
	*loopback.Listener
	redirect string // the URL that the browser is to come back to
	state    string
	codes    chan callback
	page     chan string // the sentence that the browser gets to see
}

// callback is what the browser came back with.
type callback struct{ code, refusal string }

func listen(ctx context.Context, state string) (*listener, error) {
	l := &listener{state: state, codes: make(chan callback), page: make(chan string, 1)}
	var err error
	if l.Listener, err = loopback.Listen(ctx, l.serve); err != nil {
		return nil, err
	}
	l.redirect = "http://" + l.Address + callbackPath
	return l, nil
}

// serve takes the answer to our own request. Any page that is open in the browser could send it others.
func (l *listener) serve(ctx context.Context, r *http.Request) loopback.Answer {
	query := r.URL.Query()
	switch {
	case r.Method != http.MethodGet || r.URL.Path != callbackPath:
		return loopback.NotFound()
	case subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(l.state)) != 1:
		return loopback.Answer{Status: http.StatusBadRequest, Text: "This is not the answer to a sign-in of aws-runas."}
	}
	answer := callback{code: query.Get("code"), refusal: query.Get("error")}
	if answer.code == "" && answer.refusal == "" {
		return loopback.Answer{Status: http.StatusBadRequest, Text: "This answer has no code."}
	}
	select {
	case l.codes <- answer:
	case <-ctx.Done():
		return loopback.NotFound()
	}
	select {
	case sentence := <-l.page:
		return loopback.Answer{Status: http.StatusOK, Text: sentence}
	case <-ctx.Done():
		return loopback.NotFound()
	}
}

// wait returns the code that the browser brings.
func (l *listener) wait(ctx context.Context) (string, error) {
	select {
	case answer := <-l.codes:
		if answer.code != "" && answer.refusal == "" {
			return answer.code, nil
		}
		l.page <- "You did not sign in: you can close this page."
		if answer.refusal == "access_denied" {
			return "", errors.New("it was denied in the browser")
		}
		return "", fmt.Errorf("the browser came back with the error %q", answer.refusal)
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// answer tells the browser what became of the code.
func (l *listener) answer(t Target, err error) {
	if err != nil {
		l.page <- "The sign-in did not work: the terminal says why."
		return
	}
	l.page <- fmt.Sprintf("You are signed in to %s: you can close this page and go back to the terminal.", t)
}
