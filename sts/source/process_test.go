package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
)

var noProfile profile.Profile

func TestProcess(t *testing.T) {
	t.Parallel()
	long := aws.Credentials{AccessKeyID: "AKIAPROCESS", SecretAccessKey: "secret", Source: "credential_process"}
	temporary := long
	temporary.SessionToken, temporary.CanExpire, temporary.Expires = "token", true, now.Add(time.Hour)
	for _, test := range []struct {
		name, output string
		want         aws.Credentials
	}{
		{"long-term", `{"Version": 1, "AccessKeyId": "AKIAPROCESS", "SecretAccessKey": "secret"}`, long},
		{"null stands for nothing", `{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"secret",` +
			`"SessionToken":null,"Expiration":null}`, long},
		{"temporary", `{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"secret","SessionToken":"token",` +
			`"Expiration":"2030-01-31T13:00:00+00:00","AccountId":"111122223333"}` + "\n", temporary},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			ctx, d := withProgram(t, "print", programOutput+"="+test.output)
			got, err := get(ctx, profile.Profile{CredentialProcess: commandLine("")}, d)
			if err != nil {
				t.Fatal(err)
			}
			checkCredentials(t, got, test.want)
		})
	}
}

func TestProcessPrintsNonsense(t *testing.T) {
	t.Parallel()
	const keys = `"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"hush"`
	for _, test := range []struct{ name, output, want string }{
		{"no JSON", "AKIAPROCESS hush", "what it printed is not the expected JSON"},
		{"nothing", "", "what it printed is not the expected JSON"},
		{"a key that is no string", `{"Version":1,"AccessKeyId":7}`, "what it printed is not the expected JSON"},
		{"no version", `{` + keys + `}`, "what it printed is not of Version 1"},
		{"another version", `{"Version":2,` + keys + `}`, "what it printed is not of Version 1"},
		{"version in quotes", `{"Version":"1",` + keys + `}`, "what it printed is not of Version 1"},
		{"no id", `{"Version":1,"SecretAccessKey":"hush"}`, "what it printed has no AccessKeyId"},
		{"no secret", `{"Version":1,"AccessKeyId":"AKIAPROCESS"}`, "what it printed has no SecretAccessKey"},
		{"no time", `{"Version":1,` + keys + `,"Expiration":"soon"}`,
			"what it printed has an Expiration that is no time of ISO 8601"},
		{"over", `{"Version":1,` + keys + `,"Expiration":"2030-01-31T12:00:00Z"}`,
			"the credentials it printed expired at 2030-01-31T12:00:00Z"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			ctx, d := withProgram(t, "print", programOutput+"="+test.output)
			_, err := get(ctx, profile.Profile{CredentialProcess: commandLine("")}, d)
			checkError(t, err, "credential_process: "+test.want)
		})
	}
}

func TestRunPassesWordsAsTheyAre(t *testing.T) {
	t.Parallel()
	ctx, d := withProgram(t, "arguments")
	out, err := d.Run(ctx, commandLine(`$HOME "a  b" ~ ; *`))
	if want := `["$HOME" "a  b" "~" ";" "*"]`; err != nil || string(out) != want {
		t.Errorf("arguments %s (%v), want %s", out, err, want)
	}
}

func TestRunReachesTheUser(t *testing.T) {
	t.Parallel()
	ctx, d := withProgram(t, "ask")
	var stderr bytes.Buffer
	d.Stdin, d.Stderr = strings.NewReader("yes\n"), &stderr
	out, err := d.Run(ctx, commandLine(""))
	if err != nil || string(out) != "yes\n" {
		t.Errorf("printed %q (%v), want what stdin had", out, err)
	}
	if stderr.String() != "touch it: " {
		t.Errorf("stderr %q, want the program's question", stderr.String())
	}
}

func TestRunFails(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, line, want string
		noInput          bool
	}{
		{"exit status", commandLine("--password hush"), `"` + os.Args[0] + `" failed: exit status 3`, false},
		{"not there", "no-such-program-here --password hush",
			`"no-such-program-here" can't be run: ` + exec.ErrNotFound.Error(), false},
		{"quote", `x "y`, "the command line has a quote that is not closed", false},
		{"no input", commandLine(""), "the program might ask, but prompting is disabled", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			ctx, d := withProgram(t, "fail")
			if test.noInput {
				d.NoInput = errors.New("prompting is disabled")
			}
			_, err := d.Run(ctx, test.line)
			checkError(t, err, test.want)
			if _, is := errors.AsType[*NoInputError](err); is != test.noInput {
				t.Errorf("the error is a NoInputError: %v, want %v", is, test.noInput)
			}
		})
	}
}

func TestRunIsInterrupted(t *testing.T) {
	t.Parallel()
	ctx, d := withProgram(t, "wait")
	ctx, interrupt := context.WithCancel(ctx)
	stderr, w := io.Pipe()
	d.Stderr = w
	go func() {
		bufio.NewReader(stderr).ReadString('\n')
		interrupt()
		io.Copy(io.Discard, stderr)
	}()
	if _, err := d.Run(ctx, commandLine("")); err != context.Canceled {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestRunLeavesAProgramBehind(t *testing.T) {
	t.Parallel()
	ctx, d := withProgram(t, "leave")
	stdin, end, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	defer end.Close() // the program behind ends with it
	d.Stdin = stdin
	out, err := d.Run(ctx, commandLine(""))
	if err != nil || string(out) != "left" {
		t.Errorf("printed %q (%v), want what the program itself printed", out, err)
	}
}

func TestRunWithoutEnd(t *testing.T) {
	t.Parallel()
	const refusal = "the command runs aws-runas, which would run the same command again, without end"
	line := commandLine("")
	ctx, d := withProgram(t, "again", programLine+"="+line)
	if out, err := d.Run(ctx, line); err != nil || string(out) != refusal {
		t.Errorf("the same command inside said %q (%v), want %q", out, err, refusal)
	}
	ctx, d = withProgram(t, "again", programLine+"="+commandLine("another"))
	if out, err := d.Run(ctx, line); err != nil || string(out) != refusal {
		t.Errorf("the same command two levels down said %q (%v), want %q", out, err, refusal)
	}
	p := profile.Profile{CredentialProcess: line}
	running, err := d.running(line)
	if err != nil {
		t.Fatal(err)
	}
	below := newResolver(t, p, runningVariable+"="+running)
	if _, err := below.Source(p); err == nil || err.Error() != "credential_process: "+refusal {
		t.Errorf("the identity of the same command inside: %v, want %q", err, refusal)
	}
}
