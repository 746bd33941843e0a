package profile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"aws-runas/profile/trust"
)

// The keys of ./aws_config that need the user's word are those that the chain uses.
func TestUntrusted(t *testing.T) {
	t.Parallel()
	sso := "sso_account_id = 123456789012\nsso_role_name = Reader\nsso_start_url = https://x.example\nsso_region = eu-west-1\n"
	source, mine := role("r")+"source_profile=b\n", role("r")+"source_profile=mine\n"
	tests := []struct {
		name, local string
		credentials string
		want        []string // of the profile "a", with their lines
	}{
		{"a role", "[profile a]" + mine + "region=eu-west-1\nmfa_serial=123456789", "", nil},
		{"keys", "[profile a]" + keys, "", []string{"aws_access_key_id 2", "aws_secret_access_key 3"}},
		{"process", "[profile a]\ncredential_process=p", "", []string{"credential_process 2"}},
		{"process of a source", "[profile a]" + source + "[profile b]\ncredential_process=p", "", []string{"credential_process 5"}},
		{"process below a role", "[profile a]" + role("r") + "source_profile=mine\ncredential_process=p", "", nil},
		{"process that the user's keys come before", "[profile a]\ncredential_process=p", "[a]" + keys,
			[]string{"[profile a] 1", "credential_process 2"}},
		{"a profile that the user has, too", "[profile a]\nregion=eu-west-1", "[a]\ncredential_process=p", []string{"[profile a] 1"}},
		{"web identity", "[profile a]" + role("r") + "web_identity_token_file=/t", "", []string{"web_identity_token_file 3"}},
		{"SSO", "[profile a]\n" + sso, "", []string{"sso_account_id 2", "sso_role_name 3", "sso_start_url 4", "sso_region 5"}},
		{"sso-session", "[profile a]\nsso_account_id=123456789012\nsso_role_name=x\nsso_session=s\n[sso-session s]\n" +
			"sso_start_url=https://x\nsso_region=eu-west-1", "",
			[]string{"sso_account_id 2", "sso_role_name 3", "sso_session 4", "sso_start_url 6", "sso_region 7"}},
		{"the user's sso-session", "[profile a]\nsso_account_id=123456789012\nsso_role_name=x\nsso_session=mine", "",
			[]string{"sso_account_id 2", "sso_role_name 3", "sso_session 4"}},
		{"endpoint", "[profile a]" + mine + "endpoint_url=http://x", "", []string{"endpoint_url 4"}},
		{"endpoint of a profile in between", "[profile a]" + source + "[profile b]" + role("s") +
			"source_profile=mine\nendpoint_url=http://x", "", []string{"endpoint_url 7"}},
		{"services", "[profile a]" + mine + "services=s\n[services s]\nsts=\n  endpoint_url=http://x", "", []string{"services 4", "endpoint_url of sts 6"}},
		{"the user's services", "[profile a]" + mine + "services=mine", "", []string{"services 4"}},
		{"services of the user's profile in another file", "[profile a]\nregion=eu-west-1\n[services mine]\nsts=\n  endpoint_url=http://x",
			"[a]" + keys + "services=mine", []string{"[profile a] 1"}},
		{"an end to the user's endpoints", "[profile a]" + mine + "ignore_configured_endpoint_urls=true", "",
			[]string{"ignore_configured_endpoint_urls 4"}},
		{"certificates", "[profile a]" + mine + "ca_bundle=/c", "", []string{"ca_bundle 4"}},
		{"MFA process", "[profile a]" + mine + "mfa_process=p", "", []string{"mfa_process 4"}},
		{"metadata endpoint", "[profile a]" + role("r") + "credential_source=Ec2InstanceMetadata\nec2_metadata_service_endpoint=http://x",
			"", []string{"credential_source 3", "ec2_metadata_service_endpoint 4"}},
		{"what any file may say", "[profile a]" + mine + "external_id=12\nduration_seconds=900\noutput=json\nregion=eu-west-1", "", nil},
		{"session name", "[profile a]" + mine + "role_session_name=x1", "", []string{"role_session_name 4"}},
		{"source identity and tags", "[profile a]" + mine + "source_identity=x1\nsession_tags=a=b\ntransitive_session_tags=a", "",
			[]string{"source_identity 4", "session_tags 5", "transitive_session_tags 6"}},
		{"FIPS", "[profile a]" + mine + "use_fips_endpoint=true", "", []string{"use_fips_endpoint 4"}},
		{"a program of the user's", "[profile a]" + role("r") + "source_profile=program", "", []string{"source_profile 3"}},
		{"a program of the user's behind a role", "[profile a]" + role("r") + "source_profile=on-program", "", []string{"source_profile 3"}},
		{"the user's MFA code", "[profile a]" + role("r") + "source_profile=coded", "", []string{"source_profile 3"}},
		{"several", "[profile a]" + source + "mfa_process=p\n[profile b]\nendpoint_url=http://x\ncredential_process=p", "",
			[]string{"mfa_process 4", "endpoint_url 6", "credential_process 7"}},
		{"a profile that is not asked for", "[profile a]" + mine + "[profile b]\ncredential_process=p", "", nil},
		{"a profile of the user", "[profile b]\ncredential_process=p", "[a]\ncredential_process=p", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := in(t, map[string]string{
				"aws_config":  tt.local,
				"credentials": tt.credentials,
				"config": "[profile program]\ncredential_process=p\n[profile on-program]" + role("s") + "source_profile=program\n" +
					"[profile coded]" + role("s") + "source_profile=mine\nmfa_serial=123456789\nmfa_process=p\n" +
					"[profile mine]" + keys + "endpoint_url=http://y\n[services mine]\nsts=\n  endpoint_url=http://y\n" +
					"[sso-session mine]\nsso_start_url=https://y\nsso_region=eu-west-1",
			})
			got := untrusted(t, files)
			if !reflect.DeepEqual(got, tt.want) {
				t.Fatalf("want %q, got %q", tt.want, got)
			}
			if _, err := allow(files); err != nil {
				t.Fatal(err)
			}
			if got := untrusted(t, files); got != nil {
				t.Errorf("allowed, and still refused: %q", got)
			}
			files.Config, files.Local = files.Local, ""
			if got := untrusted(t, files); got != nil && !strings.Contains(tt.local, "mine") {
				t.Errorf("refused in the user's own file: %q", got)
			}
		})
	}
}

// untrusted loads the files anew and returns the keys that the chain of the profile "a" is refused for, with their lines.
func untrusted(t *testing.T, files Files) []string {
	t.Helper()
	s, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Chain("a")
	e, ok := errors.AsType[*UntrustedError](err)
	if !ok {
		return nil
	}
	if e.File != files.Local || !strings.Contains(e.Hint(), "aws-runas allow") {
		t.Errorf("the error is about %s, its hint %q", e.File, e.Hint())
	}
	var got []string
	for _, k := range e.Keys {
		got = append(got, strings.ReplaceAll(k.Key+strings.TrimPrefix(k.At.String(), e.File), ":", " "))
	}
	return got
}

// allow allows the local file as it is now.
func allow(files Files) (sum string, err error) {
	review, err := NewReview(files)
	if err != nil {
		return "", err
	}
	return review.Allow()
}

const asksForMore = "[profile a]\ncredential_process=p"

func TestAllowAndDeny(t *testing.T) {
	t.Parallel()
	files := in(t, map[string]string{"aws_config": asksForMore})
	want := []string{"credential_process 2"}
	refused := func(when string, want []string) {
		t.Helper()
		if got := untrusted(t, files); !slices.Equal(got, want) {
			t.Errorf("%s: want %q refused, got %q", when, want, got)
		}
	}
	refused("at first", want)
	sum, err := allow(files)
	if err != nil {
		t.Fatal(err)
	}
	if want := "0146a2baa28969dee00a90cfafe9d680d251f81af79848afda6f4916ec84cd1f"; sum != want {
		t.Errorf("want the sum %s, got %s", want, sum)
	}
	refused("allowed", nil)
	if err := os.WriteFile(files.Local, []byte(asksForMore+" "), 0o600); err != nil {
		t.Fatal(err)
	}
	refused("changed", want)
	if err := os.WriteFile(files.Local, []byte(asksForMore), 0o600); err != nil {
		t.Fatal(err)
	}
	refused("changed back", nil)
	for _, removed := range []bool{true, false} {
		if got, err := files.Trust.Deny(files.Local); got != removed || err != nil {
			t.Errorf("Deny: want %v, got %v, %v", removed, got, err)
		}
		refused("denied", want)
	}
}

func TestErrorOfChangedFile(t *testing.T) {
	t.Parallel()
	files := in(t, map[string]string{"aws_config": asksForMore})
	want := []string{
		files.Local + ": you have not allowed this file to set credential_process (line 2)",
		files.Local + ": this file has changed since you allowed it, and sets credential_process (line 2)",
	}
	for i, want := range want {
		s, err := Load(files)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Chain("a")
		if e, ok := errors.AsType[*UntrustedError](err); !ok || e.Changed != (i == 1) || e.Error() != want {
			t.Errorf("want %s, got %v", want, err)
		}
		if err := os.WriteFile(files.Local, []byte(asksForMore+" -v"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := files.Trust.Allow(files.Local, "something else"); err != nil {
			t.Fatal(err)
		}
	}
}

// A link to an allowed file is not allowed: ./program means another program beside it.
func TestAllowOfLinks(t *testing.T) {
	t.Parallel()
	files := in(t, map[string]string{"aws_config": asksForMore, "other": asksForMore})
	link := filepath.Join(t.TempDir(), "aws_config")
	if err := os.Symlink(files.Local, link); err != nil {
		t.Skip("no symbolic links here")
	}
	if _, err := os.Stat(link); err != nil {
		t.Skip("symbolic links lead nowhere here, as under wine")
	}
	if _, err := allow(files); err != nil {
		t.Fatal(err)
	}
	if got := untrusted(t, files); got != nil {
		t.Errorf("the file itself is refused: %q", got)
	}
	files.Local = link
	if got := untrusted(t, files); got == nil {
		t.Error("a link to the file is not refused")
	}
	if _, err := allow(files); err != nil {
		t.Fatal(err)
	}
	if got := untrusted(t, files); got != nil {
		t.Errorf("the link is refused: %q", got)
	}
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(filepath.Dir(files.Config), "other"), link); err != nil {
		t.Fatal(err)
	}
	if got := untrusted(t, files); got == nil {
		t.Error("a link to another file with the same content is not refused")
	}
}

// What is parsed is what is hashed: a file that is exchanged after it was read helps nobody.
func TestExchangedFile(t *testing.T) {
	t.Parallel()
	files := in(t, map[string]string{"aws_config": "[profile a]" + keys})
	if _, err := allow(files); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files.Local, []byte(asksForMore), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files.Local, []byte("[profile a]"+keys), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Chain("a"); err == nil {
		t.Error("want an error")
	}
}

// A role that is assumed with what is at hand takes the settings of a profile along, and needs the same word for them.
func TestRoleChainIsTrustedOrNot(t *testing.T) {
	t.Parallel()
	files := in(t, map[string]string{"aws_config": "[default]\nregion=eu-west-1\nmfa_process=p\nendpoint_url=http://x"})
	s, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	var untrusted *UntrustedError
	if chain, err := s.RoleChain("default"); !errors.As(err, &untrusted) {
		t.Errorf("want an UntrustedError, got %v and %+v", err, chain)
	}
	if _, err := allow(files); err != nil {
		t.Fatal(err)
	}
	chain, err := s.RoleChain("default")
	if err != nil || len(chain) != 1 || chain[0].Source() != Ambient || chain[0].Region != "eu-west-1" {
		t.Errorf("want what is at hand in eu-west-1, got %+v, %v", chain, err)
	}
	if chain, err := s.RoleChain("nowhere"); err != nil || len(chain) != 1 || chain[0].Source() != Ambient {
		t.Errorf("want what is at hand, got %+v, %v", chain, err)
	}
}

// TestAllowErrors allows what is no file; nothing is recorded.
func TestAllowErrors(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files := Files{Local: filepath.Join(dir, "aws_config"), Trust: trust.Records{Dir: filepath.Join(dir, "state")}}
	if _, err := allow(files); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: want fs.ErrNotExist, got %v", err)
	}
	files.Local = dir
	if _, err := allow(files); err == nil {
		t.Error("directory: want an error")
	}
	if _, err := os.Stat(files.Trust.Dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the directory of records was made: %v", err)
	}
}

// TestNewKeyIsRefused adds a key to the settings table whose row says no more than what it is. A repository's file may not
// set it, until it is allowed.
func TestNewKeyIsRefused(t *testing.T) {
	t.Parallel()
	files := in(t, map[string]string{"aws_config": "[profile a]" + keys + "made_up = x", "config": "[profile b]" + keys + "made_up = x"})
	s, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	var field string
	s.settings = func(p *Profile) []setting {
		return append(settings(p), setting{key: "made_up", read: text(&field, printable)})
	}
	_, err = s.Chain("a")
	untrusted, ok := errors.AsType[*UntrustedError](err)
	if want := []UntrustedKey{{Key: "aws_access_key_id", At: at(files.Local, 2)}, {Key: "aws_secret_access_key", At: at(files.Local, 3)}, {Key: "made_up", At: at(files.Local, 4)}}; !ok || !reflect.DeepEqual(untrusted.Keys, want) {
		t.Errorf("want %v refused, got %v", want, err)
	}
	if _, err := s.Chain("b"); err != nil || field != "x" {
		t.Errorf("in the user's own file: %v, %q", err, field)
	}
	if _, err := allow(files); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Chain("a"); err != nil {
		t.Errorf("allowed: %v", err)
	}
}
