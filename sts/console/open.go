package console

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"aws-runas/sts/hint"
	"aws-runas/sts/login/loopback"
)

// longest is how long a browser may take to come.
const longest = 10 * time.Minute

// Open opens the link in a browser. Arguments of programs can be read by everybody on the machine, so what open is given is an
// address of this process on the loopback interface, which sends the first to come on to the link and nobody after.
func Open(ctx context.Context, link Link, open func(url string) (failed <-chan error, err error)) error {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	path := "/" + rand.Text()
	answer, came := redirect(link, path)
	l, err := loopback.Listen(ctx, answer)
	if err != nil {
		return err
	}
	defer l.Close()
	failed, err := open("http://" + l.Address + path)
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
func redirect(link Link, path string) (func(context.Context, *http.Request) loopback.Answer, <-chan struct{}) {
	var used atomic.Bool
	came := make(chan struct{})
	return func(_ context.Context, r *http.Request) loopback.Answer {
		switch {
		case r.Method != http.MethodGet || r.URL.Path != path || r.URL.RawQuery != "":
			return loopback.NotFound()
		case used.Swap(true):
			return loopback.Answer{Status: http.StatusGone, Text: "This address works once."}
		}
		close(came)
		return loopback.Answer{Status: http.StatusFound, Location: link.URL}
	}, came
}
