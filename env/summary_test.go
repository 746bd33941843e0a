package env_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/env"
)

func TestSummary(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("here", 2*60*60)
	now := time.Date(2030, 12, 31, 12, 0, 0, 0, zone)
	for want, s := range map[string]env.Session{
		"prod: role admin in account 444455556666, until 13:00": {
			Profile: "prod", RoleARN: "arn:aws:iam::444455556666:role/admin", Credentials: aws.Credentials{CanExpire: true, Expires: now.Add(time.Hour).UTC()},
		},
		"audit: role sec/audit in account 444455556666, until 1 Jan 00:00": {
			Profile: "audit", RoleARN: "arn:aws:iam::444455556666:role/sec/audit", Credentials: aws.Credentials{CanExpire: true, Expires: now.Add(12 * time.Hour)},
		},
		"prod: no role, until 12:15": {Profile: "prod", Credentials: aws.Credentials{CanExpire: true, Expires: now.Add(15 * time.Minute)}},
		"bob: no role":               {Profile: "bob"},
		"odd: role x":                {Profile: "odd", RoleARN: "x"},
	} {
		if got := s.Summary(now); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
