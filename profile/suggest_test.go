package profile

import (
	"errors"
	"reflect"
	"testing"

	"aws-runas/profile/ini"
)

func TestNames(t *testing.T) {
	t.Parallel()
	s := load(t, map[string]string{
		"aws_config": "[profile local]\n[profile both]",
		"config": "[default]\n[profile both]\n[profile \"x y\"]\n[profile 'it is']\n[profile \"#]\"] # comment\n[profile both]\n" +
			"[profile größe]\n[sso-session s]\n[services v]\n[preview]\n[profile a b]\n[profile \"\"]\n[profile \"a\x1bb\"]\n[profile o'neil]\n" +
			"[profile a(b)]\n[profile R&D,*!~=<>{}$?;#] # old\n[profile 🚀] (old account)\n[profile a'b c'd\\ e] /* x */\n[profile x]y]",
		"credentials": "[default]\n[only]\n[x y]\n[AWS Account (Prod)] old\n[o'neil; #]\n[profile foo]\n[sso-session t]\n[services w]\n[DEFAULT]",
	})
	want := []string{"local", "both", "default", "x y", "it is", "#]", "größe", "o'neil",
		"a(b)", "R&D,*!~=<>{}$?;#", "🚀", "ab cd e", "x]y", "only", "AWS Account (Prod)", "o'neil; #"}
	if got := s.Names(); !reflect.DeepEqual(got, want) {
		t.Errorf("want %q, got %q", want, got)
	}
	for _, name := range want {
		if !s.Has(name) {
			t.Errorf("Has(%q): want true", name)
		}
	}
	for _, name := range []string{"s", "v", "preview", "a b", "profile foo", "sso-session t", "DEFAULT", ""} {
		if s.Has(name) {
			t.Errorf("Has(%q): want false", name)
		}
	}
}

// A name with a space is written without quotes in the credentials file.
func TestQuotedNameHasItsKeys(t *testing.T) {
	t.Parallel()
	s := load(t, map[string]string{"config": `[profile "x y"]`, "credentials": "[x y]" + keys})
	chain, err := s.Chain("x y")
	if err != nil {
		t.Fatal(err)
	}
	if got := describe(chain); got != "x y [static keys]" {
		t.Errorf("got %s", got)
	}
}

func TestNotFound(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, config, credentials string
		similar                   []string
		hint                      string
	}{
		{"prod", "[profile prod-eu]\n[profile pord]\n[profile PROD]\n[profile staging]", "[prod1]",
			[]string{"PROD"}, `did you mean "PROD"?`},
		{"prud", "[profile prod-eu]\n[profile pord]\n[profile PROD]\n[profile staging]", "[prod1]",
			[]string{"PROD", "pord", "prod1"}, `did you mean "PROD", "pord", "prod1"?`},
		{"nope", "[profile bob]\n[profile ro]\n[profile root]", "", nil, ""},
		{"prod", "[profile company-prod-admin]", "", []string{"company-prod-admin"}, `did you mean "company-prod-admin"?`},
		{"prod", "\n[prod]", "", nil, "DIR/config:2: in this file the profile's header is [profile prod]"},
		{"a b", "[profile a b]", "", nil, `DIR/config:1: in this file the profile's header is [profile "a b"]`},
		{"a", "[profile a # b]", "", nil, `DIR/config:1: this header is not read as that of a profile, for which it would be [profile a]`},
		{"a", "[a (b)]", "", nil, `DIR/config:1: this header is not read as that of a profile, for which it would be [profile a]`},
		{"prod", "", "[profile prod]", nil, "DIR/credentials:1: in this file the profile's header is [prod]"},
		{"prod", "", "", nil, ""},
		{"", "[profile a]", "", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.config, func(t *testing.T) {
			t.Parallel()
			s := load(t, map[string]string{"config": tt.config, "credentials": tt.credentials})
			_, err := s.Chain(tt.name)
			e, ok := errors.AsType[*NotFoundError](err)
			if !ok {
				t.Fatalf("want a NotFoundError, got %v", err)
			}
			if want := []string{s.files.Config, s.files.Credentials}; !reflect.DeepEqual(e.Files, want) {
				t.Errorf("files: want %q, got %q", want, e.Files)
			}
			if !reflect.DeepEqual(e.Similar, tt.similar) {
				t.Errorf("similar: want %q, got %q", tt.similar, e.Similar)
			}
			if got := s.inDIR(e.Hint()); got != tt.hint {
				t.Errorf("hint: want %q, got %q", tt.hint, got)
			}
		})
	}
}

// TestHintIsALine has a directory whose name would make two hints of one.
func TestHintIsALine(t *testing.T) {
	t.Parallel()
	parsed, err := ini.Parse("a\nhint: b/config", "[prod]", ini.Config)
	if err != nil {
		t.Fatal(err)
	}
	f := &file{File: parsed}
	if got, want := f.suggest("prod"), "a hint: b/config:1: in this file the profile's header is [profile prod]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNameWithControlCharacter(t *testing.T) {
	t.Parallel()
	_, err := load(t, map[string]string{"config": "[default]" + keys}).Chain("a\x1b[31m\n")
	if want := `profile "a\x1b[31m\n": a name can't have control characters`; err == nil || err.Error() != want {
		t.Errorf("want %s, got %v", want, err)
	}
}
