package client

import (
	"strings"
	"testing"

	"aws-runas/profile"
)

// environment returns a getenv of the variables written as NAME=value.
func environment(variables ...string) func(string) string {
	values := map[string]string{}
	for _, v := range variables {
		name, value, _ := strings.Cut(v, "=")
		values[name] = value
	}
	return func(name string) string { return values[name] }
}

func newConfig(t *testing.T, p profile.Profile, variables ...string) Config {
	t.Helper()
	s, err := New(environment(variables...), p, []profile.Profile{p})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRegion(t *testing.T) {
	t.Parallel()
	both := profile.Profile{Region: "eu-west-1"}
	for _, test := range []struct {
		name      string
		profile   profile.Profile
		variables []string
		want      string
	}{
		{"none", profile.Profile{}, nil, ""},
		{"profile", both, nil, "eu-west-1"},
		{"default region before profile", both, []string{"AWS_DEFAULT_REGION=us-west-1"}, "us-west-1"},
		{"region first", both, []string{"AWS_DEFAULT_REGION=us-west-1", "AWS_REGION=us-west-2"}, "us-west-2"},
		{"empty is unset", both, []string{"AWS_REGION=", "AWS_DEFAULT_REGION="}, "eu-west-1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := newConfig(t, test.profile, test.variables...).Region(); got != test.want {
				t.Errorf("region %q, want %q", got, test.want)
			}
		})
	}
}

func TestRegionIsOfTheSelectedProfile(t *testing.T) {
	t.Parallel()
	selected := profile.Profile{Name: "role", RoleARN: "arn:aws:iam::111111111111:role/x"}
	source := profile.Profile{Name: "source", Region: "eu-west-1"}
	s, err := New(environment(), selected, []profile.Profile{selected, source})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Region(); got != "" {
		t.Errorf("region %q, want none: the source profile gives credentials only", got)
	}
}

func TestScope(t *testing.T) {
	t.Parallel()
	china := profile.Profile{RoleARN: "arn:aws-cn:iam::111111111111:role/x"}
	serial := profile.Profile{MFASerial: "arn:aws-us-gov:iam::111111111111:mfa/x"}
	for _, test := range []struct {
		name      string
		profile   profile.Profile
		variables []string
		want      string
	}{
		{"nothing known", profile.Profile{MFASerial: "GAHT12345678"}, nil, "aws"},
		{"a serial that only looks like an ARN", profile.Profile{MFASerial: "arn:abcdefgh"}, nil, "aws"},
		{"region", profile.Profile{}, []string{"AWS_REGION=eusc-de-east-1"}, "aws-eusc"},
		{"another region of the partition", profile.Profile{}, []string{"AWS_REGION=ap-south-1"}, "aws"},
		{"role, no region", china, nil, "aws-cn"},
		{"serial, no region", serial, nil, "aws-us-gov"},
		{"override", china, []string{"AWS_ENDPOINT_URL_STS=http://127.0.0.1:1/"}, "http://127.0.0.1:1/"},
		{"CA bundle", profile.Profile{}, []string{"AWS_CA_BUNDLE=/ca.pem"}, "aws /ca.pem"},
		{"CA bundle of the profile", profile.Profile{Endpoints: profile.Endpoints{CABundle: "/ca.pem"}}, nil, "aws /ca.pem"},
		{"override of another service", china, []string{"AWS_ENDPOINT_URL_SSO=http://127.0.0.1:1/"}, "aws-cn"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := newConfig(t, test.profile, test.variables...).Scope(); got != test.want {
				t.Errorf("scope %q, want %q", got, test.want)
			}
		})
	}
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	at := func(key string) profile.Profile {
		return profile.Profile{Name: "dev", Lines: map[string]profile.Position{key: {File: "/c", Line: 7}}}
	}
	region, legacy, mode, url, service := at("region"), at("sts_regional_endpoints"), at("retry_mode"),
		at("endpoint_url"), at("services")
	region.Region = "eu west"
	legacy.Endpoints.STSRegional = "global"
	mode.Endpoints.RetryMode = "often"
	url.Endpoints.URL = "localhost:4566"
	service.Endpoints.Services = map[string]string{"sso_oidc": "ftp://x"}
	for _, test := range []struct {
		name     string
		profile  profile.Profile
		variable string
		want     string
	}{
		{"region", region, "", `/c:7: region is "eu west": want a region such as eu-west-1`},
		{"no line known", profile.Profile{Name: "dev", Region: "a.b"}, "",
			`profile "dev": region is "a.b": want a region such as eu-west-1`},
		{"region variable", region, "AWS_REGION=x/y", `AWS_REGION is "x/y": want a region such as eu-west-1`},
		{"region variable with _", region, "AWS_REGION=eu_west_1", `AWS_REGION is "eu_west_1": want a region such as eu-west-1`},
		{"region variable with [", region, "AWS_REGION=eu[west", `AWS_REGION is "eu[west": want a region such as eu-west-1`},
		{"default region", region, "AWS_DEFAULT_REGION=-x",
			`AWS_DEFAULT_REGION is "-x": want a region such as eu-west-1`},
		{"legacy", legacy, "", `/c:7: sts_regional_endpoints is "global": want legacy or regional`},
		{"legacy variable", profile.Profile{}, "AWS_STS_REGIONAL_ENDPOINTS=x",
			`AWS_STS_REGIONAL_ENDPOINTS is "x": want legacy or regional`},
		{"retry mode", mode, "", `/c:7: retry_mode is "often": want standard, adaptive or legacy`},
		{"retry mode variable", mode, "AWS_RETRY_MODE=x", `AWS_RETRY_MODE is "x": want standard, adaptive or legacy`},
		{"attempts", profile.Profile{}, "AWS_MAX_ATTEMPTS=0", `AWS_MAX_ATTEMPTS is "0": want a number from 1`},
		{"attempts in words", profile.Profile{}, "AWS_MAX_ATTEMPTS=two",
			`AWS_MAX_ATTEMPTS is "two": want a number from 1`},
		{"fips", profile.Profile{}, "AWS_USE_FIPS_ENDPOINT=1", `AWS_USE_FIPS_ENDPOINT is "1": want true or false`},
		{"dual-stack", profile.Profile{}, "AWS_USE_DUALSTACK_ENDPOINT=yes",
			`AWS_USE_DUALSTACK_ENDPOINT is "yes": want true or false`},
		{"ignore", profile.Profile{}, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=1",
			`AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is "1": want true or false`},
		{"url", url, "", `/c:7: endpoint_url is no URL such as https://sts.example.com`},
		{"service url", service, "", `/c:7: services is no URL such as https://sts.example.com`},
		{"url variable", profile.Profile{}, "AWS_ENDPOINT_URL=http://",
			`AWS_ENDPOINT_URL is no URL such as https://sts.example.com`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := New(environment(test.variable), test.profile, nil)
			if err == nil || err.Error() != test.want {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}
