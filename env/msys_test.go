package env_test

import (
	"testing"

	"aws-runas/env"
)

// TestForMSYS activates, activates again and undoes, with what the user has among the exclusions already.
func TestForMSYS(t *testing.T) {
	t.Parallel()
	const name = "MSYS2_ENV_CONV_EXCL"
	for own, active := range map[string]string{
		"":                        "AWS_SECRET_ACCESS_KEY",
		"FOO":                     "FOO;AWS_SECRET_ACCESS_KEY",
		"AWS_SECRET_ACCESS_KEY":   "AWS_SECRET_ACCESS_KEY;AWS_SECRET_ACCESS_KEY",
		"FOO;*":                   "FOO;*;AWS_SECRET_ACCESS_KEY",
		"AWS_SECRET_ACCESS_KEY;B": "AWS_SECRET_ACCESS_KEY;B;AWS_SECRET_ACCESS_KEY",
	} {
		var list env.List
		if own != "" {
			list = env.List{name + "=" + own}
		}
		for range 2 { // the second activation finds it there
			list = list.Apply(list.ForMSYS(prod().Change(list)))
			if got := list.Get(name); got != active {
				t.Errorf("%q becomes %q, want %q", own, got, active)
			}
		}
		list = list.Apply(list.ForMSYS(list.Undo()))
		if got := list.Get(name); got != own {
			t.Errorf("after the undo %q is %q", own, got)
		}
		if own == "" && len(list) != 0 {
			t.Errorf("after the undo %q are left", list)
		}
	}
	if c := (env.List{}).ForMSYS(env.Change{}); len(c.Steps) != 0 {
		t.Errorf("nothing to change became %v", c)
	}
}
