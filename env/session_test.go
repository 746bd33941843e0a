package env_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/env"
)

// prod is a session with everything.
func prod() env.Session {
	return env.Session{
		Profile: "prod", RoleARN: "arn:aws:iam::1:role/admin", SessionName: "name", Region: "eu-west-1",
		Credentials: aws.Credentials{
			AccessKeyID: "ASIAPROD", SecretAccessKey: "secret", SessionToken: "token",
			CanExpire: true, Expires: time.Date(2030, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600)),
		},
	}
}

// active is the environment of prod on top of the user's own.
func active(own ...string) env.List {
	l := env.List(own)
	return l.Apply(prod().Change(l))
}

func TestChangeNamesEveryVariable(t *testing.T) {
	t.Parallel()
	var everything []string
	for _, v := range env.Variables() {
		everything = append(everything, v.Name)
	}
	plain := env.Session{Profile: "plain", Credentials: aws.Credentials{AccessKeyID: "AKIA", SecretAccessKey: "secret"}}
	for _, test := range []struct {
		name    string
		session env.Session
		current env.List
		removed []string
	}{
		{"a role with a region", prod(), nil, []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN", "AWS_ACCOUNT_ID", "AWS_RUNAS_SOURCE", "AWS_RUNAS_HIDES", "AWS_RUNAS_NO_ROLE"}},
		{"plain keys after a role with a region", plain, active(), []string{
			"AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION", "AWS_SESSION_EXPIRATION", "AWS_SESSION_EXPIRATION_UNIX",
			"AWS_ROLE_SESSION_NAME", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN", "AWS_ACCOUNT_ID",
			"AWS_RUNAS_REGION", "AWS_RUNAS_SOURCE", "AWS_RUNAS_HIDES", "AWS_RUNAS_ASSUMED_ROLE_ARN", "AWS_RUNAS_NO_ROLE",
		}},
	} {
		var names, removed []string
		for _, s := range test.session.Change(test.current).Steps {
			names = append(names, s.Name)
			if s.Action == env.Remove {
				removed = append(removed, s.Name)
			}
		}
		if !slices.Equal(names, everything) {
			t.Errorf("%s: the change names\n%q, want\n%q", test.name, names, everything)
		}
		if !slices.Equal(removed, test.removed) {
			t.Errorf("%s: the change removes\n%q, want\n%q", test.name, removed, test.removed)
		}
	}
}

func TestExpiryIsUTC(t *testing.T) {
	t.Parallel()
	c := prod().Change(nil)
	for name, want := range map[string]string{
		"AWS_CREDENTIAL_EXPIRATION":   "2030-01-02T02:04:05Z",
		"AWS_SESSION_EXPIRATION":      "2030-01-02T02:04:05Z",
		"AWS_SESSION_EXPIRATION_UNIX": "1893549845",
	} {
		if got := c.Value(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestRegion(t *testing.T) {
	t.Parallel()
	without := prod()
	without.Region = ""
	for _, test := range []struct {
		name    string
		session env.Session
		current env.List
		want    map[string]env.Action // of the two regions; absent: no step
	}{
		{"a profile's region is set", prod(), env.List{"AWS_REGION=own"}, map[string]env.Action{"AWS_REGION": env.Set, "AWS_DEFAULT_REGION": env.Set}},
		{"without one the user's own stays", without, env.List{"AWS_REGION=own"}, nil},
		{"after one it comes back", without, active("AWS_REGION=own"), map[string]env.Action{"AWS_REGION": env.Restore, "AWS_DEFAULT_REGION": env.Restore}},
		{"what the user has set since stays", without, append(env.List{"AWS_REGION=since"}, active()...), map[string]env.Action{"AWS_DEFAULT_REGION": env.Restore}},
	} {
		steps := test.session.Change(test.current).Steps
		for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
			i := slices.IndexFunc(steps, func(s env.Step) bool { return s.Name == name })
			want, named := test.want[name]
			if (i >= 0) != named || named && steps[i].Action != want {
				t.Errorf("%s: %s: step %d, want one: %t %v", test.name, name, i, named, want)
			}
		}
	}
}

func TestSaves(t *testing.T) {
	t.Parallel()
	replaced := append(env.List{"AWS_ACCESS_KEY_ID=AKIAUSER", "AWS_SECRET_ACCESS_KEY=s", "AWS_PROFILE=since"}, active()...)
	for _, test := range []struct {
		name    string
		current env.List
		want    string
	}{
		{"everything, exported or not, when no session was here", env.List{"AWS_PROFILE=p", "AWS_REGION="},
			"AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION " +
				"AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_PROFILE* AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN " +
				"AWS_ACCOUNT_ID AWS_REGION* AWS_DEFAULT_REGION"},
		{"nothing while one is active", active("AWS_PROFILE=p"), ""},
		{"what the user has set since, when one was replaced", replaced,
			"AWS_ACCESS_KEY_ID* AWS_SECRET_ACCESS_KEY* AWS_SESSION_TOKEN* AWS_CREDENTIAL_EXPIRATION* AWS_SESSION_EXPIRATION* " +
				"AWS_SESSION_EXPIRATION_UNIX* AWS_PROFILE*"},
	} {
		var saved []string
		for _, s := range prod().Change(test.current).Save {
			saved = append(saved, s.Name+map[bool]string{true: "*"}[s.Exported])
		}
		if got := strings.Join(saved, " "); got != test.want {
			t.Errorf("%s: saves\n%s, want\n%s", test.name, got, test.want)
		}
	}
}

func TestSavesAgain(t *testing.T) {
	t.Parallel()
	set := env.List{"AWS_PROFILE=since", "AWS_ACCOUNT_ID=", "AWS_REGION=since"}
	want := []env.Saved{{Name: "AWS_PROFILE", Exported: true}, {Name: "AWS_ACCOUNT_ID", Exported: true}}
	if got := prod().Change(append(set, active()...)).SaveAgain; !slices.Equal(got, want) {
		t.Errorf("while a session is active: %v, want %v", got, want)
	}
	if got := prod().Change(set).SaveAgain; len(got) > 0 {
		t.Errorf("without a session: %v", got)
	}
}

func TestRenewalLeavesTheRest(t *testing.T) {
	t.Parallel()
	before := append(env.List{"AWS_PROFILE=since", "AWS_REGION=since"}, active()...)
	fresh := prod()
	fresh.Region, fresh.Credentials.AccessKeyID = "other", "ASIANEW"
	renewal, err := fresh.Renewal(before)
	if err != nil {
		t.Fatal(err)
	}
	after := before.Apply(renewal)
	for name, want := range map[string]string{
		"AWS_ACCESS_KEY_ID": "ASIANEW", "AWS_RUNAS_ACCESS_KEY_ID": "ASIANEW", "AWS_PROFILE": "since", "AWS_REGION": "since",
		"AWS_RUNAS_PROFILE": "prod", "AWS_RUNAS_REGION": "eu-west-1",
	} {
		if got := after.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestHiddenKeysAreNoted(t *testing.T) {
	t.Parallel()
	own := env.List{"AWS_ACCESS_KEY_ID=AKIAMINE", "AWS_SECRET_ACCESS_KEY=s"}
	first := own.Apply(prod().Change(own))
	for name, current := range map[string]env.List{"over keys": own, "over a session over keys": first} {
		if got := prod().Change(current).Value("AWS_RUNAS_HIDES"); got != env.HidesKeys {
			t.Errorf("%s: noted %q, want %q", name, got, env.HidesKeys)
		}
	}
	for name, current := range map[string]env.List{"over nothing": nil, "over a session over nothing": active()} {
		if got := prod().Change(current).Value("AWS_RUNAS_HIDES"); got != "" {
			t.Errorf("%s: noted %q, want nothing", name, got)
		}
	}
}

func TestRenewalOfAnotherSession(t *testing.T) {
	t.Parallel()
	otherRole, otherProfile := prod(), prod()
	otherRole.RoleARN, otherProfile.Profile = "arn:aws:iam::1:role/other", "other"
	for name, test := range map[string]struct {
		fresh   env.Session
		current env.List
	}{
		"no session":      {prod(), nil},
		"keys replaced":   {prod(), append(env.List{"AWS_ACCESS_KEY_ID=AKIAMINE"}, active()...)},
		"another profile": {otherProfile, active()},
		"another role":    {otherRole, active()},
	} {
		if c, err := test.fresh.Renewal(test.current); err == nil || c.Steps != nil {
			t.Errorf("%s: %v, %v, want an error", name, c, err)
		}
	}
}
