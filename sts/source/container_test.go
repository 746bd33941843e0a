package source

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aws-runas/profile"
	"aws-runas/sts/source/sourcetest"
)

var inContainerProfile = profile.Profile{CredentialSource: profile.Container}

func TestContainer(t *testing.T) {
	t.Parallel()
	open, guarded := sourcetest.NewContainer(issued, ""), sourcetest.NewContainer(issued, "token-1")
	t.Cleanup(open.Close)
	t.Cleanup(guarded.Close)
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("token-1"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name      string
		variables []string
	}{
		{"open", []string{fullVariable + "=" + open.URL + "/credentials"}},
		{"token", []string{fullVariable + "=" + guarded.URL + "/credentials", tokenVariable + "=token-1"}},
		{"token file first", []string{fullVariable + "=" + guarded.URL + "/credentials",
			tokenVariable + "=token-2", tokenFileVariable + "=" + file}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, source := range []string{profile.Container, profile.Ambient, profile.Machine} {
				p := profile.Profile{CredentialSource: source}
				got, err := get(t.Context(), p, newResolver(t, p, test.variables...))
				if err != nil {
					t.Fatal(err)
				}
				checkCredentials(t, got, withSource(issued(), profile.Container))
			}
		})
	}
}

func TestContainerURL(t *testing.T) {
	t.Parallel()
	const notAllowed = ": only https, this machine and the agents of ECS and EKS are allowed"
	for _, test := range []struct{ relative, full, want, err string }{
		{"/v2/credentials/1", "", "http://169.254.170.2/v2/credentials/1", ""},
		{"/v2", "http://127.0.0.1/x", "http://169.254.170.2/v2", ""},
		{"@evil.test/", "", "", relativeVariable + ` is "@evil.test/": want a path that begins with /`},
		{"", "http://localhost:8080/x", "http://localhost:8080/x", ""},
		{"", "http://127.1.2.3/x", "http://127.1.2.3/x", ""},
		{"", "http://[::1]:80/x", "http://[::1]:80/x", ""},
		{"", "http://169.254.170.2/x", "http://169.254.170.2/x", ""},
		{"", "http://169.254.170.23/v1/credentials", "http://169.254.170.23/v1/credentials", ""},
		{"", "http://[fd00:ec2::23]/v1/credentials", "http://[fd00:ec2::23]/v1/credentials", ""},
		{"", "https://credentials.test/x", "https://credentials.test/x", ""},
		{"", "http://credentials.test/x?hush", "", fullVariable + " is http://credentials.test…" + notAllowed},
		{"", "http://169.254.169.254/x", "", fullVariable + " is http://169.254.169.254…" + notAllowed},
		{"", "http://127.0.0.1.test/", "", fullVariable + " is http://127.0.0.1.test…" + notAllowed},
		{"", "http://localhost@evil.test/", "", fullVariable + " is http://evil.test…" + notAllowed},
		{"", "127.0.0.1/x", "", fullVariable + " is no URL"},
		{"", "file:///etc/passwd", "", fullVariable + " is no URL"},
		{"", "http://[::1", "", fullVariable + " is no URL"},
		{"", "", "", "neither " + relativeVariable + " nor " + fullVariable + " is set"},
	} {
		d := newResolver(t, inContainerProfile, relativeVariable+"="+test.relative, fullVariable+"="+test.full)
		got, err := containerURL(d.Getenv)
		if text := errorText(err); got != test.want || text != test.err {
			t.Errorf("relative %q, full %q: %q, error %q; want %q, %q", test.relative, test.full, got, text, test.want, test.err)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestContainerRefuses(t *testing.T) {
	t.Parallel()
	guarded := sourcetest.NewContainer(issued, "token-1")
	t.Cleanup(guarded.Close)
	says := func(status int, contentType, body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			w.Write([]byte(body))
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("token-1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(t.TempDir(), "none")
	const endpoint = "the container's credentials endpoint: "
	for _, test := range []struct{ name, url, variable, want string }{
		{"wrong token", guarded.URL + "/credentials", tokenVariable + "=hush",
			endpoint + "it responds InvalidTokenException: the authorization token is not valid"},
		{"no such page", guarded.URL + "/other", "", endpoint + "it responds 404 Not Found"},
		{"page", says(200, "text/html", "<html>"), "", endpoint + "its response is not the expected JSON"},
		{"redirect", says(307, "text/html", ""), "", endpoint + "it responds 307 Temporary Redirect"},
		{"no keys", says(200, "application/json", "{}"), "", endpoint + "incomplete credentials in its response"},
		{"line break in the token", guarded.URL + "/credentials", tokenVariable + "=a\nb",
			tokenVariable + ": the token has a line break in it"},
		{"line break in the file", guarded.URL + "/credentials", tokenFileVariable + "=" + file,
			tokenFileVariable + ": the token has a line break in it"},
		{"no token file", guarded.URL + "/credentials", tokenFileVariable + "=" + missing,
			tokenFileVariable + ": open " + missing + ": "},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := newResolver(t, inContainerProfile, fullVariable+"="+test.url, test.variable)
			_, err := get(t.Context(), inContainerProfile, d)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error %v\nwant  %s", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), "hush") {
				t.Errorf("the token is in the error %v", err)
			}
		})
	}
}
