package env_test

import (
	"slices"
	"testing"

	"aws-runas/env"
)

func TestApply(t *testing.T) {
	t.Parallel()
	got := env.List{"A=1", "B=2", "A=3", "C=4", "D=5", "=C:=C:\\", "=D:=D:\\"}.Apply(env.Change{Steps: []env.Step{
		{Name: "B", Action: env.Set, Value: "x=y"},
		{Name: "C", Action: env.Remove},
		{Name: "D", Action: env.RestoreUnset},
		{Name: "E", Action: env.Set, Value: ""},
	}})
	want := env.List{"A=1", "D=5", "=C:=C:\\", "=D:=D:\\", "B=x=y", "E="}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestState(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		list env.List
		want env.State
	}{
		{"nothing", nil, env.None},
		{"a session", active(), env.Active},
		{"other keys in its place", append(env.List{"AWS_ACCESS_KEY_ID=AKIAUSER"}, active()...), env.Foreign},
		{"keys removed", env.List{"AWS_RUNAS_PROFILE=prod", "AWS_RUNAS_ACCESS_KEY_ID=ASIA"}, env.Foreign},
		{"no key at all", env.List{"AWS_RUNAS_PROFILE=prod", "AWS_RUNAS_ACCESS_KEY_ID=", "AWS_ACCESS_KEY_ID="}, env.Foreign},
		{"no profile", env.List{"AWS_RUNAS_ACCESS_KEY_ID=ASIA", "AWS_ACCESS_KEY_ID=ASIA"}, env.None},
	} {
		if got := test.list.State(); got != test.want {
			t.Errorf("%s: state %d, want %d", test.name, got, test.want)
		}
		if _, got := test.list.Session(); got != (test.want == env.Active) {
			t.Errorf("%s: a session %t, in state %d", test.name, got, test.want)
		}
	}
}

func TestSessionReadsWhatChangeWrites(t *testing.T) {
	t.Parallel()
	want := prod()
	want.Source = "AKIASOURCE"
	got, _ := env.List(nil).Apply(want.Change(nil)).Session()
	if got.Profile != want.Profile || got.RoleARN != want.RoleARN || got.SessionName != want.SessionName ||
		got.Region != want.Region || got.Source != want.Source || !got.Credentials.Expires.Equal(want.Credentials.Expires) ||
		got.Credentials.SessionToken != want.Credentials.SessionToken || !got.Credentials.CanExpire {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestWithoutSession(t *testing.T) {
	t.Parallel()
	own := env.List{"HOME=/home/me", "AWS_CONFIG_FILE=config"}
	for _, test := range []struct {
		name string
		list env.List
		want env.List
	}{
		{"a session's exports are no input", active(own...), own},
		{"without a session all is the user's", append(env.List{"AWS_REGION=own", "AWS_ROLE_SESSION_NAME=own"}, own...), append(env.List{"AWS_REGION=own", "AWS_ROLE_SESSION_NAME=own"}, own...)},
		{"a region set since is the user's", append(env.List{"AWS_REGION=since"}, own...).Apply(env.Change{}), append(env.List{"AWS_REGION=since"}, own...)},
		{"the end of a session is not that of keys put in its place",
			append(env.List{"AWS_ACCESS_KEY_ID=AKIAUSER", "AWS_SECRET_ACCESS_KEY=s", "AWS_SESSION_TOKEN="}, active()...).Apply(env.Change{}),
			env.List{"AWS_ACCESS_KEY_ID=AKIAUSER", "AWS_SECRET_ACCESS_KEY=s", "AWS_SESSION_TOKEN=", "AWS_ROLE_SESSION_NAME=name"}},
		{"keys put in a session's place are the user's",
			env.List{"AWS_ACCESS_KEY_ID=AKIAUSER", "AWS_SECRET_ACCESS_KEY=s", "AWS_RUNAS_PROFILE=prod", "AWS_RUNAS_ACCESS_KEY_ID=ASIA", "AWS_RUNAS_REGION=r", "AWS_REGION=r"},
			env.List{"AWS_ACCESS_KEY_ID=AKIAUSER", "AWS_SECRET_ACCESS_KEY=s"}},
	} {
		if got := test.list.WithoutSession(); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestUndo(t *testing.T) {
	t.Parallel()
	if steps := (env.List{"AWS_PROFILE=p"}).Undo().Steps; steps != nil {
		t.Errorf("without a session: %v, want no step", steps)
	}
	after := active("HOME=/home/me").Apply(active("HOME=/home/me").Undo())
	if want := (env.List{"HOME=/home/me"}); !slices.Equal(after, want) {
		t.Errorf("after undo: %q, want %q", after, want)
	}

	replaced := append(env.List{"AWS_ACCESS_KEY_ID=AKIAUSER", "AWS_PROFILE=since", "AWS_DEFAULT_REGION=since"}, active()...)
	after = replaced.Apply(replaced.Undo())
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_EXPIRATION", "AWS_PROFILE", "AWS_DEFAULT_REGION"} {
		if after.Get(name) != replaced.Get(name) {
			t.Errorf("%s is the user's and became %q", name, after.Get(name))
		}
	}
	for _, name := range []string{"AWS_RUNAS_PROFILE", "AWS_REGION", "AWS_ROLE_SESSION_NAME"} {
		if got, there := after.Lookup(name); there {
			t.Errorf("%s is the session's and is still %q", name, got)
		}
	}
	if got, want := replaced.Kept(), []string{"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_DEFAULT_REGION"}; !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
}
