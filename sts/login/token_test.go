package login

import (
	"path/filepath"
	"testing"
)

// TestFileNames has names that the AWS CLI 2.36.7 gives.
func TestFileNames(t *testing.T) {
	t.Parallel()
	const access = "sso:account:access"
	with := func(session string, scopes ...string) Target {
		return Target{Session: session, StartURL: startURL, Region: "eu-west-1", Scopes: scopes}
	}
	for _, test := range []struct {
		name string
		file string
		want string
	}{
		{"token of a start URL", TokenFile("", with("")), "7487b5b67d5fa1132cf33fa93ae51ef38cc37752"},
		{"token of a start URL with a slash", TokenFile("", Target{StartURL: startURL + "/"}), "ae4321de83751a696d13fbefb87d776773c41e1c"},
		{"token of a session", TokenFile("", with("corp")), "ee0bfd2552fbd840c02cc48b6e823320543c450f"},
		{"token of a session in UTF-8", TokenFile("", with("my corp é")), "618189bde82dac36f545ba8eb9a2f801e28ce012"},
		{"registration of a start URL", registrationFile("", with("")), "8ba5c4795fa8538a47da089266d94d19d06fe7f6"},
		{"registration of a session", registrationFile("", with("corp")), "d4261ff0c50f8c4953fa4fe01693415ac8bca2df"},
		{"registration with a scope", registrationFile("", with("corp", access)), "c6a06e42182fb324db02aec3d36dc183754bc04e"},
		{"registration with two", registrationFile("", with("corp", access, "codecatalyst:read_write")), "42210c09690ae1272a6780e071c91e1409bfc960"},
		{"registration in UTF-8", registrationFile("", with("my corp é", access)), "707807e13cab7b480d1b838a255d7df5246a2696"},
	} {
		if want := filepath.Join(".aws", "sso", "cache", test.want+".json"); test.file != want {
			t.Errorf("%s: %s, want %s", test.name, test.file, want)
		}
	}
}

// TestPythonString has what Python 3.11's json.dumps printed.
func TestPythonString(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a b/<&>":        `"a b/<&>"`,
		"\"\\\n\t\r\b\f": `"\"\\\n\t\r\b\f"`,
		"\x01\x7f é":     `"\u0001\u007f \u00e9"`,
		"日\U0001F600":    `"\u65e5\ud83d\ude00"`,
		"\u2028":         `"\u2028"`,
	} {
		if got := pythonString(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2026-11-27T13:00:00Z", "2026-11-27T14:00:00+01:00", "2026-11-27T14:00:00+0100", "2026-11-27T13:00:00UTC"} {
		if got, err := ParseTime(text); err != nil || formatTime(got) != "2026-11-27T13:00:00Z" {
			t.Errorf("%s: %s (%v)", text, got, err)
		}
	}
	if _, err := ParseTime("1896091200"); err == nil {
		t.Error("a number is a time")
	}
}
