package client

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
	"github.com/aws/smithy-go/middleware"
)

// STS gives a client of the Security Token Service that signs with creds. With nil it can make only the calls that are
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

// SSO gives a client of IAM Identity Center's portal in its region. Its calls carry the user's token and are not
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

// OIDC gives a client of IAM Identity Center's token service in its region. The error of a call is one for Explain.
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

// base gives the override in the SDK's form.
func base(override string) *string {
	if override == "" {
		return nil
	}
	return &override
}

// variants gives the kinds of endpoint to resolve. A URL that the user gave is taken as it is, as botocore does: the
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

// globalEndpoint asks the SDK's rules for sts.amazonaws.com, signed for us-east-1. The rules know the regions that it
// stands for (those of 2019 and before, without FIPS or dual-stack) and give every other region its own endpoint.
type globalEndpoint struct{ sts.EndpointResolverV2 }

func (g globalEndpoint) ResolveEndpoint(
	ctx context.Context, p sts.EndpointParameters,
) (smithyendpoints.Endpoint, error) {
	p.UseGlobalEndpoint = aws.Bool(true)
	return g.EndpointResolverV2.ResolveEndpoint(ctx, p)
}
