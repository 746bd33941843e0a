package sts

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssts "github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/sts/client"
)

// Verify asks whose the credentials are, and returns the caller's ARN.
func Verify(ctx context.Context, config client.Config, c aws.Credentials) (arn string, err error) {
	provider := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return c, nil })
	out, err := config.STS(provider).GetCallerIdentity(ctx, &awssts.GetCallerIdentityInput{})
	if err != nil {
		return "", client.Explain(err)
	}
	return aws.ToString(out.Arn), nil
}
