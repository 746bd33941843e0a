package loopback

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// get asks as a browser that follows no redirect.
func get(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	client := &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{DisableKeepAlives: true},
	}
	response, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	l, err := Listen(t.Context(), func(_ context.Context, r *http.Request) Answer {
		switch r.URL.Path {
		case "/text":
			return Answer{Status: http.StatusOK, Text: "for " + r.URL.Query().Get("a")}
		case "/away":
			return Answer{Status: http.StatusFound, Location: "https://example.com/?a=b"}
		}
		return NotFound()
	})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if host, _, err := net.SplitHostPort(l.Address); err != nil || host != "127.0.0.1" {
		t.Errorf("it listens at %s, %v", l.Address, err)
	}
	for path, want := range map[string]Answer{
		"/text?a=b+c": {200, "for b c\n", ""}, "/away": {302, "\n", "https://example.com/?a=b"}, "/": {404, "There is nothing here.\n", ""},
	} {
		r, text := get(t, "http://"+l.Address+path)
		if got := (Answer{r.StatusCode, text, r.Header.Get("Location")}); got != want {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
		if r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Referrer-Policy") != "no-referrer" || r.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
			t.Errorf("%s has the header %v", path, r.Header)
		}
	}
}

// TestNotHTTP sends what is no request, or one that is too long: the connection is closed.
func TestNotHTTP(t *testing.T) {
	t.Parallel()
	l, err := Listen(t.Context(), func(context.Context, *http.Request) Answer { return Answer{Status: 200, Text: "answered"} })
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, request := range []string{"hello\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", longest) + "\r\n\r\n"} {
		connection, err := net.Dial("tcp4", l.Address)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(connection, request)
		if text, _ := io.ReadAll(connection); strings.Contains(string(text), "answered") {
			t.Errorf("%.20q is answered", request)
		}
		connection.Close()
	}
}

// TestClose lets an answer that is under way come through, waits for nobody who asks nothing, and then nobody is answered.
func TestClose(t *testing.T) {
	t.Parallel()
	asked, goOn := make(chan struct{}), make(chan struct{})
	l, err := Listen(t.Context(), func(context.Context, *http.Request) Answer {
		close(asked)
		<-goOn
		return Answer{Status: http.StatusOK, Text: "the last"}
	})
	if err != nil {
		t.Fatal(err)
	}
	idle, err := net.Dial("tcp4", l.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	texts := make(chan string)
	go func() {
		_, text := get(t, "http://"+l.Address)
		texts <- text
	}()
	<-asked
	closed := make(chan struct{})
	go func() {
		l.Close()
		close(closed)
	}()
	close(goOn)
	if got := <-texts; got != "the last\n" {
		t.Errorf("the last answer is %q", got)
	}
	<-closed
	if c, err := net.Dial("tcp4", l.Address); err == nil {
		c.Close()
		t.Error("it still listens")
	}
}

// TestNobodyWaits ends an answer that would be waited for in vain.
func TestNobodyWaits(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{})
	l, err := Listen(t.Context(), func(ctx context.Context, _ *http.Request) Answer {
		close(asked)
		<-ctx.Done()
		return NotFound()
	})
	if err != nil {
		t.Fatal(err)
	}
	go http.Get("http://" + l.Address)
	<-asked
	l.Close()
}
