//go:build linux

// Package interactive_test holds whole sessions at a terminal: the real shells with the hook, the real binary, and the
// loopback STS.
package interactive_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"aws-runas/shells/ptytest"
	"aws-runas/sts/ststest"
)

// mark is what the prompt of a test's shell consists of.
const mark = "<@>"

// session is a shell with the hook loaded, at its prompt.
type session struct {
	*ptytest.Terminal
	tb    testing.TB
	shell string
	home  string
	sts   *ststest.Server
}

// binary is the directory with aws-runas.
var binary = ""

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "aws-runas")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "aws-runas"), "aws-runas")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return 1
	}
	binary = dir
	return m.Run()
}

// inEachShell runs the test in each shell that has a hook.
func inEachShell(t *testing.T, test func(t *testing.T, s *session)) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath(shell); err != nil {
				if os.Getenv("AWS_RUNAS_TEST_REQUIRE_SHELLS") != "" {
					t.Fatalf("%s is not installed", shell)
				}
				t.Skipf("%s is not installed", shell)
			}
			test(t, start(t, shell))
		})
	}
}

// start starts the shell and waits for its first prompt.
func start(t *testing.T, shell string) *session {
	t.Helper()
	home := t.TempDir()
	server := ststest.New(ststest.Fixture(), time.Now)
	t.Cleanup(server.Close)
	if err := ststest.WriteConfig(home); err != nil {
		t.Fatal(err)
	}
	command := map[string][]string{
		"bash": {"bash", "--noprofile", "-i"},
		"zsh":  {"zsh", "-d", "-i"},
		"fish": {"fish", "--private", "-i"},
	}[shell]
	startUp := map[string][2]string{
		"bash": {".bashrc", "PS1='" + mark + " '\n" + `eval "$(aws-runas hook bash)"`},
		"zsh":  {".zshrc", "unsetopt zle promptsp; PROMPT='" + mark + " '\n" + `eval "$(aws-runas hook zsh)"`},
		"fish": {"fish/config.fish", "set -g fish_greeting; function fish_prompt; echo -n '" + mark + " '; end; function fish_title; end\naws-runas hook fish | source"},
	}[shell]
	file := filepath.Join(home, startUp[0])
	// Without the second directory fish would begin to fill it in the background.
	for _, dir := range []string{filepath.Dir(file), filepath.Join(home, "fish", "generated_completions")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, []byte(startUp[1]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = home
	cmd.Env = []string{
		"PATH=" + binary + ":" + os.Getenv("PATH"), "HOME=" + home, "ZDOTDIR=" + home, "XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + home,
		"TERM=xterm", "LC_ALL=C.UTF-8", "INPUTRC=/dev/null", "HISTFILE=", "SHELL=/bin/sh", "NO_PROXY=127.0.0.1",
		"AWS_ENDPOINT_URL=" + server.URL, "AWS_ENDPOINT_URL_STS=" + server.URL, "AWS_EC2_METADATA_DISABLED=true", "AWS_MAX_ATTEMPTS=1",
	}
	s := &session{ptytest.Open(t, cmd, 1000), t, shell, home, server}
	s.Expect(mark)
	return s
}

// run types a line and gives what is printed up to the next prompt, with its segment and without the echo of the line.
func (s *session) run(line string) string {
	s.tb.Helper()
	s.Send(line + "\r")
	_, printed, _ := strings.Cut(s.Expect(mark), "\n")
	return printed
}

// export sets a variable of the environment; without a value it removes it.
func (s *session) export(name, value string) string {
	s.tb.Helper()
	switch {
	case s.shell == "fish" && value == "":
		return s.run("set -e " + name)
	case s.shell == "fish":
		return s.run("set -gx " + name + " " + value)
	case value == "":
		return s.run("unset " + name)
	}
	return s.run("export " + name + "=" + value)
}

// key is the access key id in the environment of a child.
func (s *session) key() string {
	s.tb.Helper()
	return regexp.MustCompile(`AWS_ACCESS_KEY_ID=(\w+)`).FindString(s.run("env"))
}

var segments = regexp.MustCompile(`\x1b\[3([13])m(\(AWS[^)]*\))`)

// wantSegment checks the segment of the prompt that ends the output: its colour and text, or empty.
func (s *session) wantSegment(output, want string) {
	s.tb.Helper()
	got := ""
	if found := segments.FindAllStringSubmatch(output, -1); found != nil {
		last := found[len(found)-1]
		got = map[string]string{"1": "red ", "3": "yellow "}[last[1]] + last[2]
	}
	if got != want {
		s.tb.Errorf("the prompt shows %q, want %q, after %q", got, want, output)
	}
}

// wantPrinted checks how often the output has a text.
func (s *session) wantPrinted(output, text string, times int) {
	s.tb.Helper()
	if got := strings.Count(output, text); got != times {
		s.tb.Errorf("%q is printed %d times, want %d: %q", text, got, times, output)
	}
}
