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

func TestWrongValues(t *testing.T) {
	t.Parallel()
	tests := []struct{ line, want string }{
		{"duration_seconds = 1h", "is not a whole number of seconds"},
		{"duration_seconds = 3600.0", "is not a whole number of seconds"},
		{"duration_seconds =", "is not a whole number of seconds"},
		{"duration_seconds = -900", "is not a whole number of seconds"},
		{"duration_seconds = 899", "is not between 900 and 43200 seconds"},
		{"duration_seconds = 43201", "is not between 900 and 43200 seconds"},
		{"duration_seconds = 99999999999999999999", "is not between 900 and 43200 seconds"},
		{"role_arn = arn:aws:iam::123456789012:user/x", "is not of the form"},
		{"role_arn = arn:aws:iam::12345678901:role/xyz", "is not of the form"},
		{"role_arn = arn:aws:iam::123456789012:role/", "is not of the form"},
		{"role_arn = arn:aws:iam::123456789012:role/" + strings.Repeat("x", 2048), "is not of the form"},
		{"role_arn =", "is not of the form"},
		{"role_arn = arn:aws:iam::123456789012:role/x\n  y", "is not of the form"},
		{"source_profile =", "is empty"},
		{"mfa_serial = 12345678", "has 8 characters: 9 to 256 are allowed"},
		{"mfa_serial = arn:aws:iam::123456789012:mfa/m e", "has the character ' '"},
		{"role_session_name = x", "has 1 characters: 2 to 64 are allowed"},
		{"role_session_name = a/b", "has the character '/'"},
		{"external_id = x", "has 1 characters: 2 to 1224 are allowed"},
		{"source_identity = a:b", "has the character ':'"},
		{"region = eu-west-1.example.com", "is not the name of a region"},
		{"region = x/", "is not the name of a region"},
		{"region = -x", "is not the name of a region"},
		{"sso_account_id = 1", "is not an account's 12 digits"},
		{"session_tags = a", "is not of the form key1=value1,key2=value2"},
		{"session_tags = a=1,A=2", `has the key "A" twice`},
		{"session_tags = =1", "has a tag whose key is not 1 to 128 characters long"},
		{"session_tags = a=" + strings.Repeat("x", 257), "has a tag whose value is longer than 256 characters"},
		{"session_tags = a=<", "has a tag with a character other than"},
		{"transitive_session_tags = a,", "has a tag whose key is not 1 to 128 characters long"},
		{"aws_session_token = half\n\tthe other half", "has a space or another character that can't be in it"},
		{"endpoint_url = http://x y", "has a space or another character that can't be in it"},
		{"credential_process = a\n  b", "is not a single line of text in UTF-8"},
		{"credential_process = \xff", "is not a single line of text in UTF-8"},
		{"use_fips_endpoint = yes", "is neither true nor false"},
		{"sts_regional_endpoints = Legacy", "is none of legacy, regional"},
		{"max_attempts = 0", "is not a whole number from 1 on"},
		{"ec2_metadata_service_endpoint_mode = IPv5", "is neither IPv4 nor IPv6"},
	}
	for _, tt := range tests {
		t.Run(tt.line[:min(len(tt.line), 60)], func(t *testing.T) {
			t.Parallel()
			s := load(t, map[string]string{"config": "[profile a]" + keys + tt.line})
			_, err := s.Chain("a")
			key, _, _ := strings.Cut(tt.line, " ")
			if want := s.files.Config + `:4: profile "a": ` + key + " " + tt.want; err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("want %s…, got %v", want, err)
			}
		})
	}
}

// Only the profiles of the chain are looked at.
func TestWrongValueElsewhere(t *testing.T) {
	t.Parallel()
	s := load(t, map[string]string{"config": "[profile a]" + keys + "[profile b]\nduration_seconds=1h"})
	if _, err := s.Chain("a"); err != nil {
		t.Error(err)
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
