package ststest_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/sts/ststest"
)

func webIdentity(arn, token string) *sts.AssumeRoleWithWebIdentityInput {
	return &sts.AssumeRoleWithWebIdentityInput{RoleArn: aws.String(arn), RoleSessionName: aws.String("build-42"), WebIdentityToken: aws.String(token)}
}

func TestWebIdentity(t *testing.T) {
	t.Parallel()
	s := start(t)
	out, err := as(s, aws.Credentials{}).AssumeRoleWithWebIdentity(context.Background(), webIdentity(ststest.DeployARN, ststest.WebToken))
	if err != nil {
		t.Fatal(err)
	}
	if *out.SubjectFromWebIdentityToken != "repo:example/app:ref:refs/heads/main" || *out.Audience != "sts.amazonaws.com" || *out.Provider == "" {
		t.Errorf("identity: got %s, %s, %s", *out.SubjectFromWebIdentityToken, *out.Audience, *out.Provider)
	}
	who, err := as(s, issued(out.Credentials)).GetCallerIdentity(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := "arn:aws:sts::111122223333:assumed-role/deploy/build-42"; *who.Arn != want {
		t.Errorf("arn: want %s, got %s", want, *who.Arn)
	}
	long := assume(ststest.DeveloperARN)
	long.DurationSeconds = aws.Int32(3601)
	_, err = as(s, issued(out.Credentials)).AssumeRole(context.Background(), long)
	refused(t, err, 400, "ValidationError", "by role chaining")
}

func TestWebIdentityRefuses(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Update(func(w *ststest.World) {
		w.Identities = append(w.Identities, ststest.Identity{Token: "stale", Subject: w.Identities[0].Subject, Expires: time.Now().Add(-time.Minute)})
	})
	long := webIdentity(ststest.DeployARN, ststest.WebToken)
	long.DurationSeconds = aws.Int32(3601)
	for _, tt := range []struct {
		name   string
		in     *sts.AssumeRoleWithWebIdentityInput
		status int
		code   string
		text   string
	}{
		{"unknown token", webIdentity(ststest.DeployARN, "forged"), 400, "InvalidIdentityToken", "not a valid JWT"},
		{"expired token", webIdentity(ststest.DeployARN, "stale"), 400, "ExpiredTokenException", "must be before the expiration date/time"},
		{"role that does not trust it", webIdentity(ststest.DeveloperARN, ststest.WebToken), 403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"},
		{"no such role", webIdentity(ststest.DeployARN+"s", ststest.WebToken), 403, "AccessDenied", "Not authorized"},
		{"no role's ARN", webIdentity(ststest.AliceARN, ststest.WebToken), 400, "ValidationError", "Request ARN is invalid"},
		{"short token", webIdentity(ststest.DeployARN, "abc"), 400, "ValidationError", "at 'webIdentityToken'"},
		{"longer than the role allows", long, 400, "ValidationError", "exceeds the MaxSessionDuration set for this role."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := as(s, aws.Credentials{}).AssumeRoleWithWebIdentity(context.Background(), tt.in)
			refused(t, err, tt.status, tt.code, tt.text)
		})
	}
}

// The service would ignore a signature here; a client that sends one hands its keys' id to somebody who need not know.
func TestWebIdentityIsNotSigned(t *testing.T) {
	t.Parallel()
	f := form("AssumeRoleWithWebIdentity", "RoleArn", ststest.DeployARN, "RoleSessionName", "build", "WebIdentityToken", ststest.WebToken)
	handmade{form: f}.send(t, start(t)).check(t, 400, "ValidationError", "is not signed")
	g := form("AssumeRoleWithWebIdentity", "RoleArn", ststest.DeployARN, "RoleSessionName", "build", "WebIdentityToken", ststest.WebToken, "ExternalId", "partner")
	handmade{form: g, tamper: unsigned}.send(t, start(t)).check(t, 400, "ValidationError", "unexpected parameter: ExternalId")
}
