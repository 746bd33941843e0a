package client

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
)

// Console says where people sign in to a partition's web console, and where that is.
type Console struct {
	Partition  string
	Region     string // the one that the console opens in
	Federation string // URL of the service that makes sign-in tokens
	Domain     string // what the names of the console's own hosts end in: console.aws.amazon.com
	NoPost     bool   // the service takes no keys in a body
}

// signInHosts are the names of AWS's sign-in service and of its console, by partition, as in the rules of the SDK's signin
// module, which is not linked for the two requests that we make. A region stands before them.
func signInHosts(partition string) (signIn, console, fips string) {
	switch partition {
	case "aws":
		return "signin.aws.amazon.com", "console.aws.amazon.com", "amazonaws.com"
	case "aws-cn":
		return "signin.amazonaws.cn", "console.amazonaws.cn", "amazonaws.com.cn"
	case "aws-us-gov":
		return "signin.amazonaws-us-gov.com", "console.amazonaws-us-gov.com", ""
	case "aws-eusc":
		return "signin.amazonaws-eusc.eu", "console.amazonaws-eusc.eu", "amazonaws.eu"
	}
	return "", "", ""
}

// Console gives the sign-in to the console that opens in a region, or in the one of the calls where that is "". A partition
// whose console is not public is an error.
func (s Config) Console(region string) (Console, error) {
	if region == "" {
		region = s.callsTo
	}
	if !isRegion(region) {
		return Console{}, fmt.Errorf("%q is no region such as eu-west-1", region)
	}
	c := Console{Partition: partitionOfRegion(region), Region: region}
	host, domain, _ := signInHosts(c.Partition)
	if host == "" {
		return c, fmt.Errorf("the web console of %s (region %s) is not public", c.Partition, region)
	}
	c.Domain, c.NoPost = domain, c.Partition == "aws-us-gov"
	if s.fips && c.Partition == "aws-us-gov" { // no other partition has this host
		host = strings.Replace(host, "signin.", "signin-fips.", 1)
	}
	switch region {
	case "us-east-1", "cn-north-1", "us-gov-west-1": // theirs is the name without a region
	default:
		host = region + "." + host
	}
	c.Federation = "https://" + host + "/federation"
	if s.urls.signIn != "" {
		c.Federation = strings.TrimRight(s.urls.signIn, "/") + "/federation"
	}
	return c, nil
}

// LoginTokens gives the URL at which the sessions of "aws login" are renewed, in a region.
func (s Config) LoginTokens(region string) (string, error) {
	partition := partitionOfRegion(region)
	host, _, fips := signInHosts(partition)
	switch {
	case s.urls.signIn != "":
		return strings.TrimRight(s.urls.signIn, "/") + "/v1/token", nil
	case !isRegion(region) || region == "":
		return "", fmt.Errorf("%q is no region such as eu-west-1", region)
	case host == "":
		return "", fmt.Errorf("aws login is not known in %s (region %s)", partition, region)
	case s.fips && fips != "":
		host = "signin-fips." + region + "." + fips
	case s.fips && region == "us-gov-west-1":
		host = "signin-fips.amazonaws-us-gov.com"
	case s.fips:
		host = region + ".signin-fips.amazonaws-us-gov.com"
	default:
		host = region + "." + host
	}
	return "https://" + host + "/v1/token", nil
}

// OIDCURL gives the endpoint of IAM Identity Center's token service in its region, without a slash at the end: where the
// browser is sent to.
func (s Config) OIDCURL(ctx context.Context, region string) (string, error) {
	fips, dual := s.variants(s.urls.oidc)
	e, err := ssooidc.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, ssooidc.EndpointParameters{
		Region: &region, Endpoint: base(s.urls.oidc),
		UseFIPS:      aws.Bool(fips == aws.FIPSEndpointStateEnabled),
		UseDualStack: aws.Bool(dual == aws.DualStackEndpointStateEnabled),
	})
	if err != nil {
		return "", fmt.Errorf("the endpoint of IAM Identity Center in %q: %w", region, err)
	}
	return strings.TrimRight(e.URI.String(), "/"), nil
}

// WithBudget gives the same settings with as much time for the network in all: a sign-in asks again and again while the
// user is in the browser.
func (s Config) WithBudget(d time.Duration) Config {
	old := s.network
	s.network = &network{roots: old.roots, transport: old.transport, callLimit: old.callLimit, left: d, watch: old.watch}
	return s
}

// Answer is what a request by Send came to.
type Answer struct {
	Host   string
	Status int
	Media  string // its content type, without parameters
	Body   []byte
}

// JSON says whether the answer calls itself JSON.
func (a Answer) JSON() bool {
	return a.Media == "application/json" || strings.HasSuffix(a.Media, "+json")
}

// String names the answer by its host and status, and repeats nothing of it.
func (a Answer) String() string {
	media := a.Media
	if media == "" {
		media = "no content type"
	}
	return fmt.Sprintf("the answer of %s (%d %s, %s)", a.Host, a.Status, http.StatusText(a.Status), media)
}

// Send sends one request that no client of the SDK makes, once, in the time of one call. The error names the host and
// nothing else of the URL, which may have secrets in it.
func (s Config) Send(parent context.Context, method, url string, header http.Header, body []byte) (Answer, error) {
	within := s.network.remaining()
	if within <= 0 {
		return Answer{}, fmt.Errorf("the network has taken %s in all: no time is left for this call", seconds(Budget))
	}
	seen, began := &seen{within: within}, time.Now()
	ctx, cancel := context.WithTimeout(context.WithValue(parent, seenKey{}, seen), within)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil { // it would repeat the URL
		return Answer{}, fmt.Errorf("the endpoint is no URL that can be asked")
	}
	for name, values := range header {
		request.Header[name] = values
	}
	if _, err := s.network.transport(); err != nil {
		return Answer{}, err
	}
	response, err := s.network.Do(request)
	s.network.spend(time.Since(began))
	switch {
	case parent.Err() != nil:
		return Answer{}, parent.Err()
	case err != nil:
		return Answer{}, explain(err, seen, ctx.Err() != nil)
	}
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return Answer{}, explain(err, seen, ctx.Err() != nil)
	}
	a := Answer{Host: seen.host, Status: response.StatusCode, Body: text}
	a.Media, _, _ = mime.ParseMediaType(response.Header.Get("Content-Type"))
	return a, nil
}
