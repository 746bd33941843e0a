package ststest_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"aws-runas/sts/ststest"
)

func start(t *testing.T) *ststest.Server {
	t.Helper()
	s := ststest.New(ststest.Fixture(), time.Now)
	t.Cleanup(s.Close)
	return s
}

// client is the SDK's own, which tries once.
func client(s *ststest.Server, c aws.Credentials) *sts.Client {
	return sts.New(sts.Options{
		Region:       "eu-west-1",
		BaseEndpoint: aws.String(s.URL),
		Credentials:  credentials.StaticCredentialsProvider{Value: c},
		HTTPClient:   &http.Client{Timeout: 10 * time.Second},
		Retryer:      aws.NopRetryer{},
	})
}

func key(id, secret string) aws.Credentials {
	return aws.Credentials{AccessKeyID: id, SecretAccessKey: secret}
}

func TestAliceCalls(t *testing.T) {
	t.Parallel()
	s := start(t)
	ctx := context.Background()
	alice := client(s, key(ststest.AliceKeyID, ststest.AliceSecret))
	if out, err := alice.GetCallerIdentity(ctx, nil); err != nil || *out.Arn != ststest.AliceARN {
		t.Fatalf("GetCallerIdentity: %v %v", out, err)
	}
	sess, err := alice.GetSessionToken(ctx, &sts.GetSessionTokenInput{
		SerialNumber: aws.String(ststest.AliceSerial), TokenCode: aws.String(s.UnusedCode(ststest.AliceSerial)),
	})
	if err != nil {
		t.Fatal(err)
	}
	with := client(s, aws.Credentials{AccessKeyID: *sess.Credentials.AccessKeyId, SecretAccessKey: *sess.Credentials.SecretAccessKey, SessionToken: *sess.Credentials.SessionToken})
	role, err := with.AssumeRole(ctx, &sts.AssumeRoleInput{RoleArn: aws.String(ststest.AdminARN), RoleSessionName: aws.String("x1")})
	if err != nil {
		t.Fatal(err)
	}
	_, err = alice.AssumeRole(ctx, &sts.AssumeRoleInput{RoleArn: aws.String(ststest.AdminARN), RoleSessionName: aws.String("x")})
	var api smithy.APIError
	if !errors.As(err, &api) {
		t.Fatal(err)
	}
}
