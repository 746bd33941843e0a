package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"aws-runas/sts/ststest"
)

// stage is where the demo happens: a directory with a home and the programs, and the STS.
type stage struct {
	dir     string
	home    string
	server  *ststest.Server
	environ []string
}

// setUp builds the program and the home, and starts the STS. The environment is the one the demo was started with.
func setUp(ctx context.Context, environ []string) (*stage, error) {
	dir, err := os.MkdirTemp("", "aws-runas-demo-")
	if err != nil {
		return nil, err
	}
	s := &stage{dir: dir, home: filepath.Join(dir, "home"), server: ststest.New(ststest.Fixture(), time.Now)}
	if err := s.furnish(ctx, environ); err != nil {
		return nil, errors.Join(err, s.tearDown())
	}
	return s, nil
}

// tearDown leaves nothing behind.
func (s *stage) tearDown() error {
	s.server.Close()
	return os.RemoveAll(s.dir)
}

func (s *stage) furnish(ctx context.Context, environ []string) error {
	bin := filepath.Join(s.dir, "bin")
	if err := os.MkdirAll(bin, 0o700); err != nil {
		return err
	}
	if err := build(ctx, filepath.Join(bin, "aws-runas")); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	for _, name := range []string{"mfa-code", "who-am-i", "sts-log"} {
		script := "#!/bin/sh\nexec \"$DEMO_PROGRAM\" " + name + "\n"
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o700); err != nil {
			return err
		}
	}
	if err := ststest.WriteConfig(s.home); err != nil {
		return err
	}
	s.environ = withOwn(environ, []string{
		"PATH=" + bin + string(filepath.ListSeparator) + os.Getenv("PATH"),
		"HOME=" + s.home,
		"DEMO_PROGRAM=" + self,
		"AWS_CONFIG_FILE=" + filepath.Join(s.home, ".aws", "config"),
		"AWS_SHARED_CREDENTIALS_FILE=" + filepath.Join(s.home, ".aws", "credentials"),
		"AWS_ENDPOINT_URL=" + s.server.URL,
		"AWS_ENDPOINT_URL_STS=" + s.server.URL,
		"AWS_ENDPOINT_URL_SSO=" + s.server.URL,
		"AWS_ENDPOINT_URL_SSO_OIDC=" + s.server.URL,
		"AWS_EC2_METADATA_DISABLED=true",
		"NO_PROXY=127.0.0.1",
		"no_proxy=127.0.0.1",
	})
	return nil
}

// build compiles the program of the module that the working directory is in.
func build(ctx context.Context, target string) error {
	root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", "aws-runas").Output()
	if err != nil {
		return fmt.Errorf("find the source of aws-runas, which the working directory must be in: %w", err)
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", target, ".")
	cmd.Dir = strings.TrimSpace(string(root))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build aws-runas: %w\n%s", err, out)
	}
	return nil
}

// withOwn is the environment with our own variables in place of the user's, and without those that would lead a program
// to the user's keys, files or history.
func withOwn(environ, own []string) []string {
	dropped := []string{"ENV", "BASH_ENV", "PROMPT_COMMAND", "PS1", "HISTFILE", "ZDOTDIR"}
	for _, v := range own {
		name, _, _ := strings.Cut(v, "=")
		dropped = append(dropped, name)
	}
	for _, v := range environ {
		name, _, _ := strings.Cut(v, "=")
		if !slices.Contains(dropped, name) && !strings.HasPrefix(name, "AWS_") && !strings.HasPrefix(name, "XDG_") {
			own = append(own, v)
		}
	}
	return own
}
