package peers_test

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
)

// lifetime makes credentials of the fixture's dev older than they can get: what is cached is removed, as a clock that is moved
// for one process is not for its children.
func lifetime(t *testing.T, m *program.Home) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(m.Dir, ".cache/aws-runas/*.entry"))
	if err != nil || len(found) == 0 {
		t.Fatalf("nothing is cached: %v", err)
	}
	for _, file := range found {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

func assumed(m *program.Home) int {
	n := 0
	for _, c := range m.Server.Calls() {
		if c.Action == "AssumeRole" {
			n++
		}
	}
	return n
}

// TestBoto3Renews has one process live through three lifetimes of 15 minutes, of which boto3 asks for new ones before every
// request; the user's default keys, which would come before a server's, are in the credentials file.
func TestBoto3Renews(t *testing.T) {
	t.Parallel()
	python := need.Program(t, "python3", "-c", "import boto3")
	m := program.New(t, "AWS_DEFAULT_REGION=eu-west-1")
	script, err := filepath.Abs("testdata/lifetimes.py")
	if err != nil {
		t.Fatal(err)
	}
	cmd := m.Command(t, "aws-runas", "exec", "-r", "dev", "-d", "900", "--renew", "--", python, script)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewScanner(out)
	ask := func(what string) string {
		io.WriteString(in, what+"\n")
		if !answers.Scan() {
			t.Fatal("the Python process has ended")
		}
		return answers.Text()
	}
	keys := map[string]bool{}
	for n := 1; n <= 3; n++ {
		answer := ask("who")
		if !strings.HasPrefix(answer, assumedARN(ststest.DeveloperARN)) {
			t.Errorf("lifetime %d: boto3 is %q", n, answer)
		}
		keys[answer[strings.LastIndex(answer, " ")+1:]] = true
		if got := assumed(m); got != n {
			t.Errorf("lifetime %d: %d times AssumeRole", n, got)
		}
		lifetime(t, m)
	}
	if len(keys) != 3 {
		t.Errorf("three lifetimes had the keys %v", keys)
	}
	if got := ask("herd"); got != "1 identity" || assumed(m) != 4 {
		t.Errorf("twenty at once: %s, %d times AssumeRole in all", got, assumed(m))
	}
	lifetime(t, m)
	m.Server.Fail(ststest.Failure{Kind: ststest.Deny, Action: "AssumeRole", Count: 100})
	if got := ask("who"); !strings.HasPrefix(got, assumedARN(ststest.DeveloperARN)) {
		t.Errorf("with minutes left boto3 does not go on: %q", got)
	}
	if got := ask("new"); !strings.HasPrefix(got, "CredentialRetrievalError ") || !strings.Contains(got, `aws-runas: profile "dev": assume `+ststest.DeveloperARN) {
		t.Errorf("boto3 says %q", got)
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// TestAWSCLIRenews has the AWS CLI take the profile, whatever the user's default keys are, and show why it fails.
func TestAWSCLIRenews(t *testing.T) {
	t.Parallel()
	need.Program(t, "aws", "--version")
	m := program.New(t, "AWS_DEFAULT_REGION=eu-west-1")
	r := m.Run(t, "aws-runas", "exec", "-r", "dev", "--renew", "--", "sh", "-c", callerARN+"; aws-runas forget -r dev 2>/dev/null; "+callerARN+"; env")
	if want := regexp.MustCompile("^(" + assumedARN(ststest.DeveloperARN) + `\S+\s+){2}`); r.Status != 0 || !want.MatchString(r.Stdout) || strings.Contains(r.Stdout, "AWS_ACCESS_KEY_ID") {
		t.Errorf("the AWS CLI is %q (status %d), want %s\n%s", r.Stdout, r.Status, want, r.Stderr)
	}
	if got := assumed(m); got != 2 {
		t.Errorf("%d times AssumeRole for two lifetimes", got)
	}
}

// TestNodeRenews has the JavaScript SDK, where NODE_PATH leads to it, live through three lifetimes in one process.
func TestNodeRenews(t *testing.T) {
	t.Parallel()
	node := need.Program(t, "node", "-e", "require('@aws-sdk/client-sts'); require('@aws-sdk/credential-provider-node')")
	m := program.New(t, "AWS_DEFAULT_REGION=eu-west-1", "NODE_PATH="+os.Getenv("NODE_PATH"))
	const script = `
const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");
const { execFileSync } = require("child_process");
(async () => {
  const client = new STSClient({});
  for (let n = 0; n < 3; n++) {
    console.log((await client.send(new GetCallerIdentityCommand({}))).Arn);
    execFileSync("aws-runas", ["forget", "-r", "dev"], { stdio: "ignore" });
    (await client.config.credentials()).expiration = new Date(Date.now() + 60 * 1000); // as it is when an hour is over
  }
})();`
	r := m.Run(t, "aws-runas", "exec", "-r", "dev", "--renew", "--", node, "-e", script)
	if want := assumedARN(ststest.DeveloperARN); r.Status != 0 || strings.Count(r.Stdout, want) != 3 {
		t.Errorf("%q (status %d), want %s three times\n%s", r.Stdout, r.Status, want, r.Stderr)
	}
	if got := assumed(m); got != 3 {
		t.Errorf("%d times AssumeRole for three lifetimes", got)
	}
}
