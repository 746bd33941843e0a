// Package peers_test holds the whole program against programs that others wrote: botocore and the AWS CLI as clients of
// the loopback STS, moto as a service. Each is skipped by its name where it is not installed.
package peers_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// binary is the program under test, which TestMain builds.
var binary string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "aws-runas-peers")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "aws-runas")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", binary, "aws-runas").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build aws-runas: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// patience is how long any other process may take: a busy machine starts Python slowly.
const patience = time.Minute

// installed gives the path of a program, and skips the test where there is none that runs.
func installed(t *testing.T, name string, probe ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if out, err := exec.CommandContext(ctx, path, probe...).CombinedOutput(); err != nil {
		t.Skipf("%s %q does not work: %v\n%s", name, probe, err, out)
	}
	return path
}

// machine is all that a process under test knows of the world.
type machine struct {
	home    string // where it runs, too
	environ []string
}

// newMachine has an empty home directory, and no variable of the real machine that could lead a process elsewhere than
// to the service.
func newMachine(t *testing.T, serviceURL string, more ...string) machine {
	t.Helper()
	m := machine{home: t.TempDir()}
	m.environ = append([]string{
		"HOME=" + m.home,
		"USERPROFILE=" + m.home,
		"PATH=" + filepath.Dir(binary) + string(filepath.ListSeparator) + os.Getenv("PATH"),
		"AWS_ENDPOINT_URL=" + serviceURL,
		"AWS_ENDPOINT_URL_STS=" + serviceURL,
		"AWS_EC2_METADATA_DISABLED=true",
		"AWS_MAX_ATTEMPTS=1",
		"NO_PROXY=127.0.0.1",
	}, more...)
	return m
}

// write puts files into ~/.aws.
func (m machine) write(t *testing.T, files map[string]string) {
	t.Helper()
	dir := filepath.Join(m.home, ".aws")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// result is what a process came to.
type result struct {
	stdout, stderr string
	status         int
}

// run runs a program to its end.
func (m machine) run(t *testing.T, argv ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = m.home, m.environ, &stdout, &stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	if ctx.Err() != nil {
		t.Fatalf("%q did not end in %v; stderr:\n%s", argv, patience, &stderr)
	}
	if cmd.ProcessState == nil {
		t.Fatalf("%q: %v", argv, err)
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}
