//go:build linux

// Package trial_test tries the built program as a crowd uses it, and as a bad disk, a bad neighbour and kill -9 treat it.
// For the long run:
//
//	go test ./sts/ststest/trial -rounds 100 -crashes 500
package trial_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/sts/ststest"
)

var (
	rounds  = flag.Int("rounds", 3, "how often twenty processes start at once")
	crashes = flag.Int("crashes", 40, "how many processes are killed at random points")
)

// binary is aws-runas.
var binary string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "aws-runas")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { // other users run it, too
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	binary = filepath.Join(dir, "aws-runas")
	build := exec.Command("go", "build", "-o", binary, "aws-runas")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return 1
	}
	return m.Run()
}

// user is somebody with a home, who calls a service.
type user struct {
	home   string
	server *ststest.Server
	as     *syscall.Credential // nil: whoever runs the test
}

// newUser has the files of ststest's alice, a cold cache, and a service of their own.
func newUser(t *testing.T) *user {
	t.Helper()
	u := &user{home: t.TempDir(), server: ststest.New(ststest.Fixture(), time.Now)}
	t.Cleanup(u.server.Close)
	if err := ststest.WriteConfig(u.home); err != nil {
		t.Fatal(err)
	}
	return u
}

func (u *user) cache() string { return filepath.Join(u.home, ".cache", "aws-runas") }

func (u *user) path(name string) string { return filepath.Join(u.cache(), name) }

func (u *user) environ() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + u.home, "SHELL=/bin/sh", "NO_PROXY=127.0.0.1", "AWS_EC2_METADATA_DISABLED=true",
		"AWS_ENDPOINT_URL=" + u.server.URL, "AWS_ENDPOINT_URL_STS=" + u.server.URL, "AWS_MAX_ATTEMPTS=1",
	}
}

// command is a command line of aws-runas, which has no terminal. It ends with the test at the latest, and after a minute.
func (u *user) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env, cmd.Dir = u.environ(), u.home
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Credential: u.as}
	return cmd
}

// show has a shell print the keys that it was given.
var show = []string{"--", "sh", "-c", `echo "<$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN>"`}

// exec is the command line that prints a profile's keys.
func (u *user) exec(t *testing.T, flags ...string) *exec.Cmd {
	t.Helper()
	return u.command(t, append(append([]string{"exec"}, flags...), show...)...)
}

// outcome is what came of a command.
type outcome struct {
	stdout, stderr string
	status         int // -1 if it was killed
}

func result(t *testing.T, cmd *exec.Cmd) outcome {
	t.Helper()
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// keys are temporary credentials.
type keys struct{ id, secret, token string }

var shown = regexp.MustCompile(`<(\S*) (\S*) (\S*)>`)

// keysIn finds what show printed.
func keysIn(t *testing.T, output string) keys {
	t.Helper()
	found := shown.FindStringSubmatch(output)
	if found == nil {
		t.Fatalf("no keys in %q", output)
	}
	return keys{found[1], found[2], found[3]}
}

// get runs the command line that prints a profile's keys. It must succeed and say nothing, or else what matches.
func (u *user) get(t *testing.T, says string, flags ...string) keys {
	t.Helper()
	o := result(t, u.exec(t, flags...))
	if o.status != 0 || !regexp.MustCompile("^(?s:"+says+")$").MatchString(o.stderr) {
		t.Fatalf("%v: status %d, stderr %q, want %q", flags, o.status, o.stderr, says)
	}
	return keysIn(t, o.stdout)
}

// wantRole asks the service whose keys these are.
func (u *user) wantRole(t *testing.T, k keys, role string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	client := sts.New(sts.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(u.server.URL),
		Credentials: credentials.NewStaticCredentialsProvider(k.id, k.secret, k.token),
	})
	who, err := client.GetCallerIdentity(ctx, nil)
	want := ":assumed-role/" + role[strings.LastIndex(role, "/")+1:] + "/"
	if err != nil || !strings.Contains(*who.Arn, want) {
		t.Fatalf("the keys …%s are of %+v, %v; want %s", k.id[max(0, len(k.id)-4):], who, err, want)
	}
}

// calls counts the calls so far by action, and forgets them.
func (u *user) calls() map[string]int {
	n := map[string]int{}
	for _, c := range u.server.Calls() {
		n[c.Action]++
	}
	u.server.ClearLog()
	return n
}

// wantNoCalls checks that nothing was asked for.
func (u *user) wantNoCalls(t *testing.T) {
	t.Helper()
	if log := u.server.Log(); log != "" {
		t.Errorf("these calls were made:\n%s", log)
	}
}
