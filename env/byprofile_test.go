package env_test

import (
	"slices"
	"strings"
	"testing"

	"aws-runas/env"
)

// TestByProfile puts a profile in place of everything that some SDK would put before it.
func TestByProfile(t *testing.T) {
	t.Parallel()
	own := env.List{
		"HOME=/home/me", "AWS_SHARED_CREDENTIALS_FILE=mine", "AWS_CONFIG_FILE=own", "AWS_ROLE_ARN=x", "AWS_WEB_IDENTITY_TOKEN_FILE=x",
		"AWS_CONTAINER_CREDENTIALS_FULL_URI=x", "AWS_CONTAINER_AUTHORIZATION_TOKEN=x", "AWS_DEFAULT_PROFILE=x", "AWS_SECURITY_TOKEN=x",
	}
	by := env.ByProfile{Config: "/renew/1/config", Profile: "prod", Region: "eu-west-1"}
	for name, before := range map[string]env.List{"nothing active": own, "a session active": active(own...)} {
		after := before.Apply(by.Change(before))
		slices.Sort(after)
		want := "AWS_CONFIG_FILE=/renew/1/config AWS_DEFAULT_REGION=eu-west-1 AWS_EC2_METADATA_DISABLED=true AWS_PROFILE=prod AWS_REGION=eu-west-1 " +
			"AWS_RUNAS_RENEWING=/renew/1/config AWS_SDK_LOAD_CONFIG=1 AWS_SHARED_CREDENTIALS_FILE=mine HOME=/home/me"
		if got := strings.Join(after, " "); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
		if dir, is := after.Renewing(); !is || dir != "/renew/1" || after.State() != env.Renewing || after.Undo().Steps != nil {
			t.Errorf("%s: %s, %t, state %d, undo %v", name, dir, is, after.State(), after.Undo().Steps)
		}
	}
}

// TestRenewingState ends where another file, or keys, come before the profile; a session in it is one as ever.
func TestRenewingState(t *testing.T) {
	t.Parallel()
	renewing := env.List{"AWS_RUNAS_RENEWING=/c", "AWS_CONFIG_FILE=/c", "AWS_PROFILE=prod"}
	for want, lists := range map[env.State][]env.List{
		env.Renewing: {renewing},
		env.None: {
			{"AWS_RUNAS_RENEWING=/c", "AWS_CONFIG_FILE=/other"}, {"AWS_RUNAS_RENEWING=/c"}, {"AWS_CONFIG_FILE=/c"},
			append(env.List{"AWS_ACCESS_KEY_ID=AKIA"}, renewing...),
		},
		env.Active: {renewing.Apply(prod().Change(renewing))},
	} {
		for _, l := range lists {
			if got := l.State(); got != want {
				t.Errorf("%q: state %d, want %d", l, got, want)
			}
		}
	}
	var saved []string
	for _, s := range prod().Change(renewing).Save {
		saved = append(saved, s.Name)
	}
	if !slices.Contains(saved, "AWS_PROFILE") || slices.Contains(saved, "AWS_RUNAS_RENEWING") {
		t.Errorf("an activation saves %q", saved)
	}
}

func TestBack(t *testing.T) {
	t.Parallel()
	own := env.List{"AWS_CONFIG_FILE=own", "AWS_ROLE_ARN=r", "AWS_REGION=mine", "X=1"}
	made := own.Apply(env.ByProfile{Config: "/c", Profile: "prod", Region: "eu-west-1"}.Change(own))
	before, now := own.Only(env.Inputs()), made.Only(env.Inputs())
	changed := made.Apply(env.Change{Steps: []env.Step{{Name: "AWS_REGION", Action: env.Set, Value: "since"}, {Name: "AWS_ENDPOINT_URL", Action: env.Set, Value: "u"}}})
	for _, test := range []struct {
		name string
		list env.List
		all  bool
		want string
	}{
		{"as it was made", made, false, "AWS_CONFIG_FILE=own AWS_REGION=mine AWS_ROLE_ARN=r X=1"},
		{"what the user has set since stays", changed, false, "AWS_CONFIG_FILE=own AWS_ENDPOINT_URL=u AWS_REGION=since AWS_ROLE_ARN=r X=1"},
		{"but not for who was started before", changed, true, "AWS_CONFIG_FILE=own AWS_REGION=mine AWS_ROLE_ARN=r X=1"},
	} {
		got := test.list.Back(before, now, test.all)
		slices.Sort(got)
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	for _, name := range env.Inputs() {
		if strings.Contains(name, "SECRET") || strings.HasSuffix(name, "_TOKEN") {
			t.Errorf("%s, a secret, would be stored", name)
		}
	}
}
