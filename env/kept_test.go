package env_test

import (
	"slices"
	"testing"

	"aws-runas/env"
)

// TestKept says what of the user's own is named as staying when a session ends.
func TestKept(t *testing.T) {
	t.Parallel()
	without := prod()
	without.Region = ""
	regionless := env.List(nil).Apply(without.Change(nil))
	for _, test := range []struct {
		name string
		list env.List
		want []string
	}{
		{"no session", env.List{"AWS_PROFILE=mine"}, nil},
		{"keys that were removed", env.List{"AWS_RUNAS_PROFILE=prod", "AWS_RUNAS_ACCESS_KEY_ID=ASIA"}, nil},
		{"an empty region", append(env.List{"AWS_REGION="}, active()...), nil},
		{"a region of the user's, and none of the session's", append(env.List{"AWS_REGION=mine"}, regionless...), nil},
		{"a hidden variable", append(env.List{"AWS_PROFILE=mine"}, active()...), []string{"AWS_PROFILE"}},
		{"other keys", env.List{"AWS_RUNAS_PROFILE=prod", "AWS_RUNAS_ACCESS_KEY_ID=ASIA", "AWS_ACCESS_KEY_ID=AKIA"}, []string{"AWS_ACCESS_KEY_ID"}},
	} {
		if got := test.list.Kept(); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	for _, s := range append(regionless.Undo().Steps, without.Change(regionless).Steps...) {
		if s.Name == "AWS_REGION" {
			t.Errorf("a session without a region does this to it: %v", s)
		}
	}
}

func TestHidesASecretAlone(t *testing.T) {
	t.Parallel()
	if got := prod().Change(env.List{"AWS_SECRET_ACCESS_KEY=s"}).Value("AWS_RUNAS_HIDES"); got != env.HidesKeys {
		t.Errorf("the note is %q, want %q", got, env.HidesKeys)
	}
}

func TestNothingToRenew(t *testing.T) {
	t.Parallel()
	if change, err := (env.Session{Profile: "plain"}).Renewal(nil); err == nil {
		t.Errorf("without a session: %v", change)
	}
}
