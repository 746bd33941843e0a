package sts

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
)

// TestEntryIsWhole refuses answers that lack a part: an empty variable would have an SDK look elsewhere.
func TestEntryIsWhole(t *testing.T) {
	t.Parallel()
	now := time.Unix(1700000000, 0)
	whole := aws.Credentials{AccessKeyID: "ASIA1", SecretAccessKey: "s", SessionToken: "t", CanExpire: true, Expires: now.Add(time.Hour)}
	const incomplete = "incomplete credentials in the response"
	for _, test := range []struct {
		name   string
		change func(*aws.Credentials)
		err    string
	}{
		{"whole", func(*aws.Credentials) {}, ""},
		{"no key id", func(c *aws.Credentials) { c.AccessKeyID = "" }, incomplete},
		{"no secret", func(c *aws.Credentials) { c.SecretAccessKey = "" }, incomplete},
		{"no token", func(c *aws.Credentials) { c.SessionToken = "" }, incomplete},
		{"no end", func(c *aws.Credentials) { c.Expires = time.Time{} }, incomplete},
		{"a blank", func(c *aws.Credentials) { c.SecretAccessKey = "s s" }, "the access key id, the secret access key or the session token has a blank in it"},
		{"a line break", func(c *aws.Credentials) { c.SessionToken = "t\n" }, "the access key id, the secret access key or the session token has a blank in it"},
		{"a long token", func(c *aws.Credentials) { c.SessionToken = strings.Repeat("t", 16<<10) }, ""},
		{"too long a token", func(c *aws.Credentials) { c.SessionToken = strings.Repeat("t", 16<<10+1) },
			"the session token has 16385 bytes: with more than 16384 in its environment a shell starts no program"},
		{"expired", func(c *aws.Credentials) { c.Expires = now }, "the credentials in the response expired at 2023-11-14T22:13:20Z"},
		{"long-term", func(c *aws.Credentials) { c.SessionToken, c.CanExpire, c.Expires = "", false, time.Time{} }, ""},
		{"the user's own, with an end", func(c *aws.Credentials) { c.SessionToken, c.Source = "", profile.Environment }, ""},
		{"a program's, with an end", func(c *aws.Credentials) { c.SessionToken, c.Source = "", string(profile.Process) }, ""},
	} {
		c := whole
		test.change(&c)
		task := &task{broker: &Broker{Now: func() time.Time { return now }}}
		e, err := task.entry(profile.Profile{Name: "prod"}, "role", c)
		if (err == nil) != (test.err == "") || err != nil && err.Error() != test.err {
			t.Errorf("%s: %v, want %q", test.name, err, test.err)
		}
		if err == nil && (e.AccessKeyID != c.AccessKeyID || e.SecretAccessKey != c.SecretAccessKey || e.SessionToken != c.SessionToken || !e.Expires.Equal(c.Expires)) {
			t.Errorf("%s: another entry: %v", test.name, e)
		}
	}
}

func TestFormatDuration(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		12 * time.Hour: "12h", 15 * time.Minute: "15m", 90 * time.Minute: "1h30m", 30 * time.Second: "30s",
		10 * time.Hour: "10h", 10 * time.Minute: "10m", time.Hour + time.Second: "1h0m1s", 14*time.Minute + 59*time.Second: "14m59s", 0: "0s",
	} {
		if got := formatDuration(d); got != want {
			t.Errorf("%d: %s, want %s", d, got, want)
		}
	}
}
