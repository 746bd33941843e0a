package ststest_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go"

	"aws-runas/sts/ststest"
)

// start runs a server with the world of Fixture and this machine's clock.
func start(t *testing.T) *ststest.Server {
	t.Helper()
	s := ststest.New(ststest.Fixture(), time.Now)
	t.Cleanup(s.Close)
	return s
}

// as returns the SDK's own client, which tries once.
func as(s *ststest.Server, c aws.Credentials) *sts.Client {
	return sts.New(sts.Options{
		Region:       "eu-west-1",
		BaseEndpoint: aws.String(s.URL),
		Credentials:  credentials.StaticCredentialsProvider{Value: c},
		HTTPClient:   &http.Client{Timeout: 30 * time.Second},
		Retryer:      aws.NopRetryer{},
	})
}

func alice() aws.Credentials {
	return aws.Credentials{AccessKeyID: ststest.AliceKeyID, SecretAccessKey: ststest.AliceSecret}
}

func bob() aws.Credentials {
	return aws.Credentials{AccessKeyID: ststest.BobKeyID, SecretAccessKey: ststest.BobSecret}
}

func carol() aws.Credentials {
	return aws.Credentials{AccessKeyID: ststest.CarolKeyID, SecretAccessKey: ststest.CarolSecret}
}

func root() aws.Credentials {
	return aws.Credentials{AccessKeyID: ststest.RootKeyID, SecretAccessKey: ststest.RootSecret}
}

func issued(c *types.Credentials) aws.Credentials {
	return aws.Credentials{AccessKeyID: *c.AccessKeyId, SecretAccessKey: *c.SecretAccessKey, SessionToken: *c.SessionToken,
		CanExpire: true, Expires: *c.Expiration}
}

// sessionOf gets a session of a user's keys; with a serial it has MFA.
func sessionOf(t *testing.T, s *ststest.Server, c aws.Credentials, serial string) aws.Credentials {
	t.Helper()
	in := &sts.GetSessionTokenInput{}
	if serial != "" {
		in.SerialNumber, in.TokenCode = aws.String(serial), aws.String(s.UnusedCode(serial))
	}
	out, err := as(s, c).GetSessionToken(context.Background(), in)
	if err != nil {
		t.Fatalf("GetSessionToken: %v", err)
	}
	return issued(out.Credentials)
}

// assume is an AssumeRole with the parameters that it must have.
func assume(arn string) *sts.AssumeRoleInput {
	return &sts.AssumeRoleInput{RoleArn: aws.String(arn), RoleSessionName: aws.String("test")}
}

// refused checks that a call got the service's error, its message containing the text.
func refused(t *testing.T, err error, status int, code, text string) {
	t.Helper()
	var answer *awshttp.ResponseError
	var api smithy.APIError
	if !errors.As(err, &answer) || !errors.As(err, &api) {
		t.Fatalf("want an error of the service, %d %s, got %v", status, code, err)
	}
	if answer.HTTPStatusCode() != status || api.ErrorCode() != code {
		t.Errorf("want %d %s, got %d %s: %s", status, code, answer.HTTPStatusCode(), api.ErrorCode(), api.ErrorMessage())
	}
	if !strings.Contains(api.ErrorMessage(), text) {
		t.Errorf("message: want it to contain %q, got %q", text, api.ErrorMessage())
	}
	if answer.RequestID == "" {
		t.Error("the answer has no request id")
	}
}

func TestGetCallerIdentity(t *testing.T) {
	t.Parallel()
	s := start(t)
	role := s.RoleSession(ststest.AuditARN, "somebody@example", time.Hour)
	for _, tt := range []struct {
		name             string
		caller           aws.Credentials
		arn, account, id string // id: what it begins with
	}{
		{"user", alice(), ststest.AliceARN, "111122223333", "AIDA"},
		{"user with a path", bob(), ststest.BobARN, "111122223333", "AIDA"},
		{"root", root(), "arn:aws:iam::111122223333:root", "111122223333", "111122223333"},
		{"session of a user", sessionOf(t, s, bob(), ""), ststest.BobARN, "111122223333", "AIDA"},
		{"session of a role with a path", role, "arn:aws:sts::444455556666:assumed-role/audit/somebody@example", "444455556666", "AROA"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			out, err := as(s, tt.caller).GetCallerIdentity(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if *out.Arn != tt.arn || *out.Account != tt.account || !strings.HasPrefix(*out.UserId, tt.id) {
				t.Errorf("want %s %s %s…, got %s %s %s", tt.arn, tt.account, tt.id, *out.Arn, *out.Account, *out.UserId)
			}
		})
	}
}

func TestOtherActions(t *testing.T) {
	t.Parallel()
	s := start(t)
	_, err := as(s, alice()).GetFederationToken(context.Background(), &sts.GetFederationTokenInput{Name: aws.String("guest")})
	refused(t, err, 400, "InvalidAction", "Could not find operation GetFederationToken for version 2011-06-15")
}
