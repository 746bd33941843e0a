package profile

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// one gives the profile "a" of a config file that has it with static keys and the lines given.
func one(t *testing.T, lines string) Profile {
	t.Helper()
	chain, err := load(t, map[string]string{"config": "[profile a]" + keys + lines}).Chain("a")
	if err != nil {
		t.Fatal(err)
	}
	return chain[0]
}

func TestKeys(t *testing.T) {
	t.Parallel()
	got := one(t, `
region = eu-west-1
role_arn = arn:aws-us-gov:iam::123456789012:role/path/to/admin
source_profile = a
external_id = x:1/2
duration_seconds = 7200
role_session_name = me@example.com
session_tags = team=a b, cost-center=c=1,empty=
transitive_session_tags = team , cost-center
source_identity = me
mfa_serial = GAHT12345678
mfa_process = ykman oath accounts code --single "AWS: me"
endpoint_url = http://127.0.0.1:1
services = local
ignore_configured_endpoint_urls = false
use_fips_endpoint = True
sts_regional_endpoints = legacy
ca_bundle = C:\certs\my ca.pem
max_attempts = 4
retry_mode = adaptive
ec2_metadata_service_endpoint = http://127.0.0.1:2
ec2_metadata_service_endpoint_mode = ipv6
ec2_metadata_v1_disabled = true
[services local]
sts =
  endpoint_url = http://127.0.0.1:3
SSO_OIDC =
  endpoint_url = http://127.0.0.1:4
  other = 1
s3 =
  other = 1
`)
	got.At, got.Lines = Position{}, nil
	yes, no := true, false
	want := Profile{
		Name:              "a",
		Region:            "eu-west-1",
		RoleARN:           "arn:aws-us-gov:iam::123456789012:role/path/to/admin",
		SourceProfile:     "a",
		ExternalID:        "x:1/2",
		Duration:          2 * time.Hour,
		RoleSessionName:   "me@example.com",
		SessionTags:       []Tag{{"team", "a b"}, {"cost-center", "c=1"}, {"empty", ""}},
		TransitiveTagKeys: []string{"team", "cost-center"},
		SourceIdentity:    "me",
		MFASerial:         "GAHT12345678",
		MFAProcess:        `ykman oath accounts code --single "AWS: me"`,
		AccessKeyID:       "AKIAEXAMPLE",
		SecretAccessKey:   "secret",
		Endpoints: Endpoints{
			URL:                "http://127.0.0.1:1",
			Services:           map[string]string{"sts": "http://127.0.0.1:3", "sso_oidc": "http://127.0.0.1:4"},
			IgnoreConfigured:   &no,
			UseFIPS:            &yes,
			STSRegional:        "legacy",
			CABundle:           `C:\certs\my ca.pem`,
			MaxAttempts:        4,
			RetryMode:          "adaptive",
			MetadataURL:        "http://127.0.0.1:2",
			MetadataMode:       "IPv6",
			MetadataV1Disabled: true,
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\nwant %+v\n got %+v", want, got)
	}
}

func TestSSO(t *testing.T) {
	t.Parallel()
	s := load(t, map[string]string{"config": `
[profile new]
sso_session = my session
sso_account_id = 123456789012
sso_role_name = Reader
[sso-session "my session"]
sso_start_url = https://x.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
[profile old]
sso_start_url = https://y.awsapps.com/start
sso_region = eu-west-2
sso_account_id = 123456789012
sso_role_name = Writer
`})
	for name, want := range map[string]SSORole{
		"new": {"my session", "https://x.awsapps.com/start", "eu-west-1", "123456789012", "Reader", "sso:account:access"},
		"old": {"", "https://y.awsapps.com/start", "eu-west-2", "123456789012", "Writer", ""},
	} {
		chain, err := s.Chain(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := chain[0].SSO; got != want {
			t.Errorf("%s: want %+v, got %+v", name, want, got)
		}
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	s := load(t, map[string]string{
		"config":      "# a comment\r\n[profile a]\r\nregion = eu-west-1\r\n\r\n[profile a]\r\nregion = eu-west-2\r\n",
		"credentials": "[a]" + keys,
	})
	chain, err := s.Chain("a")
	if err != nil {
		t.Fatal(err)
	}
	p := chain[0]
	if want := at(s.files.Config, 2); p.At != want {
		t.Errorf("the profile: want %v, got %v", want, p.At)
	}
	if want := at(s.files.Config, 6); p.Region != "eu-west-2" || p.Lines["region"] != want {
		t.Errorf("region: want eu-west-2 at %v, got %s at %v", want, p.Region, p.Lines["region"])
	}
	if want := at(s.files.Credentials, 2); p.Lines["aws_access_key_id"] != want {
		t.Errorf("aws_access_key_id: want %v, got %v", want, p.Lines["aws_access_key_id"])
	}
}

// Keys, secrets and tokens are read from one file together, as a token of one file says nothing about a key of another.
func TestSessionToken(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, config, credentials string
		want                      string
	}{
		{"its own", "", "[a]" + keys + "aws_session_token=mine", "mine"},
		{"the older name, empty", "", "[a]" + keys + "aws_session_token=new\naws_security_token=", "new"},
		{"the older name", "", "[a]" + keys + "aws_session_token=new\naws_security_token=old", "old"},
		{"another file's", "[profile a]\naws_session_token=other", "[a]" + keys, ""},
		{"another file's, the other way round", "[profile a]" + keys, "[a]\naws_session_token=other", ""},
		{"empty", "", "[a]" + keys + "aws_session_token=", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			chain, err := load(t, map[string]string{"config": tt.config, "credentials": tt.credentials}).Chain("a")
			if err != nil {
				t.Fatal(err)
			}
			if got := chain[0].SessionToken; got != tt.want {
				t.Errorf("want %q, got %q", tt.want, got)
			}
		})
	}
}

// An error about a value, or a line, leaves it out: it may be a secret.
func TestSecretsAreNotRepeated(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"[a]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = hidden hidden",
		"[a]\nregion = hidden/hidden",
		"[a]\nhidden",
		"hidden",
		"[a]\naws_secret_access_key =\n  hidden",
		"[hidden",
	} {
		s, err := Load(in(t, map[string]string{"credentials": text}))
		if err == nil {
			_, err = s.Chain("a")
		}
		if err == nil || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%q: want an error without the value, got %v", text, err)
		}
	}
}
