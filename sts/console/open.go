package console

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"aws-runas/sts/hint"
)

// longest is how long a browser may take to come.
const longest = 10 * time.Minute

// Open opens the link in a browser. Arguments of programs can be read by everybody on the machine, so what open is given is an
// address of this process on the loopback interface, which sends the first to come on to the link and nobody after.
func Open(ctx context.Context, link Link, open func(url string) (failed <-chan error, err error)) error {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	at, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen for the browser: %w", err)
	}
	path := "/" + rand.Text()
	handler, came := redirect(link, path)
	server := &http.Server{ReadTimeout: 10 * time.Second, Handler: handler}
	go server.Serve(at)
	defer shutDown(ctx, server)
	failed, err := open("http://" + at.Addr().String() + path)
	if err == nil {
		select {
		case <-came:
			return nil
		case err = <-failed:
		case <-ctx.Done():
			if err = ctx.Err(); errors.Is(err, context.DeadlineExceeded) {
				err = fmt.Errorf("no browser came within %s", longest)
			}
		}
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	return hint.With(err, "without --open the address is printed")
}

// redirect sends the first who asks for the path to the link, and closes the channel.
func redirect(link Link, path string) (http.Handler, <-chan struct{}) {
	var used atomic.Bool
	came := make(chan struct{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		switch {
		case r.Method != http.MethodGet || r.URL.Path != path || r.URL.RawQuery != "":
			http.NotFound(w, r)
		case used.Swap(true):
			http.Error(w, "This address works once.", http.StatusGone)
		default:
			w.Header().Set("Location", link.URL)
			w.WriteHeader(http.StatusFound)
			close(came)
		}
	}), came
}

// shutDown lets the answer that is under way reach the browser.
func shutDown(ctx context.Context, server *http.Server) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
}
