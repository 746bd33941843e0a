//go:build linux

// Package trial_test tries the built program as a crowd uses it, and as a bad disk, a bad neighbour and kill -9 treat it.
// For the long run:
//
//	go test ./sts/ststest/trial -rounds 100 -crashes 500
package trial_test

import (
	"context"
	"flag"
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

	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
)

var (
	rounds  = flag.Int("rounds", need.Often(1, 5), "how often twenty processes start at once")
	crashes = flag.Int("crashes", need.Often(12, 100), "how many processes are killed at random points")
)

// user is somebody with a home, who calls a service.
type user struct {
	*program.Home
	as *syscall.Credential // nil: whoever runs the test
}

// newUser has the files of ststest's alice, a cold cache, and a service of their own.
func newUser(t *testing.T) *user {
	t.Helper()
	return &user{Home: program.New(t)}
}

func (u *user) cache() string { return filepath.Join(u.Dir, ".cache", "aws-runas") }

func (u *user) path(name string) string { return filepath.Join(u.cache(), name) }

// command is a command line of aws-runas, which has no terminal.
func (u *user) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := u.Command(t, append([]string{"aws-runas"}, args...)...)
	cmd.SysProcAttr.Credential = u.as
	return cmd
}

// show has a shell print the keys that it was given.
var show = []string{"--", "sh", "-c", `echo "<$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN>"`}

// exec is the command line that prints a profile's keys.
func (u *user) exec(t *testing.T, flags ...string) *exec.Cmd {
	t.Helper()
	return u.command(t, append(append([]string{"exec"}, flags...), show...)...)
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
	o := program.Finish(t, u.exec(t, flags...))
	if o.Status != 0 || !regexp.MustCompile("^(?s:"+says+")$").MatchString(o.Stderr) {
		t.Fatalf("%v: status %d, stderr %q, want %q", flags, o.Status, o.Stderr, says)
	}
	return keysIn(t, o.Stdout)
}

// wantRole asks the service whose keys these are.
func (u *user) wantRole(t *testing.T, k keys, role string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	client := sts.New(sts.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(u.Server.URL),
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
	for _, c := range u.Server.Calls() {
		n[c.Action]++
	}
	u.Server.ClearLog()
	return n
}

// wantNoCalls checks that nothing was asked for.
func (u *user) wantNoCalls(t *testing.T) {
	t.Helper()
	if log := u.Server.Log(); log != "" {
		t.Errorf("these calls were made:\n%s", log)
	}
}
