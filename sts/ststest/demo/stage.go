package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/program"
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
	built, err := program.Build(ctx)
	if err != nil {
		return err
	}
	if err := os.Symlink(built, filepath.Join(bin, "aws-runas")); err != nil {
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
	s.environ = withOwn(environ, slices.Concat([]string{
		"PATH=" + bin + string(filepath.ListSeparator) + os.Getenv("PATH"),
		"HOME=" + s.home,
		"DEMO_PROGRAM=" + self,
		"AWS_CONFIG_FILE=" + filepath.Join(s.home, ".aws", "config"),
		"AWS_SHARED_CREDENTIALS_FILE=" + filepath.Join(s.home, ".aws", "credentials"),
	}, program.ServiceVariables(s.server.URL)))
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
