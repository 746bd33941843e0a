package endpoint

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	smithyendpoints "github.com/aws/smithy-go/endpoints"

	"aws-runas/profile"
)

// TestEndpointsAreTheSDKs compares the endpoints with those that the SDK's clients of both services would call.
func TestEndpointsAreTheSDKs(t *testing.T) {
	t.Parallel()
	regions := []string{
		"us-east-1", "eu-north-1", "mars-west-1", "cn-north-1", "us-gov-west-1", "us-gov-east-1", "eusc-de-east-1",
		"us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1",
	}
	for _, region := range regions {
		for _, variants := range [][2]bool{{false, false}, {true, false}, {false, true}, {true, true}} {
			s := Settings{fips: variants[0], dualStack: variants[1]}
			portal, err := sso.NewDefaultEndpointResolverV2().ResolveEndpoint(t.Context(),
				sso.EndpointParameters{Region: &region, UseFIPS: &s.fips, UseDualStack: &s.dualStack})
			s.wantEndpoint(t, region, "portal.sso", portal, err)
			tokens, err := ssooidc.NewDefaultEndpointResolverV2().ResolveEndpoint(t.Context(),
				ssooidc.EndpointParameters{Region: &region, UseFIPS: &s.fips, UseDualStack: &s.dualStack})
			s.wantEndpoint(t, region, "oidc", tokens, err)
		}
	}
}

func (s Settings) wantEndpoint(t *testing.T, region, service string, want smithyendpoints.Endpoint, wantErr error) {
	t.Helper()
	got, err := s.endpoint(t.Context(), region, call{service: service})
	if (err == nil) != (wantErr == nil) || err == nil && *got != want.URI {
		t.Errorf("%s in %s, FIPS %t, dual-stack %t: %v, %v; want %v, %v", service, region, s.fips, s.dualStack, got, err, &want.URI, wantErr)
	}
}

// portal is a server that answers each request with the next of its answers, and keeps what it was asked.
type portal struct {
	answers []func(http.ResponseWriter)
	asked   []string
}

func (p *portal) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	p.asked = append(p.asked, fmt.Sprintf("%s %s %s%s%s", r.Method, r.URL, r.Header.Get("X-Amz-Sso_bearer_token"), r.Header.Get("Authorization"), body))
	answer := p.answers[0]
	if len(p.answers) > 1 {
		p.answers = p.answers[1:]
	}
	answer(w)
}

func says(status int, errorType, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		if errorType != "" {
			w.Header().Set("X-Amzn-ErrorType", errorType)
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

func TestPortal(t *testing.T) {
	t.Parallel()
	const good = `{"roleCredentials":{"accessKeyId":"ASIA1","secretAccessKey":"s","sessionToken":"t","expiration":1893456000000}}`
	const asked = "GET /below/federation/credentials?account_id=111111111111&role_name=a+role token"
	busy := says(503, "", "")
	for _, test := range []struct {
		name    string
		answers []func(http.ResponseWriter)
		times   int
		err     string
	}{
		{"good", []func(http.ResponseWriter){says(200, "", good)}, 1, ""},
		{"good at last", []func(http.ResponseWriter){busy, says(429, "TooManyRequestsException", "{}"), says(200, "", good)}, 3, ""},
		{"never good", []func(http.ResponseWriter){busy}, 3, "HOST answers 503 Service Unavailable"},
		{"refused", []func(http.ResponseWriter){says(403, "ForbiddenException:http://internal.amazon.com/", `{"message":"No access"}`)}, 1,
			"ForbiddenException: No access"},
		{"refused in the body", []func(http.ResponseWriter){says(400, "", `{"__type":"com.amazonaws#InvalidRequestException"}`)}, 1,
			"InvalidRequestException"},
		{"no JSON", []func(http.ResponseWriter){says(200, "", "<html>")}, 1,
			"the answer of HOST is no answer of AWS (200 OK, application/json): is a proxy in between?"},
		{"no JSON in a refusal", []func(http.ResponseWriter){says(403, "", "<html>")}, 1,
			"the answer of HOST is no answer of AWS (403 Forbidden, application/json): is a proxy in between?"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := &portal{answers: test.answers}
			server := httptest.NewServer(p)
			defer server.Close()
			s := newSettings(t, profile.Profile{}, "AWS_ENDPOINT_URL_SSO="+server.URL+"/below/", "AWS_USE_FIPS_ENDPOINT=true")
			c, err := s.RoleCredentials(t.Context(), "eu-north-1", "token", "111111111111", "a role")
			checkPortalError(t, server, err, test.err)
			if err == nil && (c.AccessKeyID != "ASIA1" || c.SecretAccessKey != "s" || c.SessionToken != "t" || c.Expires.Unix() != 1893456000) {
				t.Errorf("credentials until %v of …%s", c.Expires, c.AccessKeyID)
			}
			if !slices.Equal(p.asked, slices.Repeat([]string{asked}, test.times)) {
				t.Errorf("asked %q, want %d times %q", p.asked, test.times, asked)
			}
		})
	}
}

func TestRefreshToken(t *testing.T) {
	t.Parallel()
	p := &portal{answers: []func(http.ResponseWriter){
		says(500, "InternalServerException", "{}"),
		says(200, "", `{"accessToken":"access","expiresIn":3600,"refreshToken":"next","tokenType":"Bearer"}`),
		says(400, "InvalidGrantException", `{"error":"invalid_grant","error_description":"Invalid refresh token provided"}`),
	}}
	server := httptest.NewServer(p)
	defer server.Close()
	s := newSettings(t, profile.Profile{}, "AWS_ENDPOINT_URL_SSO_OIDC="+server.URL)
	registration := Registration{ClientID: "id", ClientSecret: "secret", RefreshToken: "once"}
	got, err := s.RefreshToken(t.Context(), "eu-north-1", registration)
	if want := (Token{"access", 3600, "next"}); got != want || err != nil {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
	_, err = s.RefreshToken(t.Context(), "eu-north-1", registration)
	checkPortalError(t, server, err, "InvalidGrantException")
	const asked = `POST /token {"clientId":"id","clientSecret":"secret","refreshToken":"once","grantType":"refresh_token"}`
	if !slices.Equal(p.asked, slices.Repeat([]string{asked}, 3)) {
		t.Errorf("asked %q, want 3 times %q", p.asked, asked)
	}
}

// checkPortalError checks an error's words, in which HOST stands for the server's.
func checkPortalError(t *testing.T, server *httptest.Server, err error, want string) {
	t.Helper()
	at, _ := url.Parse(server.URL)
	got := ""
	if err != nil {
		got = Explain(err).Error()
	}
	if want = strings.ReplaceAll(want, "HOST", at.Host); got != want {
		t.Errorf("error %q, want %q", got, want)
	}
}
