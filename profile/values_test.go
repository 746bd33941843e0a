package profile

import (
	"strings"
	"testing"
	"time"
)

// The profiles in which the tests put a line, at the end.
const (
	aRole = "[profile a]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = a\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n"
	aKey  = "[profile a]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n"
	anSSO = "[profile a]\nsso_account_id = 1\nsso_role_name = r\nsso_start_url = https://x\nsso_region = eu-west-1\n"
	aWeb  = "[profile a]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = /t\n"
	empty = "[profile a]\n"
)

// TestWrongValues puts a value that is wrong where it is used: by the chain, or by who asks for the profile's endpoints or
// its duration.
func TestWrongValues(t *testing.T) {
	t.Parallel()
	const short = "is too short: it has"
	tests := []struct{ in, line, want string }{
		{aRole, "duration_seconds = 1h", "is not a whole number of seconds"},
		{aRole, "duration_seconds = 3600.0", "is not a whole number of seconds"},
		{aRole, "duration_seconds = 3600s", "is not a whole number of seconds"},
		{aRole, "duration_seconds = _900", "is not a whole number of seconds"},
		{aRole, "duration_seconds = 899", "is less than 900 seconds"},
		{aRole, "duration_seconds = -900", "is less than 900 seconds"},
		{aRole, "role_arn = arn:aws:iam::1:role", short + " 19 characters, and AWS wants at least 20"},
		{aRole, "role_arn =", "is empty"},
		{aRole, "role_arn = arn:aws:iam::123456789012:role/x\n  y", "is not a single line of text in UTF-8"},
		{aRole, "source_profile =", "is empty"},
		{aRole, "mfa_serial = 12345678", short + " 8 characters, and AWS wants at least 9"},
		{aKey, "mfa_serial = 12345678", short + " 8 characters, and AWS wants at least 9"},
		{aRole, "role_session_name = x", short + " 1 characters, and AWS wants at least 2"},
		{aWeb, "role_session_name = x", short + " 1 characters, and AWS wants at least 2"},
		{aRole, "external_id = x", short + " 1 characters, and AWS wants at least 2"},
		{aRole, "source_identity = x", short + " 1 characters, and AWS wants at least 2"},
		{aRole, "session_tags = a", "is not of the form key1=value1,key2=value2"},
		{aRole, "session_tags = a=1,A=2", `has the key "A" twice`},
		{aRole, "session_tags = =1", "has a tag whose key is not 1 to 128 characters long"},
		{aRole, "session_tags = a=" + strings.Repeat("x", 257), "has a tag whose value is longer than 256 characters"},
		{aRole, "session_tags = a=<", "has a tag with a character other than"},
		{aRole, "transitive_session_tags = a,", "has a tag whose key is not 1 to 128 characters long"},
		{aKey, "aws_session_token = half\n\tthe other half", "has a space or another character that can't be in it"},
		{aKey, "aws_secret_access_key = a b", "has a space or another character that can't be in it"},
		{aKey, "aws_secret_access_key =", "is empty"},
		{aKey, "aws_access_key_id =", "is empty"},
		{aKey, "region = eu-west-1.example.com", "is not the name of a region"},
		{aKey, "region = x/", "is not the name of a region"},
		{aKey, "region = -x", "is not the name of a region"},
		{aKey, "region = x-", "is not the name of a region"},
		{anSSO, "sso_region = us east", "is not the name of a region"},
		{anSSO, "sso_account_id =", "is empty"},
		{anSSO, "sso_role_name =", "is empty"},
		{aWeb, "web_identity_token_file =", "is empty"},
		{aWeb, "role_arn =", "is empty"},
		{empty, "credential_process = \xff", "is not a single line of text in UTF-8"},
		{empty, `credential_process = a "b`, "has a quote that is not closed"},
		{empty, `credential_process = a "b # c`, "has a quote that is not closed, after what looks like a comment was cut"},

		{aKey, "endpoint_url = http://x y", "has a space or another character that can't be in it"},
		{aKey, "services = nowhere", "none"},
		{aKey, "sts_regional_endpoints = Legacy", "is none of legacy, regional"},
		{aKey, "max_attempts = 0", "is not a whole number from 1 on"},
		{aKey, "retry_mode = foo", "is none of legacy, standard, adaptive"},
		{aKey, "ec2_metadata_service_endpoint_mode = IPv5", "is neither IPv4 nor IPv6"},
	}
	for _, tt := range tests {
		t.Run(tt.line[:min(len(tt.line), 60)], func(t *testing.T) {
			t.Parallel()
			s := load(t, map[string]string{"config": tt.in + tt.line})
			key, _, _ := strings.Cut(tt.line, " ")
			chain, err := s.Chain("a")
			if err == nil {
				err = chain[0].Check(key)
			}
			at := Position{File: s.files.Config, Line: strings.Count(tt.in, "\n") + 1}
			want := at.String() + `: profile "a": ` + key + " " + tt.want
			if key == "services" {
				want = at.String() + `: profile "a": there is no services section "nowhere"`
			}
			if err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("want %s…, got %v", want, err)
			}
		})
	}
}

// TestWrongWhereUnused puts values that are wrong where they don't count: they refuse nothing.
func TestWrongWhereUnused(t *testing.T) {
	t.Parallel()
	const (
		source = "[profile a]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = b\n[profile b]" + keys
		second = "[profile a]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = b\n[profile b]\n" +
			"role_arn = arn:aws:iam::123456789012:role/s\nsource_profile = c\n[profile c]" + keys + "[profile b]\n"
	)
	ofRoles := []string{"duration_seconds = 8h", "mfa_serial = x", "external_id = x", "role_session_name = x", "session_tags = x", "source_identity = x"}
	ofEndpoints := []string{
		"services = nowhere", "retry_mode = foo", "max_attempts = many", "sts_regional_endpoints = x", "ec2_metadata_service_endpoint_mode = x",
		"endpoint_url = a b", "use_fips_endpoint = yes",
	}
	everywhere := []string{"sso_region = us east", "sso_session = nowhere", "duration_seconds =", "mfa_serial =", "output =", "x = \xff"}
	ofSources := []string{"region = us east", "role_arn =", "credential_source =", "source_profile ="}
	for in, lines := range map[string][][]string{
		aKey:                               {ofRoles[:1], ofRoles[2:], everywhere, ofEndpoints, {"source_profile =", "credential_source = x"}},
		anSSO:                              {ofRoles, everywhere[1:1], everywhere[2:], ofEndpoints, {"aws_access_key_id =", "source_profile ="}},
		aWeb:                               {ofRoles[:3], everywhere, ofEndpoints, {"source_profile =", "credential_source = x", "sso_account_id =", "aws_access_key_id ="}},
		source:                             {ofRoles, everywhere, ofEndpoints, ofSources},
		second:                             {everywhere, ofEndpoints, ofSources[:1], {"web_identity_token_filee ="}},
		empty + "credential_process = p\n": {ofRoles[:1], everywhere, ofEndpoints},
	} {
		for _, group := range lines {
			for _, line := range group {
				if _, err := load(t, map[string]string{"config": in + line}).Chain("a"); err != nil {
					t.Errorf("%s below\n%s: %v", line, in, err)
				}
			}
		}
	}
}

// TestAccepted has values that are unusual, and right.
func TestAccepted(t *testing.T) {
	t.Parallel()
	for line, field := range map[string]func(Profile) any{
		"role_arn = arn:aws:iam:::role/x":                        func(p Profile) any { return p.RoleARN },
		"role_arn = arn:aws:iam::tenant:role/x":                  func(p Profile) any { return p.RoleARN },
		"role_arn = arn:minio:iam:::role/x":                      func(p Profile) any { return p.RoleARN },
		"role_arn = arn:aws:iam::123456789012:role/":             func(p Profile) any { return p.RoleARN },
		"role_arn = arn:aws:iam::123456789012:role//a b/x,+=@.é": func(p Profile) any { return p.RoleARN },
		"role_arn = " + strings.Repeat("x", 3000):                func(p Profile) any { return p.RoleARN },
		"external_id = {a b} <c>":                                func(p Profile) any { return p.ExternalID },
		"mfa_serial = GAHT 12345678":                             func(p Profile) any { return p.MFASerial },
		"role_session_name = a/b c":                              func(p Profile) any { return p.RoleSessionName },
		"source_identity = a:b":                                  func(p Profile) any { return p.SourceIdentity },
		"duration_seconds = 31536000":                            func(p Profile) any { return p.Duration == 365*24*time.Hour },
		"duration_seconds = +3_600":                              func(p Profile) any { return p.Duration == time.Hour },
		"duration_seconds = 99999999999999999999":                func(p Profile) any { return p.Duration > 365*24*time.Hour },
		"region: eu-west-1":                                      func(p Profile) any { return "region = " + p.Region },
		"mfa_serial:GAHT:12345678=":                              func(p Profile) any { return "mfa_serial = " + p.MFASerial },
		"max_attempts = 3":                                       func(p Profile) any { return p.Endpoints.MaxAttempts == 3 },
	} {
		chain, err := load(t, map[string]string{"config": aRole + line}).Chain("a")
		if err == nil {
			err = chain[0].Check("duration_seconds", "max_attempts")
		}
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		want := line[strings.IndexAny(line, "=:")+1:]
		switch got := field(chain[0]).(type) {
		case bool:
			if !got {
				t.Errorf("%s: %+v", line, chain[0])
			}
		case string:
			if got = strings.TrimPrefix(got, "region = "); strings.TrimPrefix(got, "mfa_serial = ") != strings.TrimSpace(want) {
				t.Errorf("%s: %q", line, got)
			}
		}
	}
}

// TestSSOAsItStands has an account and a role that no pattern holds.
func TestSSOAsItStands(t *testing.T) {
	t.Parallel()
	chain, err := load(t, map[string]string{"config": anSSO + "sso_account_id = 0001-2\nsso_role_name = Power User"}).Chain("a")
	if err != nil || chain[0].SSO.AccountID != "0001-2" || chain[0].SSO.RoleName != "Power User" {
		t.Errorf("%+v, %v", chain, err)
	}
}

// TestEmptyIsUnset has each key without a value that the AWS CLI takes so.
func TestEmptyIsUnset(t *testing.T) {
	t.Parallel()
	decides := map[string]bool{
		"role_arn": true, "source_profile": true, "credential_source": true, "web_identity_token_file": true, "sso_account_id": true,
		"sso_role_name": true, "aws_access_key_id": true, "aws_secret_access_key": true,
	}
	seen := 0
	for _, row := range settings(&Profile{}) {
		if (row.empty == wrong) != decides[row.key] {
			t.Errorf("%s: the table says %v of an empty one", row.key, row.empty)
		}
		if row.empty == wrong {
			seen++
			continue
		}
		for _, value := range []string{"", " ", " # comment"} {
			chain, err := load(t, map[string]string{"config": aRole + row.key + " =" + value}).Chain("a")
			if err == nil {
				err = chain[0].Check(row.key)
			}
			if _, has := chain[0].Lines[row.key]; has || err != nil {
				t.Errorf("%s =%s: it has a line: %v, %v", row.key, value, has, err)
			}
		}
	}
	if seen != len(decides) {
		t.Errorf("%d keys decide, want %d", seen, len(decides))
	}
}

// TestNotBoolean has values that are neither true nor false: false, and a line to the user.
func TestNotBoolean(t *testing.T) {
	t.Parallel()
	s := load(t, map[string]string{"config": aKey + "use_fips_endpoint = yes\nuse_dualstack_endpoint = FALSE\n[profile b]" + role("r") +
		"source_profile=a"})
	chain, err := s.Chain("a")
	if err != nil || *chain[0].Endpoints.UseFIPS {
		t.Fatalf("%+v, %v", chain, err)
	}
	want := s.files.Config + `:4: profile "a": use_fips_endpoint is "yes", which counts as false`
	if got := s.Notes(); len(got) != 1 || got[0] != want {
		t.Errorf("want %q, got %q", want, got)
	}
	s = load(t, map[string]string{"config": "[profile a]" + keys + "use_fips_endpoint = yes\n[profile b]" + role("r") + "source_profile=a"})
	if _, err := s.Chain("b"); err != nil || len(s.Notes()) != 0 {
		t.Errorf("of a profile whose endpoints don't count: %q, %v", s.Notes(), err)
	}
}

// TestCapitals notes a section that to the AWS CLI is no profile, and to some people is.
func TestCapitals(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"aws_config", "config", "credentials"} {
		s := load(t, map[string]string{file: "\n[DEFAULT]\nregion = eu-west-1", "config": "[default]" + keys, "credentials": "[default]"})
		if file != "aws_config" {
			s = load(t, map[string]string{file: "\n[DEFAULT]\nregion = eu-west-1\n[default]" + keys})
		}
		chain, err := s.Chain("default")
		if err != nil || chain[0].Region != "" {
			t.Fatalf("%s: %+v, %v", file, chain, err)
		}
		if got := s.Notes(); len(got) != 1 || !strings.HasSuffix(got[0], file+":2: [DEFAULT], in capitals, is not [default], and is not read") {
			t.Errorf("%s: %q", file, got)
		}
	}
}

// TestMisspelt has keys that were perhaps meant to say that there is a role, and keys that are of other tools.
func TestMisspelt(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"role_arm", "rolearn", "role_arns", "role-arn", "roel_arn", "ROLE_ARM", "source_profle", "sourc_eprofile", "mfa_serials", "mfa_seral"} {
		for _, text := range []string{aKey, "[profile a]" + role("r") + "source_profile = b\n[profile b]" + keys} {
			s := load(t, map[string]string{"config": text + key + " = arn:aws:iam::123456789012:role/r"})
			if chain, err := s.Chain("a"); err == nil || !strings.Contains(err.Error(), "is no key: did you mean") {
				t.Errorf("%s: %+v, %v", key, chain, err)
			}
		}
	}
	for line, want := range map[string]string{
		"include_profile = b":    "include_profile is a key of aws-vault, which aws-runas does not read",
		"granted_sso_region = b": "granted_sso_region is a key of granted, which aws-runas does not read",
		"credential_proces = p":  `"credential_proces" is no key: did you mean credential_process?`,
		"sso_start_ur = b":       `"sso_start_ur" is no key: did you mean sso_start_url?`,
		"output = json":          "",
	} {
		s := load(t, map[string]string{"config": "[profile a]\nsso_account_id = 1\n" + line})
		_, err := s.Chain("a")
		if want != "" {
			want = s.files.Config + ":3: " + want
		}
		hinted, ok := err.(interface{ Hint() string })
		if !ok || hinted.Hint() != want {
			t.Errorf("%s: want the hint %q, got %v, %#v", line, want, err, hinted)
		}
	}
	s := load(t, map[string]string{"config": "[profile a]\ninclude_profile = b"})
	chain, err := s.Chain("a")
	if err != nil {
		t.Fatal(err)
	}
	if hint := (&NoCredentialsError{chain[0]}).Hint(); !strings.Contains(hint, "aws-vault") {
		t.Errorf("no credentials: the hint is %q", hint)
	}
}
