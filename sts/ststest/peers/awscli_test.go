package peers_test

import (
	"fmt"
	"strings"
	"testing"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
)

// callerARN is what the AWS CLI prints of who it is.
const callerARN = "aws sts get-caller-identity --query Arn --output text"

// assumedARN is the ARN of a role's sessions, without a session's name.
func assumedARN(role string) string {
	role = strings.Replace(role, ":iam:", ":sts:", 1)
	head, path, _ := strings.Cut(role, ":role/")
	return head + ":assumed-role/" + path[strings.LastIndex(path, "/")+1:] + "/"
}

// TestAWSCLIAcceptsTheSession lets the AWS CLI work in an environment that aws-runas made. The service is strict: the key,
// its secret and the token must fit together.
func TestAWSCLIAcceptsTheSession(t *testing.T) {
	t.Parallel()
	need.Program(t, "aws", "--version")
	bash := need.Program(t, "bash", "-c", "exit 0")
	// What a user may have set, and what would come before the session or break it.
	m := program.New(t, "AWS_PROFILE=no-such-profile", "AWS_SECURITY_TOKEN=stale", "AWS_REGION=eu-west-1")
	for name, script := range map[string]string{
		"env":  `eval "$(aws-runas env -r dev)" && ` + callerARN,
		"exec": "aws-runas exec -r dev -- " + callerARN,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := m.Run(t, bash, "-c", script)
			if want := assumedARN(ststest.DeveloperARN); r.Status != 0 || !strings.HasPrefix(r.Stdout, want+"aws-runas-session_") {
				t.Errorf("the AWS CLI is %q (status %d), want a session of %s\n%s", r.Stdout, r.Status, want, r.Stderr)
			}
		})
	}
}

// TestSameCallerAsAWSCLI compares who "aws --profile X" is with whose credentials those of X are here.
func TestSameCallerAsAWSCLI(t *testing.T) {
	t.Parallel()
	need.Long(t)
	aws := need.Program(t, "aws", "--version")
	m := program.New(t, "AWS_DEFAULT_REGION=eu-west-1")
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
				"under aws-runas": {"aws-runas", "exec", "-r", profile, "--", aws},
			} {
				r := m.Run(t, append(argv, "sts", "get-caller-identity", "--query", "Arn", "--output", "text")...)
				if r.Status != 0 || !strings.HasPrefix(r.Stdout, want) {
					t.Errorf("%s: %q (status %d), want %s\n%s", client, r.Stdout, r.Status, want, r.Stderr)
				}
			}
		})
	}
}

// TestAWSCLITakesOurProcess lets a profile of the AWS CLI get its credentials from a program that aws-runas runs.
func TestAWSCLITakesOurProcess(t *testing.T) {
	t.Parallel()
	need.Long(t)
	aws := need.Program(t, "aws", "--version")
	need.Program(t, "sh", "-c", "exit 0")
	m := program.New(t)
	m.Write(t, map[string]string{
		"print": `printf '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s", "SessionToken": "%s", "Expiration": "%s"}' \
	"$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN" "$AWS_CREDENTIAL_EXPIRATION"`,
		"process-config": fmt.Sprintf("[profile outer]\nregion = eu-west-1\ncredential_process = env AWS_CONFIG_FILE= aws-runas exec -r dev -- sh %s/.aws/print\n", m.Dir),
	})
	m.More = append(m.More, "AWS_CONFIG_FILE="+m.Dir+"/.aws/process-config")
	r := m.Run(t, aws, "--profile", "outer", "sts", "get-caller-identity")
	if want := assumedARN(ststest.DeveloperARN); r.Status != 0 || !strings.Contains(r.Stdout, want) {
		t.Errorf("the AWS CLI is %q (status %d), want %s\n%s", r.Stdout, r.Status, want, r.Stderr)
	}
}
