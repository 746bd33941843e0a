package sts

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"

	"aws-runas/profile"
	"aws-runas/sts/source"
)

// TestLimits asks for more than AWS gives, or less: for AWS's own endpoints that is said before a call; another server's limits
// are left to it, but for the least, which is the API's.
func TestLimits(t *testing.T) {
	t.Parallel()
	one := []profile.Profile{role("dev", "", 0)}
	two := []profile.Profile{role("audit", "", 0), role("prod", "", 2*time.Hour)}
	for _, test := range []struct {
		name   string
		roles  []profile.Profile
		source source.Source
		change func(*rules)
		aws    string // the error of a call to AWS; empty: none
		other  string // and to another server
	}{
		{"short", one, ownKeys, func(r *rules) { r.Duration = 899 * time.Second }, "a role for 14m59s was requested: AWS allows 15m to 12h", "a role for 14m59s"},
		{"long", one, ownKeys, func(r *rules) { r.Duration = 12*time.Hour + time.Second }, "a role for 12h0m1s was requested: AWS allows 15m to 12h", ""},
		{"a year", one, ownKeys, func(r *rules) { r.Duration = 365 * 24 * time.Hour }, "AWS allows 15m to 12h", ""},
		{"as long as may be", one, ownKeys, func(r *rules) { r.Duration = 12 * time.Hour }, "", ""},
		{"chained", two, ownKeys, func(r *rules) { r.Duration = time.Hour + time.Second }, "AWS caps a role assumed with temporary credentials at 1h", ""},
		{"chained for an hour", two, ownKeys, func(r *rules) { r.Duration = time.Hour }, "", ""},
		{"of temporary credentials", one, ssoRole, func(r *rules) { r.Duration = 2 * time.Hour }, "AWS caps a role assumed with temporary credentials at 1h", ""},
		{"session", one, ownKeys, func(r *rules) { r.NoRole, r.Duration, r.Chain[0].MFASerial = true, 36*time.Hour+time.Second, "serial" }, "a session of 36h0m1s was requested: AWS allows 15m to 36h", ""},
		{"shared session", one, ownKeys, func(r *rules) { r.SessionDuration = 37 * time.Hour }, "--session-duration 37h was requested: AWS allows 15m to 36h", ""},
		{"useless session", one, ownKeys, func(r *rules) { r.NoRole = true }, "no mfa_serial", "no mfa_serial"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for own, want := range map[bool]string{false: test.aws, true: test.other} {
				r := planTest{roles: append([]profile.Profile{}, test.roles...), source: test.source, change: test.change}.rules()
				r.OwnSTS = own
				if err := r.check(); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
					t.Errorf("a server of the user's own: %t: %v, want %q", own, err, want)
				}
			}
		})
	}

	// A hop in between is lowered for every server: no more is needed to go on.
	for _, own := range []bool{false, true} {
		r := planTest{roles: two, source: ssoRole}.rules()
		r.OwnSTS = own
		if d := r.duration(1); d != time.Hour {
			t.Errorf("a server of the user's own: %t: asked for %v, want an hour", own, d)
		}
	}
}

// TestLongerThanAsked has answers of a server that lasts longer than it was asked for: over five minutes more are not cached.
func TestLongerThanAsked(t *testing.T) {
	t.Parallel()
	task := &task{broker: &Broker{Now: func() time.Time { return planNow }}}
	for lasts, once := range map[time.Duration]bool{
		30 * time.Minute: false, time.Hour: false, time.Hour + 5*time.Minute: false, time.Hour + 5*time.Minute + time.Second: true, 300 * time.Hour: true,
	} {
		e, err := task.response(profile.Profile{}, "role", time.Hour, &types.Credentials{
			AccessKeyId: aws.String("ASIA"), SecretAccessKey: aws.String("secret"), SessionToken: aws.String("token"), Expiration: aws.Time(planNow.Add(lasts)),
		})
		if err != nil || e.Once != once {
			t.Errorf("%v: once: %t, %v; want %t", lasts, e.Once, err, once)
		}
	}
}
