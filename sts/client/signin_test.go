package client

import (
	"net/http"
	"strings"
	"testing"

	"aws-runas/profile"
)

// TestConsole has the hosts of each partition; those without a region are the ones that the service has without.
func TestConsole(t *testing.T) {
	t.Parallel()
	const fips = "AWS_USE_FIPS_ENDPOINT=true"
	for _, test := range []struct {
		name, inProfile, region, variable string
		want                              Console
		wrong                             string
	}{
		{"no region", "", "", "", Console{"aws", "us-east-1", "https://signin.aws.amazon.com/federation", "console.aws.amazon.com", false}, ""},
		{"of the profile", "eu-west-1", "", "", Console{"aws", "eu-west-1", "https://eu-west-1.signin.aws.amazon.com/federation", "console.aws.amazon.com", false}, ""},
		{"asked for", "eu-west-1", "us-west-2", "", Console{"aws", "us-west-2", "https://us-west-2.signin.aws.amazon.com/federation", "console.aws.amazon.com", false}, ""},
		{"China", "cn-north-1", "", "", Console{"aws-cn", "cn-north-1", "https://signin.amazonaws.cn/federation", "console.amazonaws.cn", false}, ""},
		{"China, west", "cn-northwest-1", "", "", Console{"aws-cn", "cn-northwest-1", "https://cn-northwest-1.signin.amazonaws.cn/federation", "console.amazonaws.cn", false}, ""},
		{"GovCloud", "us-gov-west-1", "", "", Console{"aws-us-gov", "us-gov-west-1", "https://signin.amazonaws-us-gov.com/federation", "console.amazonaws-us-gov.com", true}, ""},
		{"GovCloud, FIPS", "us-gov-east-1", "", fips, Console{"aws-us-gov", "us-gov-east-1", "https://us-gov-east-1.signin-fips.amazonaws-us-gov.com/federation", "console.amazonaws-us-gov.com", true}, ""},
		{"FIPS elsewhere", "eu-west-1", "", fips, Console{"aws", "eu-west-1", "https://eu-west-1.signin.aws.amazon.com/federation", "console.aws.amazon.com", false}, ""},
		{"Europe", "eusc-de-east-1", "", "", Console{"aws-eusc", "eusc-de-east-1", "https://eusc-de-east-1.signin.amazonaws-eusc.eu/federation", "console.amazonaws-eusc.eu", false}, ""},
		{"override", "eu-west-1", "", "AWS_ENDPOINT_URL_SIGNIN=http://127.0.0.1:1/", Console{"aws", "eu-west-1", "http://127.0.0.1:1/federation", "console.aws.amazon.com", false}, ""},
		{"secret", "us-iso-east-1", "", "", Console{}, "the web console of aws-iso (region us-iso-east-1) is not public"},
		{"another host", "", "evil.example/", "", Console{}, `"evil.example/" is no region such as eu-west-1`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := newConfig(t, profile.Profile{Region: test.inProfile}, test.variable).Console(test.region)
			if test.wrong != "" {
				if err == nil || err.Error() != test.wrong {
					t.Errorf("error %v, want %s", err, test.wrong)
				}
				return
			}
			if err != nil || got != test.want {
				t.Errorf("%+v (%v), want %+v", got, err, test.want)
			}
		})
	}
}

// TestLoginTokens has the hosts that the SDK's signin module v1.11.0 gives.
func TestLoginTokens(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ region, fips, want string }{
		{"us-east-1", "false", "https://us-east-1.signin.aws.amazon.com/v1/token"},
		{"cn-north-1", "false", "https://cn-north-1.signin.amazonaws.cn/v1/token"},
		{"us-gov-west-1", "false", "https://us-gov-west-1.signin.amazonaws-us-gov.com/v1/token"},
		{"eusc-de-east-1", "false", "https://eusc-de-east-1.signin.amazonaws-eusc.eu/v1/token"},
		{"eu-west-1", "true", "https://signin-fips.eu-west-1.amazonaws.com/v1/token"},
		{"cn-northwest-1", "true", "https://signin-fips.cn-northwest-1.amazonaws.com.cn/v1/token"},
		{"us-gov-west-1", "true", "https://signin-fips.amazonaws-us-gov.com/v1/token"},
		{"us-gov-east-1", "true", "https://us-gov-east-1.signin-fips.amazonaws-us-gov.com/v1/token"},
		{"eusc-de-east-1", "true", "https://signin-fips.eusc-de-east-1.amazonaws.eu/v1/token"},
	} {
		got, err := newConfig(t, profile.Profile{}, "AWS_USE_FIPS_ENDPOINT="+test.fips).LoginTokens(test.region)
		if err != nil || got != test.want {
			t.Errorf("%s, FIPS %s: %s (%v), want %s", test.region, test.fips, got, err, test.want)
		}
	}
	for _, region := range []string{"", "a/b", "us-iso-east-1"} {
		if url, err := newConfig(t, profile.Profile{}).LoginTokens(region); err == nil {
			t.Errorf("region %q has %s", region, url)
		}
	}
}

func TestOIDCURL(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ region, variable, want string }{
		{"eu-west-1", "", "https://oidc.eu-west-1.amazonaws.com"},
		{"cn-north-1", "", "https://oidc.cn-north-1.amazonaws.com.cn"},
		{"us-gov-west-1", "AWS_USE_FIPS_ENDPOINT=true", "https://oidc.us-gov-west-1.amazonaws.com"},
		{"us-east-1", "AWS_USE_FIPS_ENDPOINT=true", "https://oidc-fips.us-east-1.amazonaws.com"},
		{"eu-west-1", "AWS_ENDPOINT_URL_SSO_OIDC=http://127.0.0.1:1/", "http://127.0.0.1:1"},
	} {
		got, err := newConfig(t, profile.Profile{}, test.variable).OIDCURL(t.Context(), test.region)
		if err != nil || got != test.want {
			t.Errorf("%s, %s: %s (%v), want %s", test.region, test.variable, got, err, test.want)
		}
	}
}

// TestSendRepeatsNoURL holds that the error of a request has the host and no other part of a URL that is a secret.
func TestSendRepeatsNoURL(t *testing.T) {
	t.Parallel()
	server := serve(t, answer(200, "text/plain", ""))
	const secret = "/hush?key=hush"
	for _, url := range []string{server.URL + secret, "http://127.0.0.1:1" + secret, "http://127.0.0.1:x" + secret, "hush://127.0.0.1" + secret} {
		_, err := newConfig(t, profile.Profile{}).Send(t.Context(), http.MethodGet, url, nil, nil)
		if err == nil || strings.Contains(err.Error(), "key=") {
			t.Errorf("%s: error %v", url, err)
		}
	}
}

func TestSendHasABudget(t *testing.T) {
	t.Parallel()
	server := serve(t, answer(200, "text/plain", "text"))
	s := newConfig(t, profile.Profile{}).WithBudget(0)
	if _, err := s.Send(t.Context(), http.MethodGet, server.URL, nil, nil); err == nil {
		t.Error("no time was left, and a request was sent")
	}
	a, err := s.WithBudget(Budget).Send(t.Context(), http.MethodGet, server.URL, nil, nil)
	if err != nil || string(a.Body) != "text" || a.Status != 200 || a.JSON() {
		t.Errorf("answer %+v, %v", a, err)
	}
	if want := "the answer of " + server.Listener.Addr().String() + " (200 OK, text/plain)"; a.String() != want {
		t.Errorf("%s, want %s", a, want)
	}
}
