//go:build linux

// Package interactive_test holds whole sessions at a terminal: the real shells with the hook, the real binary, and the
// loopback STS.
package interactive_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
)

// mark is what the prompt of a test's shell consists of.
const mark = "<@>"

// session is a shell with the hook loaded, at its prompt.
type session struct {
	*program.Process
	tb    testing.TB
	shell string
	sts   *ststest.Server
}

// inEachShell runs the test in each shell that has a hook.
func inEachShell(t *testing.T, test func(t *testing.T, s *session)) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			need.Program(t, shell)
			test(t, start(t, shell))
		})
	}
}

// start starts the shell and waits for its first prompt.
func start(t *testing.T, shell string) *session {
	t.Helper()
	h := program.New(t, "TERM=xterm", "LC_ALL=C.UTF-8", "INPUTRC=/dev/null", "HISTFILE=")
	for _, name := range []string{"ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"} {
		h.More = append(h.More, name+"="+h.Dir)
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
	file := filepath.Join(h.Dir, startUp[0])
	// Without the second directory fish would begin to fill it in the background.
	for _, dir := range []string{filepath.Dir(file), filepath.Join(h.Dir, "fish", "generated_completions")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, []byte(startUp[1]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &session{h.Pty(t, command...), t, shell, h.Server}
	s.Expect(mark)
	return s
}

// run types a line and returns what is printed up to the next prompt, with its segment and without the echo of the line.
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
