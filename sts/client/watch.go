package client

import (
	"context"
	"net/http"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
)

// Watch is told what goes on between this machine and AWS. Each function may be nil.
type Watch struct {
	// Waiting is called when a call has had no response for a second. What it returns is called when the wait is over.
	Waiting func(host string) (over func())
	// Debug gets a line for each attempt of a call, and each file that is read for one, without any secret.
	Debug func(format string, args ...any)
}

// Debug passes a line on to who watches.
func (s Config) Debug(format string, args ...any) { s.network.debugf(format, args...) }

func (n *network) debugf(format string, args ...any) {
	if n.watch.Debug != nil {
		n.watch.Debug(format, args...)
	}
}

// Observed returns a transport for requests to other servers than AWS's that tells who watches of each.
func (s Config) Observed(t http.RoundTripper) http.RoundTripper { return observed{t, s.network} }

type observed struct {
	http.RoundTripper
	network *network
}

func (o observed) RoundTrip(r *http.Request) (*http.Response, error) {
	began := time.Now()
	response, err := o.RoundTripper.RoundTrip(r)
	o.network.debug(r.Context(), r, began, response, err)
	return response, err
}

// Watch has the calls of all clients of the Config watched from now on.
func (s Config) Watch(w Watch) { s.network.watch = w }

// noticeAfter is how long a call may take before the user is told whom it waits for.
const noticeAfter = time.Second

// notice tells after a while that a call waits, and returns what ends that. The host is not known before the first attempt.
func (n *network) notice(s *seen) (over func()) {
	if n.watch.Waiting == nil {
		return func() {}
	}
	ended, told := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(told)
		timer := time.NewTimer(noticeAfter)
		defer timer.Stop()
		select {
		case <-ended:
		case <-timer.C:
			host, _ := s.asked.Load().(string)
			if back := n.watch.Waiting(host); back != nil {
				<-ended
				back()
			}
		}
	}()
	return func() {
		close(ended)
		<-told
	}
}

// debug has one attempt told.
func (n *network) debug(ctx context.Context, request *http.Request, began time.Time, response *http.Response, err error) {
	if n.watch.Debug == nil {
		return
	}
	action := awsmiddleware.GetOperationName(ctx)
	if action == "" {
		action = request.Method
	}
	took := time.Since(began).Milliseconds()
	if err != nil {
		text, _ := unreachable(err, seenIn(ctx))
		n.watch.Debug("%s %s: %s, %d ms", action, request.URL.Host, text, took)
		return
	}
	n.watch.Debug("%s %s: %d, %d ms%s", action, request.URL.Host, response.StatusCode, took, requestID(response))
}

// requestID is the rest of a line that names the id that AWS's support asks for; empty where the response has none.
func requestID(r *http.Response) string {
	for _, name := range []string{"X-Amzn-Requestid", "X-Amz-Request-Id"} {
		if id := r.Header.Get(name); id != "" && len(id) <= 200 {
			return " (request id " + id + ")"
		}
	}
	return ""
}
