package peers_test

import (
	"context"
	"net"
	"os/exec"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
)

// motoFiles are the files of somebody with keys, a role, one behind it, one behind MFA, and a web identity. Moto takes
// whatever keys, codes and tokens it is given.
func motoFiles() map[string]string {
	return map[string]string{
		"credentials": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n",
		"config": `[default]
region = eu-west-1

[profile role]
role_arn       = arn:aws:iam::111122223333:role/first
source_profile = default

[profile chain]
role_arn       = arn:aws:iam::444455556666:role/path/second
source_profile = role

[profile mfa]
role_arn       = arn:aws:iam::111122223333:role/third
source_profile = default
mfa_serial     = arn:aws:iam::111122223333:mfa/me

[profile web]
role_arn                = arn:aws:iam::111122223333:role/fourth
web_identity_token_file = .aws/web-token
role_session_name       = job-7
`,
		"web-token": webToken,
	}
}

// TestMoto gets credentials from moto, an STS that others wrote, and lets the AWS CLI use them there.
func TestMoto(t *testing.T) {
	t.Parallel()
	need.Long(t)
	moto := need.Program(t, "moto_server", "--help")
	need.Program(t, "aws", "--version")
	bash := need.Program(t, "bash", "-c", "exit 0")
	m := program.At(t, startMoto(t, moto), "AWS_DEFAULT_REGION=eu-west-1")
	m.Write(t, motoFiles())
	for _, test := range []struct{ name, script, want string }{
		{"a role by env", `eval "$(aws-runas env -r role)" && ` + callerARN, "arn:aws:sts::111122223333:assumed-role/first/aws-runas-session_"},
		{"a chain by exec", "aws-runas exec -r chain -- " + callerARN, "arn:aws:sts::444455556666:assumed-role/second/aws-runas-session_"},
		{"MFA", `eval "$(aws-runas env -r mfa --mfa-code 123456)" && ` + callerARN, "arn:aws:sts::111122223333:assumed-role/third/aws-runas-session_"},
		{"web identity", `eval "$(aws-runas env -r web)" && ` + callerARN, "arn:aws:sts::111122223333:assumed-role/fourth/job-7"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := m.Run(t, bash, "-c", test.script)
			if r.Status != 0 || !strings.HasPrefix(r.Stdout, test.want) {
				t.Errorf("the AWS CLI is %q (status %d), want %s\n%s", r.Stdout, r.Status, test.want, r.Stderr)
			}
		})
	}
}

// startMoto starts a moto server and returns its URL when it listens.
func startMoto(t *testing.T, moto string) string {
	t.Helper()
	address := freeAddress(t)
	_, port, _ := net.SplitHostPort(address)
	ctx, stop := context.WithCancel(context.Background()) // not the test's, which ends before the process is waited for
	cmd := exec.CommandContext(ctx, moto, "-H", "127.0.0.1", "-p", port)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		cmd.Wait()
	})
	awaitListener(t, address)
	return "http://" + address
}

// freeAddress is one of loopback that nobody listened at a moment ago.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// awaitListener waits until somebody listens at the address.
func awaitListener(t *testing.T, address string) {
	t.Helper()
	deadline := time.After(program.Patience)
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		connection, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			connection.Close()
			return
		}
		select {
		case <-again.C:
		case <-deadline:
			t.Fatalf("nobody listens at %s after %v: %v", address, program.Patience, err)
		}
	}
}
