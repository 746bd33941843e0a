package program

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/ststest"
)

// Home is all that a process under test knows of the world: a home directory, an environment, and a service.
type Home struct {
	Dir     string          // the home directory, where processes run, too
	Program string          // the path of aws-runas
	Server  *ststest.Server // nil where the service is another's
	URL     string          // of the service
	More    []string        // variables of the environment, which win over the usual ones
}

// New has the files of ststest's Fixture, and a service of its own.
func New(tb testing.TB, more ...string) *Home {
	tb.Helper()
	h := At(tb, "", more...)
	h.Serve(tb, ststest.Fixture())
	if err := ststest.WriteConfig(h.Dir); err != nil {
		tb.Fatal(err)
	}
	return h
}

// At has an empty home directory, and the service that is at the URL.
func At(tb testing.TB, serviceURL string, more ...string) *Home {
	tb.Helper()
	return &Home{Dir: tb.TempDir(), Program: Path(tb), URL: serviceURL, More: more}
}

// Serve starts a service of the home's own, in place of the one that it had.
func (h *Home) Serve(tb testing.TB, world ststest.World) {
	h.Server = ststest.New(world, time.Now)
	h.URL = h.Server.URL
	tb.Cleanup(h.Server.Close)
}

// Environ is the environment of processes: of the real machine's it has PATH alone.
func (h *Home) Environ() []string {
	usual := []string{
		"PATH=" + filepath.Dir(h.Program) + string(filepath.ListSeparator) + os.Getenv("PATH"),
		"HOME=" + h.Dir, "USERPROFILE=" + h.Dir, "SHELL=/bin/sh", "AWS_MAX_ATTEMPTS=1",
	}
	return slices.Concat(usual, ServiceVariables(h.URL), h.More)
}

// ServiceVariables are those that lead every call of every SDK to the service at the URL, and nowhere else.
func ServiceVariables(serviceURL string) []string {
	return []string{
		"AWS_ENDPOINT_URL=" + serviceURL, "AWS_ENDPOINT_URL_STS=" + serviceURL, "AWS_ENDPOINT_URL_SSO=" + serviceURL,
		"AWS_ENDPOINT_URL_SSO_OIDC=" + serviceURL, "AWS_ENDPOINT_URL_SIGNIN=" + serviceURL,
		"AWS_EC2_METADATA_DISABLED=true", "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1",
	}
}

// Write puts files into ~/.aws.
func (h *Home) Write(tb testing.TB, files map[string]string) {
	tb.Helper()
	dir := filepath.Join(h.Dir, ".aws")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		tb.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
}

// OwnCopy makes the home's program one that other users can run as well: a copy beside the home directory.
func (h *Home) OwnCopy(tb testing.TB) {
	tb.Helper()
	path, err := copyTo(tb.TempDir(), h.Program)
	if err != nil {
		tb.Fatal(err)
	}
	h.Program = path
}

// Command is a command line without a terminal. "aws-runas" is the home's. It ends with the test, and after Patience.
func (h *Home) Command(tb testing.TB, argv ...string) *exec.Cmd {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), Patience)
	tb.Cleanup(cancel)
	name := argv[0]
	if name == "aws-runas" {
		name = h.Program
	}
	cmd := exec.CommandContext(ctx, name, argv[1:]...)
	cmd.Env, cmd.Dir, cmd.WaitDelay = h.Environ(), h.Dir, time.Second
	WithoutTerminal(cmd)
	return cmd
}

// Outcome is what a process came to.
type Outcome struct {
	Stdout, Stderr string
	Status         int // -1 if it was killed
}

// Run runs a command line to its end.
func (h *Home) Run(tb testing.TB, argv ...string) Outcome {
	tb.Helper()
	return Finish(tb, h.Command(tb, argv...))
}

// Finish runs a command to its end. One that can't be started fails the test.
func Finish(tb testing.TB, cmd *exec.Cmd) Outcome {
	tb.Helper()
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); cmd.ProcessState == nil {
		tb.Fatal(err)
	}
	return Outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}
