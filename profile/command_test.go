package profile

import (
	"runtime"
	"strings"
	"testing"
)

// TestCommand reads command lines from the raw text of a value.
func TestCommand(t *testing.T) {
	t.Parallel()
	tests := []struct{ value, want string }{
		{"p a # comment", "p a"},
		{"p a#b", "p a#b"},
		{`p "a # b" ; c`, `p "a # b"`},
		{`p 'a ; b'`, `p 'a ; b'`},
		{`p "a \" # b" # c`, `p "a \" # b"`},
		{`p \" # b`, `p \"`},
		{`p 'a\' # b`, `p 'a\'`},
		{"p a\n  -b\n  c", "p a -b c"},
		{"p a # comment\n  -b", "p a -b"},
		{"p 'a\n  # b' c", "p 'a"}, // a line that begins with # is a comment everywhere
		{"p \"a # b\"\n  c # d", `p "a # b" c # d`},
		{"p 'a # b\n  c'", "p 'a # b c'"},
	}
	for _, tt := range tests {
		if runtime.GOOS == "windows" && strings.Contains(tt.value, "'") {
			continue // which is no quote there: see the last table
		}
		for _, key := range []string{"credential_process", "mfa_process"} {
			s := load(t, map[string]string{"config": "[profile a]\n" + key + " = " + tt.value})
			e, err := s.read("a", false)
			if err != nil {
				t.Errorf("%s: %v", tt.value, err)
				continue
			}
			if got := e.CredentialProcess + e.MFAProcess; got != tt.want {
				t.Errorf("%s = %s: want %s, got %s", key, tt.value, tt.want, got)
			}
		}
	}
	for value, want := range map[string]string{`p 'a # b`: `p 'a`, `p it's # b`: "p it's", `p "a # b"`: `p "a # b"`, `p \" # "`: `p \"`} {
		if got, _ := commandLine(value, true); got != want {
			t.Errorf("on Windows, %s: want %s, got %s", value, want, got)
		}
	}
}

// TestSSOSessionIsMerged merges the sso-session section as botocore does.
func TestSSOSessionIsMerged(t *testing.T) {
	t.Parallel()
	const session = "[sso-session s]\nsso_start_url = https://x\nsso_region = eu-west-1\n"
	want := SSORole{Session: "s", StartURL: "https://x", Region: "eu-west-1", AccountID: "1", RoleName: "r"}
	for _, text := range []string{
		"[profile a]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n" + session,
		"[profile a]\nsso_session = s\nsso_account_id = 1\n" + session + "sso_role_name = r",
		"[profile a]\nsso_session = s\nsso_role_name = r\n" + session + "sso_account_id = 1",
		"[profile a]\nsso_session = s\n" + session + "sso_account_id = 1\nsso_role_name = r",
		"[profile a]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\nsso_region =\n" + session + "sso_role_name = r",
	} {
		chain, err := load(t, map[string]string{"config": text}).Chain("a")
		if err != nil || chain[0].SSO != want {
			t.Errorf("%s: %+v, %v", text, chain, err)
		}
	}
	for _, key := range []string{"sso_account_id", "sso_role_name", "sso_start_url", "sso_region", "sso_registration_scopes", "region"} {
		text := "[profile a]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n" + key + " = eu-west-2\n" + session + key + " = eu-west-1"
		s := load(t, map[string]string{"config": text})
		want := s.files.Config + `:5: profile "a": ` + key + " is not what it is in the sso-session section (" + s.files.Config + ":9)"
		if _, err := s.Chain("a"); err == nil || err.Error() != want {
			t.Errorf("want %s, got %v", want, err)
		}
	}
	s := load(t, map[string]string{"config": "[profile a]\nsso_session = s\nsso_account_id =\nsso_role_name = r\n" + session + "sso_account_id = 1"})
	if chain, err := s.Chain("a"); err == nil {
		t.Errorf("an empty account, and another in the section: %+v", chain)
	}
	s = load(t, map[string]string{"config": "[profile a]\nsso_session = s" + keys + session + "sso_account_id = 1\nsso_role_name = r"})
	if chain, err := s.Chain("a"); err != nil || chain[0].Source() != StaticKeys {
		t.Errorf("keys before an SSO role of the section alone: %+v, %v", chain, err)
	}
}
