package client

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	smithyauth "github.com/aws/smithy-go/auth"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// STS returns a client of the Security Token Service that signs with creds. With nil it can make only the calls that are
// not signed. The error of a call is one for Explain.
func (s Config) STS(creds aws.CredentialsProvider) *sts.Client {
	o := sts.Options{
		Region:                     s.callsTo,
		Credentials:                creds,
		HTTPClient:                 s.network,
		Retryer:                    s.retryer(),
		APIOptions:                 s.limits(),
		BaseEndpoint:               base(s.urls.sts),
		DisableClockSkewCorrection: true, // a clock that is off is to be set: no other tool corrects it
	}
	if s.global {
		o.EndpointResolverV2 = globalEndpoint{sts.NewDefaultEndpointResolverV2()}
	}
	o.EndpointOptions.UseFIPSEndpoint, o.EndpointOptions.UseDualStackEndpoint = s.variants(s.urls.sts)
	return sts.New(o)
}

// SSO returns a client of IAM Identity Center's portal in its region. Its calls carry the user's token and are not
// signed. The error of a call is one for Explain.
func (s Config) SSO(region string) *sso.Client {
	o := sso.Options{
		Region:       region,
		HTTPClient:   s.network,
		Retryer:      s.retryer(),
		APIOptions:   s.limits(),
		BaseEndpoint: base(s.urls.sso),
	}
	o.EndpointOptions.UseFIPSEndpoint, o.EndpointOptions.UseDualStackEndpoint = s.variants(s.urls.sso)
	return sso.New(o)
}

// OIDC returns a client of IAM Identity Center's token service in its region. The error of a call is one for Explain.
func (s Config) OIDC(region string) *ssooidc.Client {
	o := ssooidc.Options{
		Region:       region,
		HTTPClient:   s.network,
		Retryer:      s.retryer(),
		APIOptions:   s.limits(),
		BaseEndpoint: base(s.urls.oidc),
	}
	o.EndpointOptions.UseFIPSEndpoint, o.EndpointOptions.UseDualStackEndpoint = s.variants(s.urls.oidc)
	return ssooidc.New(o)
}

func (s Config) limits() []func(*middleware.Stack) error {
	return []func(*middleware.Stack) error{s.network.limit}
}

// base returns the override in the SDK's form.
func base(override string) *string {
	if override == "" {
		return nil
	}
	return &override
}

// variants returns the kinds of endpoint to resolve. A URL that the user gave is taken as it is, as botocore does: the
// SDK's resolver would refuse it together with either kind.
func (s Config) variants(override string) (fips aws.FIPSEndpointState, dual aws.DualStackEndpointState) {
	if override != "" {
		return fips, dual
	}
	if s.fips {
		fips = aws.FIPSEndpointStateEnabled
	}
	if s.dualStack {
		dual = aws.DualStackEndpointStateEnabled
	}
	return fips, dual
}

// STSEndpoint returns the URL that calls to STS go to, and the region that they are signed for. Both are empty where the
// SDK's rules have no endpoint: the call itself says why.
func (s Config) STSEndpoint(ctx context.Context) (url, region string) {
	if s.urls.sts != "" {
		return s.urls.sts, s.callsTo
	}
	fips, dual := s.variants("")
	found, err := sts.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, sts.EndpointParameters{
		Region: &s.callsTo, UseGlobalEndpoint: &s.global,
		UseFIPS: aws.Bool(fips == aws.FIPSEndpointStateEnabled), UseDualStack: aws.Bool(dual == aws.DualStackEndpointStateEnabled),
	})
	if err != nil {
		return "", ""
	}
	region = s.callsTo
	if options, _ := smithyauth.GetAuthOptions(&found.Properties); len(options) > 0 {
		if signed, ok := smithyhttp.GetSigV4SigningRegion(&options[0].SignerProperties); ok {
			region = signed
		}
	}
	return found.URI.String(), region
}

// SSOEndpoint returns the URL of IAM Identity Center's portal in a region; empty where the SDK's rules have none.
func (s Config) SSOEndpoint(ctx context.Context, region string) string {
	if s.urls.sso != "" {
		return s.urls.sso
	}
	fips, dual := s.variants("")
	found, err := sso.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, sso.EndpointParameters{
		Region:  &region,
		UseFIPS: aws.Bool(fips == aws.FIPSEndpointStateEnabled), UseDualStack: aws.Bool(dual == aws.DualStackEndpointStateEnabled),
	})
	if err != nil {
		return ""
	}
	return found.URI.String()
}

// globalEndpoint asks the SDK's rules for sts.amazonaws.com, signed for us-east-1. The rules know the regions that it
// stands for (those of 2019 and before, without FIPS or dual-stack) and give every other region its own endpoint.
type globalEndpoint struct{ sts.EndpointResolverV2 }

func (g globalEndpoint) ResolveEndpoint(
	ctx context.Context, p sts.EndpointParameters,
) (smithyendpoints.Endpoint, error) {
	p.UseGlobalEndpoint = aws.Bool(true)
	return g.EndpointResolverV2.ResolveEndpoint(ctx, p)
}
