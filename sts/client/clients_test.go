package client

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/profile"
)

// wire records the requests that would have been sent and sends none.
type wire struct{ requests []*http.Request }

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.requests = append(w.requests, r)
	return nil, errors.New("nothing is sent in this test")
}

func (s Config) recorded() *wire {
	w := &wire{}
	s.network.transport = func() (http.RoundTripper, error) { return w, nil }
	return w
}

var exampleKeys = credentials.NewStaticCredentialsProvider("AKIAEXAMPLE", "secret", "")

// askedOf returns where a call to STS would have gone, and the region that it is signed for.
func askedOf(t *testing.T, s Config) (url, region string) {
	t.Helper()
	w := s.recorded()
	if _, err := s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil); err == nil {
		t.Fatal("the call succeeded without a network")
	} else if len(w.requests) == 0 {
		t.Fatal(Explain(err))
	}
	r := w.requests[0]
	signed := regexp.MustCompile(`Credential=\w+/\d+/([^/]*)/sts/`).FindStringSubmatch(r.Header.Get("Authorization"))
	if signed == nil {
		t.Fatal("the request is not signed")
	}
	return r.URL.Scheme + "://" + r.URL.Host, signed[1]
}

// endpointTest is a call to STS: where it goes, and the region that it is signed for.
type endpointTest struct {
	name      string
	profile   profile.Profile
	variables []string
	url       string
	region    string
}

func (test endpointTest) run(t *testing.T) {
	t.Parallel()
	config := newConfig(t, test.profile, append(test.variables, "AWS_MAX_ATTEMPTS=1")...)
	url, region := askedOf(t, config)
	if told, toldRegion := config.STSEndpoint(t.Context()); !strings.HasPrefix(told, test.url) || toldRegion != test.region {
		t.Errorf("told to be %s signed for %s, want %s signed for %s", told, toldRegion, test.url, test.region)
	}
	if url != test.url || region != test.region {
		t.Errorf("asked of %s signed for %s, want %s signed for %s", url, region, test.url, test.region)
	}
}

func in(region string) profile.Profile { return profile.Profile{Region: region} }

func TestSTSOfPartition(t *testing.T) {
	t.Parallel()
	role := func(partition string) profile.Profile {
		return profile.Profile{RoleARN: "arn:" + partition + ":iam::111111111111:role/x"}
	}
	for _, test := range []endpointTest{
		{"aws", in("eu-west-1"), nil, "https://sts.eu-west-1.amazonaws.com", "eu-west-1"},
		{"aws-cn", in("cn-north-1"), nil, "https://sts.cn-north-1.amazonaws.com.cn", "cn-north-1"},
		{"aws-us-gov", in("us-gov-east-1"), nil, "https://sts.us-gov-east-1.amazonaws.com", "us-gov-east-1"},
		{"aws-eusc", in("eusc-de-east-1"), nil, "https://sts.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"},
		{"no region", profile.Profile{}, nil, "https://sts.amazonaws.com", "us-east-1"},
		{"no region, aws", role("aws"), nil, "https://sts.amazonaws.com", "us-east-1"},
		{"no region, aws-cn", role("aws-cn"), nil, "https://sts.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"},
		{"no region, aws-us-gov", role("aws-us-gov"), nil, "https://sts.us-gov-west-1.amazonaws.com", "us-gov-west-1"},
		{"no region, aws-eusc", role("aws-eusc"), nil, "https://sts.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"},
		{"no region, aws-iso", role("aws-iso"), nil, "https://sts.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"},
		{"no region, FIPS", profile.Profile{}, []string{"AWS_USE_FIPS_ENDPOINT=true"},
			"https://sts-fips.us-east-1.amazonaws.com", "us-east-1"},
	} {
		t.Run(test.name, test.run)
	}
}

func TestSTSVariants(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	with := func(region string, e profile.Endpoints) profile.Profile {
		return profile.Profile{Region: region, Endpoints: e}
	}
	for _, test := range []endpointTest{
		{"legacy", with("us-west-2", profile.Endpoints{STSRegional: "legacy"}), nil,
			"https://sts.amazonaws.com", "us-east-1"},
		{"legacy by variable", in("us-west-2"), []string{"AWS_STS_REGIONAL_ENDPOINTS=legacy"},
			"https://sts.amazonaws.com", "us-east-1"},
		{"regional by variable", with("us-west-2", profile.Endpoints{STSRegional: "legacy"}),
			[]string{"AWS_STS_REGIONAL_ENDPOINTS=regional"}, "https://sts.us-west-2.amazonaws.com", "us-west-2"},
		{"legacy, a newer region", in("af-south-1"), []string{"AWS_STS_REGIONAL_ENDPOINTS=legacy"},
			"https://sts.af-south-1.amazonaws.com", "af-south-1"},
		{"legacy, aws-cn", in("cn-north-1"), []string{"AWS_STS_REGIONAL_ENDPOINTS=legacy"},
			"https://sts.cn-north-1.amazonaws.com.cn", "cn-north-1"},
		{"legacy, FIPS", in("us-east-2"), []string{"AWS_STS_REGIONAL_ENDPOINTS=legacy", "AWS_USE_FIPS_ENDPOINT=true"},
			"https://sts-fips.us-east-2.amazonaws.com", "us-east-2"},
		{"FIPS", with("us-east-1", profile.Endpoints{UseFIPS: &yes}), nil,
			"https://sts-fips.us-east-1.amazonaws.com", "us-east-1"},
		{"FIPS, aws-us-gov", with("us-gov-west-1", profile.Endpoints{UseFIPS: &yes}), nil,
			"https://sts.us-gov-west-1.amazonaws.com", "us-gov-west-1"},
		{"FIPS off by variable", with("us-east-1", profile.Endpoints{UseFIPS: &yes}),
			[]string{"AWS_USE_FIPS_ENDPOINT=False"}, "https://sts.us-east-1.amazonaws.com", "us-east-1"},
		{"FIPS on by variable", with("us-east-1", profile.Endpoints{UseFIPS: &no}),
			[]string{"AWS_USE_FIPS_ENDPOINT=TRUE"}, "https://sts-fips.us-east-1.amazonaws.com", "us-east-1"},
		{"dual-stack", with("eu-west-1", profile.Endpoints{UseDualStack: &yes}), nil,
			"https://sts.eu-west-1.api.aws", "eu-west-1"},
		{"dual-stack, FIPS", in("us-west-2"), []string{"AWS_USE_DUALSTACK_ENDPOINT=true", "AWS_USE_FIPS_ENDPOINT=true"},
			"https://sts-fips.us-west-2.api.aws", "us-west-2"},
		{"dual-stack, aws-cn", in("cn-north-1"), []string{"AWS_USE_DUALSTACK_ENDPOINT=true"},
			"https://sts.cn-north-1.api.amazonwebservices.com.cn", "cn-north-1"},
		{"override", in("eu-west-1"), []string{"AWS_ENDPOINT_URL_STS=http://127.0.0.1:4566"},
			"http://127.0.0.1:4566", "eu-west-1"},
		{"override, no region", profile.Profile{}, []string{"AWS_ENDPOINT_URL_STS=http://127.0.0.1:4566"},
			"http://127.0.0.1:4566", "us-east-1"},
		{"override, FIPS and dual-stack", in("eu-west-1"), []string{"AWS_ENDPOINT_URL_STS=http://127.0.0.1:4566",
			"AWS_USE_FIPS_ENDPOINT=true", "AWS_USE_DUALSTACK_ENDPOINT=true"}, "http://127.0.0.1:4566", "eu-west-1"},
		{"override, legacy", in("us-east-2"), []string{"AWS_ENDPOINT_URL_STS=http://127.0.0.1:4566",
			"AWS_STS_REGIONAL_ENDPOINTS=legacy"}, "http://127.0.0.1:4566", "us-east-2"},
	} {
		t.Run(test.name, test.run)
	}
}

func TestOverrides(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	url := func(name string) string { return "http://" + name + ".test" }
	full := profile.Endpoints{URL: url("profile"), Services: map[string]string{
		"sts": url("section-sts"), "sso": url("section-sso"), "sso_oidc": url("section-oidc"), "signin": url("section-signin"),
	}}
	ignored, heeded := full, full
	ignored.IgnoreConfigured, heeded.IgnoreConfigured = &yes, &no
	all := "AWS_ENDPOINT_URL=" + url("all")
	each := []string{all, "AWS_ENDPOINT_URL_STS=" + url("sts"), "AWS_ENDPOINT_URL_SSO=" + url("sso"),
		"AWS_ENDPOINT_URL_SSO_OIDC=" + url("oidc"), "AWS_ENDPOINT_URL_SIGNIN=" + url("signin")}
	for _, test := range []struct {
		name      string
		endpoints profile.Endpoints
		variables []string
		want      overrides
	}{
		{"none", profile.Endpoints{}, nil, overrides{}},
		{"profile", profile.Endpoints{URL: url("profile")}, nil,
			overrides{url("profile"), url("profile"), url("profile"), url("profile")}},
		{"services section", full, nil, overrides{url("section-sts"), url("section-sso"), url("section-oidc"), url("section-signin")}},
		{"variable of all services", full, []string{all}, overrides{url("all"), url("all"), url("all"), url("all")}},
		{"variable of each", full, each, overrides{url("sts"), url("sso"), url("oidc"), url("signin")}},
		{"empty is unset", full, []string{"AWS_ENDPOINT_URL=", "AWS_ENDPOINT_URL_STS="},
			overrides{url("section-sts"), url("section-sso"), url("section-oidc"), url("section-signin")}},
		{"ignored by the profile", ignored, each, overrides{}},
		{"ignored by variable", heeded, append(each, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true"), overrides{}},
		{"heeded by variable", ignored, append(each, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false"),
			overrides{url("sts"), url("sso"), url("oidc"), url("signin")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newConfig(t, profile.Profile{Endpoints: test.endpoints}, test.variables...)
			if s.urls != test.want {
				t.Errorf("overrides %v, want %v", s.urls, test.want)
			}
		})
	}
}

func TestSSOEndpoints(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		variables []string
		sso, oidc string
	}{
		{"plain", nil, "portal.sso.eu-north-1.amazonaws.com", "oidc.eu-north-1.amazonaws.com"},
		{"dual-stack", []string{"AWS_USE_DUALSTACK_ENDPOINT=true"},
			"portal.sso.eu-north-1.api.aws", "oidc.eu-north-1.api.aws"},
		{"overrides", []string{"AWS_ENDPOINT_URL_SSO=http://127.0.0.1:1", "AWS_ENDPOINT_URL_SSO_OIDC=http://127.0.0.1:2",
			"AWS_USE_FIPS_ENDPOINT=true"}, "127.0.0.1:1", "127.0.0.1:2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newConfig(t, profile.Profile{Region: "us-west-2"}, append(test.variables, "AWS_MAX_ATTEMPTS=1")...)
			w := s.recorded()
			_, err1 := s.SSO("eu-north-1").GetRoleCredentials(t.Context(), &sso.GetRoleCredentialsInput{
				AccessToken: aws.String("token"), AccountId: aws.String("111111111111"), RoleName: aws.String("role"),
			})
			_, err2 := s.OIDC("eu-north-1").CreateToken(t.Context(), &ssooidc.CreateTokenInput{
				ClientId: aws.String("id"), ClientSecret: aws.String("secret"), GrantType: aws.String("refresh_token"),
			})
			if len(w.requests) != 2 {
				t.Fatalf("%d requests, want 2 (%v, %v)", len(w.requests), err1, err2)
			}
			if got := w.requests[0].URL.Host; got != test.sso {
				t.Errorf("portal %s, want %s", got, test.sso)
			}
			if got := w.requests[1].URL.Host; got != test.oidc {
				t.Errorf("token service %s, want %s", got, test.oidc)
			}
		})
	}
}

func TestUnsignedCall(t *testing.T) {
	t.Parallel()
	s := newConfig(t, profile.Profile{}, "AWS_MAX_ATTEMPTS=1")
	w := s.recorded()
	_, err := s.STS(nil).AssumeRoleWithWebIdentity(t.Context(), &sts.AssumeRoleWithWebIdentityInput{
		RoleArn: aws.String("arn:aws:iam::111111111111:role/x"), RoleSessionName: aws.String("me"),
		WebIdentityToken: aws.String("token"),
	})
	if len(w.requests) != 1 {
		t.Fatalf("%d requests, want 1 (%v)", len(w.requests), err)
	}
	if got := w.requests[0].Header.Get("Authorization"); got != "" {
		t.Errorf("authorization %q, want none", got)
	}
}

func TestAttempts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		profile   int
		variables []string
		want      int
	}{
		{"the SDK's", 0, nil, 3},
		{"profile", 2, nil, 2},
		{"variable", 2, []string{"AWS_MAX_ATTEMPTS=1"}, 1},
		{"adaptive", 2, []string{"AWS_RETRY_MODE=adaptive"}, 2},
		{"legacy", 2, []string{"AWS_RETRY_MODE=legacy"}, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := profile.Profile{Endpoints: profile.Endpoints{MaxAttempts: test.profile}}
			s := newConfig(t, p, test.variables...)
			w := s.recorded()
			if _, err := s.STS(exampleKeys).GetCallerIdentity(t.Context(), nil); err == nil {
				t.Fatal("the call succeeded without a network")
			}
			if got := len(w.requests); got != test.want {
				t.Errorf("%d attempts, want %d", got, test.want)
			}
		})
	}
}
