package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/profile"
	"aws-runas/sts/client"
)

// webIdentity assumes the profile's role with the token in a file, which whoever issues the token keeps fresh. The call is
// not signed.
func (r Resolver) webIdentity(ctx context.Context, p profile.Profile) (aws.Credentials, error) {
	if p.RoleARN == "" {
		return aws.Credentials{}, errors.New("AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN")
	}
	token, err := os.ReadFile(p.WebIdentityTokenFile)
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("web identity token: %w", err)
	}
	token = bytes.TrimSpace(token)
	if len(token) == 0 {
		return aws.Credentials{}, fmt.Errorf("web identity token: %s is empty", p.WebIdentityTokenFile)
	}
	in := &sts.AssumeRoleWithWebIdentityInput{
		RoleArn:          &p.RoleARN,
		RoleSessionName:  aws.String(p.RoleSessionName),
		WebIdentityToken: aws.String(string(token)),
	}
	if p.RoleSessionName == "" {
		in.RoleSessionName = aws.String(fmt.Sprintf("aws-runas-session_%d", r.Now().Unix()))
	}
	if p.Duration != 0 {
		in.DurationSeconds = aws.Int32(int32(p.Duration / time.Second))
	}
	out, err := r.AWS.STS(nil).AssumeRoleWithWebIdentity(ctx, in)
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("assume %s with web identity: %w", p.RoleARN, client.Explain(err))
	}
	if out.Credentials == nil {
		return aws.Credentials{}, fmt.Errorf("assume %s with web identity: the answer has no credentials", p.RoleARN)
	}
	return aws.Credentials{
		AccessKeyID:     aws.ToString(out.Credentials.AccessKeyId),
		SecretAccessKey: aws.ToString(out.Credentials.SecretAccessKey),
		SessionToken:    aws.ToString(out.Credentials.SessionToken),
		CanExpire:       true,
		Expires:         aws.ToTime(out.Credentials.Expiration),
		Source:          string(profile.WebIdentity),
	}, nil
}
