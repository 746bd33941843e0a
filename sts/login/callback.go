package login

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// listener waits on the loopback interface for the one answer that has the state.
type listener struct {
	redirect string // the URL that the browser is to come back to
	server   *http.Server
	codes    chan callback
	page     chan string // the sentence that the browser gets to see
}

// callback is what the browser came back with.
type callback struct{ code, refusal string }

// patience is how long one request of the browser may take.
const patience = 10 * time.Second

func listen(state string) (*listener, error) {
	at, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the browser: %w", err)
	}
	l := &listener{
		redirect: "http://" + at.Addr().String() + callbackPath,
		codes:    make(chan callback), page: make(chan string, 1),
	}
	l.server = &http.Server{
		Handler:     http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { l.serve(w, r, state) }),
		ReadTimeout: patience, MaxHeaderBytes: 16 << 10,
	}
	go l.server.Serve(at)
	return l, nil
}

// serve takes the answer to our own request. Any page that is open in the browser could send it others.
func (l *listener) serve(w http.ResponseWriter, r *http.Request, state string) {
	query := r.URL.Query()
	switch {
	case r.Method != http.MethodGet || r.URL.Path != callbackPath:
		http.NotFound(w, r)
		return
	case subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(state)) != 1:
		http.Error(w, "This is not the answer to a sign-in of aws-runas.", http.StatusBadRequest)
		return
	}
	answer := callback{code: query.Get("code"), refusal: query.Get("error")}
	if answer.code == "" && answer.refusal == "" {
		http.Error(w, "This answer has no code.", http.StatusBadRequest)
		return
	}
	select {
	case l.codes <- answer:
	case <-r.Context().Done():
		return
	}
	select {
	case sentence := <-l.page:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		io.WriteString(w, sentence+"\n")
	case <-r.Context().Done():
	}
}

// wait gives the code that the browser brings.
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

// close stops listening, once the page has been sent.
func (l *listener) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if l.server.Shutdown(ctx) != nil {
		l.server.Close()
	}
}
