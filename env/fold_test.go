package env

import (
	"runtime"
	"slices"
	"testing"
)

func TestSameName(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		system, a, b string
		want         bool
	}{
		{"linux", "AWS_PROFILE", "AWS_PROFILE", true},
		{"linux", "AWS_PROFILE", "aws_profile", false},
		{"darwin", "AWS_PROFILE", "aws_profile", false},
		{"windows", "AWS_PROFILE", "aws_profile", true},
		{"windows", "PATH", "Path", true},
		{"windows", "AWS_PROFILE", "AWS_PROFILES", false},
	} {
		if got := sameNameOn(test.system, test.a, test.b); got != test.want {
			t.Errorf("%s: %s and %s: %t, want %t", test.system, test.a, test.b, got, test.want)
		}
	}
}

// TestWindowsNames finds, hides and replaces names as Windows has them, whatever their case.
func TestWindowsNames(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "windows" {
		t.Skip("names have case here")
	}
	l := List{`=C:=C:\\dir`, "aws_profile=prod", "LocalAppData=C:\\local", "Path=C:\\bin", "aws_security_token=old"}
	for name, want := range map[string]string{"AWS_PROFILE": "prod", "LOCALAPPDATA": "C:\\local", "PATH": "C:\\bin", "ProgramFiles": ""} {
		if got := l.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	s := Session{Profile: "prod"}
	s.Credentials.AccessKeyID = "ASIAEXAMPLE"
	after := l.Apply(s.Change(l))
	for _, v := range []string{`=C:=C:\\dir`, "Path=C:\\bin", "AWS_RUNAS_PROFILE=prod"} {
		if !slices.Contains(after, v) {
			t.Errorf("%q is not in %q", v, after)
		}
	}
	for _, name := range []string{"AWS_PROFILE", "AWS_SECURITY_TOKEN"} {
		if value, there := after.Lookup(name); there {
			t.Errorf("%s is still %q", name, value)
		}
	}
}
