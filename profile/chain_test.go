package profile

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

const keys = "\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n"

// describe returns a chain as its profiles, each with its role's name or, in brackets, its source.
func describe(chain []Profile) string {
	var links []string
	for i, p := range chain {
		_, role, _ := strings.Cut(p.RoleARN, ":role/")
		link := p.Name + " " + role
		if i == len(chain)-1 {
			link = strings.TrimSpace(link) + fmt.Sprintf(" [%s]", p.Source())
		}
		links = append(links, link)
	}
	return strings.Join(links, " < ")
}

// role returns the key of a role.
func role(name string) string { return "\nrole_arn = arn:aws:iam::123456789012:role/" + name + "\n" }

func TestChain(t *testing.T) {
	t.Parallel()
	sso := "\nsso_account_id = 123456789012\nsso_role_name = Reader\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n"
	tests := []struct {
		name                string
		config, credentials string
		want                string // of the profile "a"
	}{
		{"static keys", "[profile a]" + keys, "", "a [static keys]"},
		{"keys in the credentials file", "", "[a]" + keys, "a [static keys]"},
		{"role and source", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + keys, "", "a r < b [static keys]"},
		{"three hops", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + role("s") + "source_profile=c\n[profile c]" +
			role("t") + "source_profile=default", "[default]" + keys, "a r < b s < c t < default [static keys]"},
		{"static keys of a source before its role", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + role("s") +
			"source_profile=c" + keys, "", "a r < b [static keys]"},
		{"role of the profile asked for before its keys", "[profile a]" + role("r") + "source_profile=b" + keys + "[profile b]" + keys,
			"", "a r < b [static keys]"},
		{"itself as source", "[profile a]" + role("r") + "source_profile=a" + keys, "", "a r < a [static keys]"},
		{"itself as source, keys in the other file", "[profile a]" + role("r") + "source_profile=a", "[a]" + keys,
			"a r < a [static keys]"},
		{"a source that has itself as source", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + role("s") +
			"source_profile=b" + keys, "", "a r < b [static keys]"},
		{"a role and its own keys", "[profile a]" + role("r") + keys, "", "a r < a [static keys]"},
		{"a role and nothing", "[profile a]" + role("r"), "", "a r < a [ambient]"},
		{"a source with a role and nothing", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + role("s"), "",
			"a r < b s < b [ambient]"},
		{"a role and its own process", "[profile a]" + role("r") + "credential_process=p", "", "a r < a [credential_process]"},
		{"environment", "[profile a]" + role("r") + "credential_source=Environment", "", "a r < a [Environment]"},
		{"instance", "[profile a]" + role("r") + "credential_source=Ec2InstanceMetadata" + keys, "", "a r < a [Ec2InstanceMetadata]"},
		{"container, a hop away", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + role("s") +
			"credential_source=EcsContainer", "", "a r < b s < b [EcsContainer]"},
		{"web identity", "[profile a]" + role("r") + "web_identity_token_file=/t", "", "a r [web identity]"},
		{"web identity before source_profile", "[profile a]" + role("r") + "web_identity_token_file=/t\nsource_profile=b", "",
			"a r [web identity]"},
		{"web identity as source", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + role("s") +
			"web_identity_token_file=/t", "", "a r < b s [web identity]"},
		{"web identity before SSO and keys", "[profile a]" + role("r") + "web_identity_token_file=/t" + sso + keys, "",
			"a r [web identity]"},
		{"SSO", "[profile a]" + sso, "", "a [SSO]"},
		{"SSO as source", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + sso, "", "a r < b [SSO]"},
		{"SSO before keys of the credentials file", "[profile a]" + sso, "[a]" + keys, "a [SSO]"},
		{"keys of the credentials file before the process", "[profile a]\ncredential_process=p", "[a]" + keys, "a [static keys]"},
		{"the process before keys of the config file", "[profile a]\ncredential_process=p" + keys, "", "a [credential_process]"},
		{"a source that needs no role", "[profile a]\ncredential_source=Environment" + keys, "", "a [static keys]"},
		{"an SSO session that doesn't matter", "[profile a]" + role("r") + "web_identity_token_file=/t\nsso_role_name=x\nsso_session=x",
			"", "a r [web identity]"},
		{"a credential_source that doesn't matter", "[profile a]\ncredential_source=x" + keys, "", "a [static keys]"},
		{"the credentials file before the config file, by key", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + keys,
			"[a]" + role("s"), "a s < b [static keys]"},
		{"login_session before the process and keys of the config file", "[profile a]\nlogin_session=x\ncredential_process=p" + keys, "",
			"a [login_session]"},
		{"login_session as a source", "[profile a]" + role("r") + "source_profile=b\n[profile b]\nlogin_session=x", "", "a r < b [login_session]"},
		{"login_session after keys of the credentials file", "[profile a]\nlogin_session=x", "[a]" + keys, "a [static keys]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			chain, err := load(t, map[string]string{"config": tt.config, "credentials": tt.credentials}).Chain("a")
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(chain); got != tt.want {
				t.Errorf("want %s, got %s", tt.want, got)
			}
			if last := chain[len(chain)-1]; last.SourceProfile != "" {
				t.Errorf("the last profile still has the source_profile %q", last.SourceProfile)
			}
		})
	}
}

// A duration is asked for with keys: AssumeRoleWithWebIdentity gets none from the profile, as with the AWS CLI.
func TestDurationIsNotTheSources(t *testing.T) {
	t.Parallel()
	for _, source := range []string{"credential_source=Environment", "web_identity_token_file=/t", "source_profile=b"} {
		text := "[profile a]" + role("r") + source + "\nduration_seconds=900\n[profile b]\nduration_seconds=900" + keys
		chain, err := load(t, map[string]string{"config": text}).Chain("a")
		if err != nil {
			t.Fatal(err)
		}
		if last := chain[len(chain)-1]; last.Duration != 0 {
			t.Errorf("%s: the source has a duration of %v", source, last.Duration)
		}
		if len(chain) > 1 && chain[0].Duration != 15*time.Minute {
			t.Errorf("%s: the role has a duration of %v", source, chain[0].Duration)
		}
	}
}

func TestChainErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                string
		config, credentials string
		want                string // what follows the directory's name
	}{
		{"loop", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + role("s") + "source_profile=a", "",
			`config:6: profile "b": source_profile loop: "a" → "b" → "a"`},
		{"loop that does not begin with the first", "[profile a]" + role("r") + "source_profile=b\n[profile b]" + role("s") +
			"source_profile=c\n[profile c]" + role("t") + "source_profile=b", "",
			`config:9: profile "c": source_profile loop: "a" → "b" → "c" → "b"`},
		{"itself without keys", "[profile a]" + role("r") + "source_profile=a\ncredential_process=p", "",
			`config:3: profile "a": it is its own source_profile and has no static keys`},
		{"missing source", "[profile a]" + role("r") + "source_profile=b", "",
			`config:3: profile "a": source_profile "b" not found`},
		{"both sources", "[profile a]" + role("r") + "source_profile=a\ncredential_source=Environment", "",
			`config:4: profile "a": it has both source_profile and credential_source`},
		{"unknown credential_source", "[profile a]" + role("r") + "credential_source=environment", "",
			`config:3: profile "a": credential_source is none of Environment, Ec2InstanceMetadata, EcsContainer`},
		{"our own name for the ambient source", "[profile a]" + role("r") + "credential_source=ambient", "",
			`config:3: profile "a": credential_source is none of Environment, Ec2InstanceMetadata, EcsContainer`},
		{"source with nothing", "[profile a]" + role("r") + "source_profile=b\n[profile b]", "",
			`config:4: profile "b": it is the source_profile of "a" and has no credentials`},
		{"key without secret", "[profile a]\naws_access_key_id=AKIAEXAMPLE", "",
			`config:2: profile "a": aws_access_key_id without aws_secret_access_key`},
		{"secret without key", "", "[a]\naws_secret_access_key=secret",
			`credentials:2: profile "a": aws_secret_access_key without aws_access_key_id`},
		{"half a pair in each file", "[profile a]\naws_secret_access_key=secret", "[a]\naws_access_key_id=AKIAEXAMPLE",
			`credentials:2: profile "a": aws_access_key_id without aws_secret_access_key`},
		{"half a pair below a role", "[profile a]" + role("r") + "aws_access_key_id=AKIAEXAMPLE", "",
			`config:3: profile "a": aws_access_key_id without aws_secret_access_key`},
		{"web identity without a role", "[profile a]\nweb_identity_token_file=/t", "",
			`config:2: profile "a": web_identity_token_file without role_arn`},
		{"half of SSO", "[profile a]\nsso_account_id=123456789012", "",
			`config:2: profile "a": sso_account_id without sso_role_name`},
		{"SSO without a region", "[profile a]\nsso_role_name=x\nsso_account_id=123456789012\nsso_start_url=https://x", "",
			`config:3: profile "a": sso_account_id without sso_region`},
		{"no such sso-session", "[profile a]\nsso_role_name=x\nsso_account_id=123456789012\nsso_session=s", "",
			`config:4: profile "a": there is no sso-session section "s"`},
		{"an sso-session that says something else", "[profile a]\nsso_role_name=x\nsso_account_id=123456789012\nsso_session=s\n" +
			"sso_region=eu-west-1\n[sso-session s]\nsso_region=eu-west-2", "",
			`config:5: profile "a": sso_region is not what it is in the sso-session section (DIR/config:7)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := load(t, map[string]string{"config": tt.config, "credentials": tt.credentials})
			chain, err := s.Chain("a")
			if err == nil {
				t.Fatalf("want an error, got the chain %s", describe(chain))
			}
			if got := s.inDIR(err.Error()); got != "DIR/"+tt.want {
				t.Errorf("want %s\n got %s", tt.want, got)
			}
			if _, ok := errors.AsType[*NotFoundError](err); ok {
				t.Error("the error says that the profile asked for is not there")
			}
		})
	}
}

// As for the AWS CLI, a profile with nothing of its own means the machine's credentials; a role without a profile means
// those that are at hand.
func TestProfileWithNothing(t *testing.T) {
	t.Parallel()
	s, err := Load(in(t, map[string]string{"config": "[profile a]\nregion=eu-west-1\nsource_profile=b\n"}))
	if err != nil {
		t.Fatal(err)
	}
	for want, find := range map[Source]func(string) ([]Profile, error){Machine: s.Chain, Ambient: s.RoleChain} {
		chain, err := find("a")
		if err != nil || len(chain) != 1 || chain[0].Source() != want || chain[0].Region != "eu-west-1" {
			t.Errorf("want %s in eu-west-1, got %+v, %v", want, chain, err)
		}
	}
	e := &NoCredentialsError{Profile{At: at("config", 1), Lines: map[string]Position{"source_profile": at("config", 3)}}}
	if want := "source_profile counts only together with role_arn"; e.Hint() != want {
		t.Errorf("the hint is %q, want %q", e.Hint(), want)
	}
}
