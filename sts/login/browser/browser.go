// Package browser opens a page in the user's browser.
//
// It is not responsible for what is opened, and never runs a browser that would take the terminal.
package browser

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// Machine is what the choice of a browser depends on.
type Machine struct {
	System   string // as runtime.GOOS
	Getenv   func(string) string
	Environ  []string                     // of the program that opens the page
	LookPath func(string) (string, error) // as exec.LookPath
	Exists   func(path string) bool       // whether there is such a file
}

// Elsewhere says why a browser would not come back to this machine's loopback interface: the user sits at another one, or
// the browser runs in another network. It is empty where it would.
func (m Machine) Elsewhere() string {
	switch {
	case m.Getenv("SSH_CONNECTION") != "" || m.Getenv("SSH_TTY") != "" || m.Getenv("SSH_CLIENT") != "":
		return "this is an ssh session"
	case m.wsl():
		return "this is WSL, whose browser is in Windows"
	case m.System == "linux" && (m.Exists("/.dockerenv") || m.Exists("/run/.containerenv") || m.Getenv("KUBERNETES_SERVICE_HOST") != ""):
		return "this is a container"
	}
	if _, err := m.argv(""); err != nil {
		return err.Error()
	}
	return ""
}

func (m Machine) wsl() bool {
	return m.System == "linux" && (m.Getenv("WSL_DISTRO_NAME") != "" || m.Getenv("WSL_INTEROP") != "")
}

var errNone = errors.New("no browser is known here: $BROWSER can name one")

// argv is the program that opens a page, the first that there is. $BROWSER goes before all, a list of command lines in
// which %s stands for the page, as Python's webbrowser and xdg-open read it.
func (m Machine) argv(url string) ([]string, error) {
	separator := ":"
	if m.System == "windows" {
		separator = ";"
	}
	for line := range strings.SplitSeq(m.Getenv("BROWSER"), separator) {
		if argv := m.found(fill(strings.Fields(line), url)); argv != nil {
			return argv, nil
		}
	}
	for _, line := range m.usual() {
		if argv := m.found(append(line, url)); argv != nil {
			return argv, nil
		}
	}
	return nil, errNone
}

func fill(argv []string, url string) []string {
	filled := false
	for i, word := range argv {
		if strings.Contains(word, "%s") {
			argv[i], filled = strings.ReplaceAll(word, "%s", url), true
		}
	}
	if len(argv) > 0 && !filled {
		argv = append(argv, url)
	}
	return argv
}

// usual lists the programs that open a page on a system. None of them is a browser for terminals: it would take ours.
func (m Machine) usual() [][]string {
	over := m.Getenv("SSH_CONNECTION") != "" || m.Getenv("SSH_TTY") != "" // it would open where nobody sits
	switch {
	case m.System == "darwin" && !over:
		return [][]string{{"open"}}
	case m.System == "windows" && !over:
		return [][]string{{"rundll32", "url.dll,FileProtocolHandler"}} // start would read & in the page as an end
	case m.wsl():
		return [][]string{{"wslview"}}
	case !over && (m.Getenv("DISPLAY") != "" || m.Getenv("WAYLAND_DISPLAY") != ""):
		return [][]string{{"xdg-open"}, {"gio", "open"}, {"x-www-browser"}, {"firefox"}}
	}
	return nil
}

func (m Machine) found(argv []string) []string {
	if len(argv) == 0 {
		return nil
	}
	path, err := m.LookPath(argv[0])
	if err != nil {
		return nil
	}
	return append([]string{path}, argv[1:]...)
}

// Open begins to open a page. It does not wait: a browser may run for days. What fails afterwards comes through the
// channel, in which there is nothing when the program ended well. The error names the program and not the page.
func (m Machine) Open(url string) (failed <-chan error, err error) {
	argv, err := m.argv(url)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(argv[0], argv[1:]...) // its streams are none: neither our stdout nor the terminal is its
	cmd.Env = m.Environ
	ownGroup(cmd) // Ctrl-C ends us, and not the browser
	name := filepath.Base(argv[0])
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%s can't be run", name)
	}
	ended := make(chan error, 1)
	go func() {
		if err := cmd.Wait(); err != nil {
			ended <- fmt.Errorf("%s could not open a page: %w", name, err)
		}
	}()
	return ended, nil
}
