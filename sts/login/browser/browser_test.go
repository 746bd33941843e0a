package browser

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	programMode = "AWS_RUNAS_TEST_BROWSER"
	page        = "http://127.0.0.1:1/x?a=b&c"
)

// TestMain is, with the variable, a browser: it writes its arguments into the file that the variable names, or fails.
func TestMain(m *testing.M) {
	switch file := os.Getenv(programMode); file {
	case "":
		os.Exit(m.Run())
	case "fail":
		os.Exit(3)
	default:
		if os.WriteFile(file+".new", []byte(strings.Join(os.Args[1:], "\n")), 0o600) != nil || os.Rename(file+".new", file) != nil {
			os.Exit(1)
		}
	}
}

// machine has the programs and the variables, written as NAME=value, and the files whose names begin with a slash.
func machine(system string, has ...string) Machine {
	return Machine{
		System: system,
		Getenv: func(name string) string {
			for _, v := range has {
				if value, found := strings.CutPrefix(v, name+"="); found {
					return value
				}
			}
			return ""
		},
		LookPath: func(name string) (string, error) {
			if slices.Contains(has, name) {
				return "/bin/" + name, nil
			}
			return "", errors.New("not found")
		},
		Exists: func(path string) bool { return slices.Contains(has, path) },
	}
}

func TestWhichBrowser(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, system string
		has          []string
		want         string // "" for none
		elsewhere    string
	}{
		{"desktop", "linux", []string{"DISPLAY=:0", "xdg-open"}, "/bin/xdg-open " + page, ""},
		{"Wayland", "linux", []string{"WAYLAND_DISPLAY=w", "gio"}, "/bin/gio open " + page, ""},
		{"no display", "linux", []string{"xdg-open", "lynx", "TERM=xterm"}, "", "no browser is known here"},
		{"nothing", "linux", []string{"DISPLAY=:0"}, "", "no browser is known here"},
		{"BROWSER", "linux", []string{"DISPLAY=:0", "xdg-open", "mine", "BROWSER=gone:mine -new"}, "/bin/mine -new " + page, ""},
		{"BROWSER with a place", "linux", []string{"mine", "BROWSER=mine --url=%s --now"}, "/bin/mine --url=" + page + " --now", ""},
		{"BROWSER is gone", "linux", []string{"DISPLAY=:0", "xdg-open", "BROWSER=gone"}, "/bin/xdg-open " + page, ""},
		{"ssh", "linux", []string{"DISPLAY=:10", "SSH_CONNECTION=a b", "xdg-open"}, "", "ssh"},
		{"ssh with BROWSER", "linux", []string{"SSH_TTY=/dev/pts/1", "mine", "BROWSER=mine"}, "/bin/mine " + page, "ssh"},
		{"ssh to a Mac", "darwin", []string{"SSH_CONNECTION=a b", "open"}, "", "ssh"},
		{"WSL", "linux", []string{"WSL_DISTRO_NAME=Debian", "wslview"}, "/bin/wslview " + page, "WSL"},
		{"container", "linux", []string{"/.dockerenv", "DISPLAY=:0", "xdg-open"}, "/bin/xdg-open " + page, "container"},
		{"podman", "linux", []string{"/run/.containerenv", "mine", "BROWSER=mine"}, "/bin/mine " + page, "container"},
		{"Mac", "darwin", []string{"open"}, "/bin/open " + page, ""},
		{"Windows", "windows", []string{"rundll32"}, "/bin/rundll32 url.dll,FileProtocolHandler " + page, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			m := machine(test.system, test.has...)
			argv, err := m.argv(page)
			if got := strings.Join(argv, " "); got != test.want || (err == nil) != (test.want != "") {
				t.Errorf("%q (%v), want %q", got, err, test.want)
			}
			if got := m.Elsewhere(); got == "" != (test.elsewhere == "") || !strings.Contains(got, test.elsewhere) {
				t.Errorf("elsewhere since %q, want %q", got, test.elsewhere)
			}
		})
	}
}

// own is a machine whose browser is this test's binary.
func own(mode string) Machine {
	m := machine(runtime.GOOS, "BROWSER="+os.Args[0])
	m.LookPath = func(name string) (string, error) { return name, nil }
	m.Environ = append(os.Environ(), programMode+"="+mode)
	return m
}

func TestOpen(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "arguments")
	failed, err := own(file).Open(page)
	if err != nil {
		t.Fatal(err)
	}
	deadline := time.After(time.Minute)
	for {
		text, err := os.ReadFile(file)
		if err == nil {
			if string(text) != page {
				t.Errorf("opened %q, want %q", text, page)
			}
			return
		}
		select {
		case err := <-failed:
			t.Fatal(err)
		case <-deadline:
			t.Fatal("the browser was not run")
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestOpenFails(t *testing.T) {
	t.Parallel()
	failed, err := own("fail").Open(page)
	if err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-failed:
		if !strings.Contains(err.Error(), "could not open a page: exit status 3") || strings.Contains(err.Error(), page) {
			t.Errorf("error %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("nothing was said")
	}
	if _, err := machine("linux").Open(page); err != errNone {
		t.Errorf("error %v, want %v", err, errNone)
	}
	m := own("fail")
	m.LookPath = func(string) (string, error) { return filepath.Join(t.TempDir(), "gone"), nil }
	if _, err := m.Open(page); err == nil || err.Error() != "gone can't be run" {
		t.Errorf("error %v", err)
	}
}
