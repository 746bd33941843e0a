package peers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/ststest"
)

// callerARN is what the AWS CLI prints of who it is.
const callerARN = "aws sts get-caller-identity --query Arn --output text"

// assumedARN is the ARN of a role's sessions, without a session's name.
func assumedARN(role string) string {
	role = strings.Replace(role, ":iam:", ":sts:", 1)
	head, path, _ := strings.Cut(role, ":role/")
	return head + ":assumed-role/" + path[strings.LastIndex(path, "/")+1:] + "/"
}

// fixtureMachine is a machine with the files of the fixture, beside its service.
func fixtureMachine(t *testing.T, more ...string) machine {
	t.Helper()
	server := ststest.New(ststest.Fixture(), time.Now)
	t.Cleanup(server.Close)
	m := newMachine(t, server.URL, more...)
	if err := ststest.WriteConfig(m.home); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestAWSCLIAcceptsTheSession lets the AWS CLI work in an environment that aws-runas made. The service is strict: the key,
// its secret and the token must fit together.
func TestAWSCLIAcceptsTheSession(t *testing.T) {
	t.Parallel()
	installed(t, "aws", "--version")
	bash := installed(t, "bash", "-c", "exit 0")
	// What a user may have set, and what would come before the session or break it.
	m := fixtureMachine(t, "AWS_PROFILE=no-such-profile", "AWS_SECURITY_TOKEN=stale", "AWS_REGION=eu-west-1")
	for name, script := range map[string]string{
		"env":  `eval "$(aws-runas env -r dev)" && ` + callerARN,
		"exec": "aws-runas exec -r dev -- " + callerARN,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := m.run(t, bash, "-c", script)
			if want := assumedARN(ststest.DeveloperARN); r.status != 0 || !strings.HasPrefix(r.stdout, want+"aws-runas-session_") {
				t.Errorf("the AWS CLI is %q (status %d), want a session of %s\n%s", r.stdout, r.status, want, r.stderr)
			}
		})
	}
}

// TestSameCallerAsAWSCLI compares who "aws --profile X" is with whose credentials those of X are here.
func TestSameCallerAsAWSCLI(t *testing.T) {
	t.Parallel()
	aws := installed(t, "aws", "--version")
	m := fixtureMachine(t, "AWS_DEFAULT_REGION=eu-west-1")
	for profile, want := range map[string]string{ // those without MFA
		"default": ststest.AliceARN,
		"dev":     assumedARN(ststest.DeveloperARN),
		"ext":     assumedARN(ststest.PartnerARN),
		"ro":      assumedARN(ststest.ReadOnlyARN),
		"ci":      assumedARN(ststest.DeployARN),
	} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			for client, argv := range map[string][]string{
				"the AWS CLI":     {aws, "--profile", profile},
				"under aws-runas": {binary, "exec", "-r", profile, "--", aws},
			} {
				r := m.run(t, append(argv, "sts", "get-caller-identity", "--query", "Arn", "--output", "text")...)
				if r.status != 0 || !strings.HasPrefix(r.stdout, want) {
					t.Errorf("%s: %q (status %d), want %s\n%s", client, r.stdout, r.status, want, r.stderr)
				}
			}
		})
	}
}

// TestAWSCLITakesOurProcess lets a profile of the AWS CLI get its credentials from a program that aws-runas runs.
func TestAWSCLITakesOurProcess(t *testing.T) {
	t.Parallel()
	aws := installed(t, "aws", "--version")
	installed(t, "sh", "-c", "exit 0")
	m := fixtureMachine(t)
	m.write(t, map[string]string{
		"print": `printf '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s", "SessionToken": "%s", "Expiration": "%s"}' \
	"$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN" "$AWS_CREDENTIAL_EXPIRATION"`,
		"process-config": fmt.Sprintf("[profile outer]\nregion = eu-west-1\ncredential_process = env AWS_CONFIG_FILE= aws-runas exec -r dev -- sh %s/.aws/print\n", m.home),
	})
	m.environ = append(m.environ, "AWS_CONFIG_FILE="+m.home+"/.aws/process-config")
	r := m.run(t, aws, "--profile", "outer", "sts", "get-caller-identity")
	if want := assumedARN(ststest.DeveloperARN); r.status != 0 || !strings.Contains(r.stdout, want) {
		t.Errorf("the AWS CLI is %q (status %d), want %s\n%s", r.stdout, r.status, want, r.stderr)
	}
}
