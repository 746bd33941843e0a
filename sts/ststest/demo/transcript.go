package main

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"aws-runas/sts/ststest/program"
)

// transcript has a command or a comment a line.
//
//go:embed transcript.bash
var transcript string

// The prompt ends with a character that no output has, so that it is known where the output ends.
const (
	endOfPrompt = '\x1e'
	bashrc      = `PS1='$ \036'; set -e` + "\n"
)

// secret is the value of a variable with a secret, in a line of output.
var secret = regexp.MustCompile(`((?:SECRET_ACCESS_KEY|SESSION_TOKEN)='.{4})[^']*`)

// playTranscript types the commands into an interactive bash, each when the prompt is there, and copies what bash writes,
// without secrets. The first command that fails ends it.
func (s *stage) playTranscript(ctx context.Context, commands string, stdout io.Writer) error {
	path, err := exec.LookPath("bash")
	if err != nil {
		return errors.New("bash is not installed")
	}
	rc := filepath.Join(s.home, ".bashrc")
	if err := os.WriteFile(rc, []byte(bashrc), 0o600); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	bash := exec.CommandContext(ctx, path, "--noprofile", "--noediting", "--rcfile", rc, "-i")
	bash.Env, bash.Dir = s.environ, s.home
	program.WithoutTerminal(bash)
	in, err := bash.StdinPipe()
	if err != nil {
		return err
	}
	out, err := bash.StdoutPipe()
	if err != nil {
		return err
	}
	bash.Stderr = bash.Stdout
	if err := bash.Start(); err != nil {
		return err
	}
	typed, err := s.typeCommands(commands, in, bufio.NewReader(out), stdout)
	if ended := bash.Wait(); ended != nil {
		return fmt.Errorf("bash ended after %q: %w", typed, ended)
	}
	return err
}

// typeCommands returns the command that it typed last.
func (s *stage) typeCommands(commands string, in io.WriteCloser, out *bufio.Reader, stdout io.Writer) (
	typed string, err error) {
	defer in.Close()
	if _, err := out.ReadString(endOfPrompt); err != nil { // what bash says about having no terminal
		return "", err
	}
	fmt.Fprint(stdout, "$ ")
	for command := range strings.Lines(commands) {
		typed = strings.TrimSpace(command)
		fmt.Fprint(stdout, command)
		if _, err := io.WriteString(in, command); err != nil {
			return typed, err
		}
		output, err := out.ReadString(endOfPrompt)
		fmt.Fprint(stdout, s.shown(output))
		if err != nil {
			return typed, err
		}
	}
	in.Close()
	rest, err := io.ReadAll(out)
	fmt.Fprint(stdout, s.shown(string(rest)))
	return typed, err
}

// shown is the output as the reader of the transcript sees it: a short path, no secrets, and none of the marks around
// colours that are for bash's line editor, which is off.
func (s *stage) shown(output string) string {
	plain := strings.NewReplacer(s.dir, "/tmp/demo", string(endOfPrompt), "", "\x01", "", "\x02", "").Replace(output)
	return secret.ReplaceAllString(plain, "$1…")
}
