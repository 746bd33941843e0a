// Package loopback answers the user's browser on this machine's loopback interface. It takes one short request of a
// connection and closes it, which is all that a sign-in needs: the server of net/http would make the program larger by a
// twentieth.
//
// It is not responsible for what is answered, or to whom.
package loopback

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// Answer is what the browser gets: a text, or where to go.
type Answer struct {
	Status   int
	Text     string
	Location string // of a redirect; a URL without line ends
}

// NotFound is the answer to what nobody should ask for.
func NotFound() Answer { return Answer{Status: http.StatusNotFound, Text: "There is nothing here."} }

// Listener is what a browser can reach until it is closed.
type Listener struct {
	Address string // 127.0.0.1:PORT

	listener net.Listener
	done     context.Context // ends when nobody waits for an answer any more
	end      context.CancelFunc
	answers  sync.WaitGroup // those that are under way
}

const (
	patience = 10 * time.Second // for a request to come in
	longest  = 16 << 10         // bytes of a request
	lastCall = time.Second      // for answers that are under way when the listener closes
)

// Listen begins to answer. The function may wait, for as long as its context goes on.
func Listen(ctx context.Context, answer func(context.Context, *http.Request) Answer) (*Listener, error) {
	at, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the browser: %w", err)
	}
	l := &Listener{Address: at.Addr().String(), listener: at}
	l.done, l.end = context.WithCancel(context.WithoutCancel(ctx))
	go func() {
		for {
			connection, err := at.Accept()
			if err != nil {
				return
			}
			go l.serve(connection, answer)
		}
	}()
	return l, nil
}

func (l *Listener) serve(connection net.Conn, answer func(context.Context, *http.Request) Answer) {
	defer connection.Close()
	defer context.AfterFunc(l.done, func() { connection.Close() })()
	connection.SetReadDeadline(time.Now().Add(patience))
	request, err := http.ReadRequest(bufio.NewReader(io.LimitReader(connection, longest)))
	if err != nil {
		return
	}
	l.answers.Add(1)
	defer l.answers.Done()
	a := answer(l.done, request)
	text := a.Text + "\n"
	if request.Method == http.MethodHead {
		text = ""
	}
	location := ""
	if a.Location != "" {
		location = "Location: " + a.Location + "\r\n"
	}
	connection.SetWriteDeadline(time.Now().Add(patience))
	fmt.Fprintf(connection, "HTTP/1.1 %d %s\r\n%sContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n"+
		"Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n%s",
		a.Status, http.StatusText(a.Status), location, len(text), text)
}

// Close stops listening, once the answers that are under way have reached the browser.
func (l *Listener) Close() {
	l.listener.Close()
	time.AfterFunc(lastCall, l.end)
	l.answers.Wait()
	l.end()
}
