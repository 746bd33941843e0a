package sts

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssts "github.com/aws/aws-sdk-go-v2/service/sts"
)

func TestRoleSessionName(t *testing.T) {
	t.Parallel()
	now := time.Unix(1234567890, 0)
	for _, test := range []struct{ name, account, arn, id, want string }{
		{"a user", "111122223333", "arn:aws:iam::111122223333:user/team/alice", "AIDA1",
			"aws-runas-session_111122223333_alice_1234567890"},
		{"the root user", "111122223333", "arn:aws:iam::111122223333:root", "111122223333",
			"aws-runas-session_111122223333_root_1234567890"},
		{"a long user name", "111122223333", "arn:aws:iam::111122223333:user/" + strings.Repeat("a", 30), "AIDA1",
			"aws-runas-session_AIDA1_1234567890"},
		{"an assumed role", "111122223333", "arn:aws:sts::111122223333:assumed-role/SSO_x/me@example.com", "AROA1:me@example.com",
			"aws-runas-session_AROA1-me@example.com_1234567890"},
		{"a long role session", "111122223333", "arn:aws:sts::111122223333:assumed-role/x/y", "AROA1:" + strings.Repeat("y", 40),
			"aws-runas-session_1234567890"},
		{"other characters", "111122223333", "arn:aws:iam::111122223333:user/ä b", "AIDA1",
			"aws-runas-session_111122223333_--b_1234567890"},
	} {
		who := &awssts.GetCallerIdentityOutput{Account: aws.String(test.account), Arn: aws.String(test.arn), UserId: aws.String(test.id)}
		got := nameOf(strings.Split(formsOf(who), "\n"), now)
		if got != test.want || len(got) > longestName {
			t.Errorf("%s: %q (%d characters), want %q", test.name, got, len(got), test.want)
		}
	}
	if got := nameOf([]string{""}, now); got != "aws-runas-session_1234567890" {
		t.Errorf("a caller that may not ask: %q", got)
	}
}
