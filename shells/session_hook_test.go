//go:build linux

package shells_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aws-runas/shells"
	"aws-runas/shells/ptytest"
)

// mark is what the prompt of a test's shell consists of.
const mark = "<@>"

// session is an interactive shell with the hook loaded and a stub in place of the binary.
type session struct {
	*ptytest.Terminal
	tb      testing.TB
	program program
	dir     string
	stub    stub
	greeted string // what was printed up to the first prompt
}

// setup is what a session starts with.
type setup struct {
	bare      bool // without the hook
	options   shells.HookOptions
	before    string   // in the start-up file, before the hook
	after     string   // and after it
	variables []string // in the environment
	under     []string // the program that runs the shell
	flags     []string // of bash
	columns   uint16
}

// interactive lists the shells that have a hook and run on a pseudo-terminal here.
func interactive(t *testing.T, test func(t *testing.T, p program)) {
	for _, p := range programs {
		if p.dialect == "sh" || p.dialect == "powershell" {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			test(t, p.require(t))
		})
	}
}

// start runs the shell up to its first prompt.
func start(tb testing.TB, p program, with setup) *session {
	tb.Helper()
	dir := tb.TempDir()
	stub := newStub(tb)
	text := ""
	if !with.bare {
		text = hook(tb, p.dialect, with.options)
	}
	writeFile(tb, dir, "hook", text, 0o600)
	rc := startUpFile(p, with.before, filepath.Join(dir, "hook"), with.after)
	command := append([]string{p.command[0], "--noprofile", "--rcfile", filepath.Join(dir, "rc")}, with.flags...)
	switch p.dialect {
	case "zsh":
		writeFile(tb, dir, ".zshrc", rc, 0o600)
		command = []string{"zsh", "-d", "-i"}
	case "fish":
		// Without the directory fish would begin to fill it in the background.
		if err := os.MkdirAll(filepath.Join(dir, "fish", "generated_completions"), 0o700); err != nil {
			tb.Fatal(err)
		}
		writeFile(tb, dir, "fish/config.fish", rc, 0o600)
		command = []string{"fish", "--private", "-i"}
	default:
		writeFile(tb, dir, "rc", rc, 0o600)
		command = append(command, "-i")
	}
	command = append(with.under[:len(with.under):len(with.under)], command...)
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	cmd.Env = append([]string{
		"PATH=" + stub.dir + ":" + os.Getenv("PATH"), "HOME=" + dir, "TERM=xterm", "LC_ALL=C.UTF-8", "HISTFILE=",
		"ZDOTDIR=" + dir, "XDG_CONFIG_HOME=" + dir, "XDG_DATA_HOME=" + dir, "INPUTRC=/dev/null",
	}, with.variables...)
	columns := with.columns
	if columns == 0 {
		columns = 1000
	}
	s := &session{Terminal: ptytest.Open(tb, cmd, columns), tb: tb, program: p, dir: dir, stub: stub}
	s.greeted = s.Expect(mark)
	return s
}

// startUpFile sets a bare prompt, and loads the hook between the two texts.
func startUpFile(p program, before, hook, after string) string {
	prompt := "PS1='" + mark + " '"
	load := `\eval "$(cat '` + hook + `')"`
	switch p.dialect {
	case "zsh":
		prompt = "unsetopt zle promptsp; PROMPT='" + mark + " '"
	case "fish":
		prompt = "set -g fish_greeting; function fish_prompt; echo -n '" + mark + " '; end; function fish_title; end"
		load = "source '" + hook + "'"
	}
	return strings.Join([]string{prompt, before, load, after, ""}, "\n")
}

// run types a line and gives what the shell prints up to and with the next prompt.
func (s *session) run(line string) string {
	s.tb.Helper()
	s.Send(line + "\r")
	_, printed, _ := strings.Cut(s.Expect(mark), "\n")
	return printed
}

// export sets variables, given as NAME=value with values that need no quotes but single ones.
func (s *session) export(variables ...string) string {
	s.tb.Helper()
	var line []string
	for _, v := range variables {
		name, value, _ := strings.Cut(v, "=")
		if s.program.dialect == "fish" {
			line = append(line, "set -gx "+name+" '"+value+"'")
		} else {
			line = append(line, `\export `+name+"='"+value+"'")
		}
	}
	return s.run(strings.Join(line, "; "))
}

func (s *session) unset(name string) string {
	s.tb.Helper()
	if s.program.dialect == "fish" {
		return s.run("set -e " + name)
	}
	return s.run("unset " + name)
}

// status runs a line that prints the status of the line before.
func (s *session) status() string {
	s.tb.Helper()
	line := `echo "<$?>"`
	if s.program.dialect == "fish" {
		line = `echo "<$status>"`
	}
	_, status, _ := strings.Cut(s.run(line), "<")
	status, _, _ = strings.Cut(status, ">")
	return status
}

var segmentPattern = regexp.MustCompile(`\x1b\[3([13])m(\(AWS.*?\))\x1b[^ ]{2,10} `)

// segment gives the colour and the text of the segment in the prompt that ends the output; empty without one.
func segment(output string) string {
	found := segmentPattern.FindAllStringSubmatch(output, -1)
	if n := strings.Count(output, "(AWS"); n != len(found) || n > 1 {
		return fmt.Sprintf("not understood: %q", output)
	} else if n == 0 {
		return ""
	}
	return map[string]string{"1": "red ", "3": "yellow "}[found[0][1]] + found[0][2]
}
