package ststest_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"

	"aws-runas/sts/ststest"
)

func TestAssumeRoleAnswer(t *testing.T) {
	t.Parallel()
	base := time.Now()
	s := ststest.New(ststest.Fixture(), func() time.Time { return base })
	t.Cleanup(s.Close)
	in := assume(ststest.DeveloperARN)
	in.DurationSeconds = aws.Int32(43200)
	in.SourceIdentity = aws.String("alice")
	out, err := as(s, alice()).AssumeRole(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if want := "arn:aws:sts::111122223333:assumed-role/developer/test"; *out.AssumedRoleUser.Arn != want {
		t.Errorf("arn: want %s, got %s", want, *out.AssumedRoleUser.Arn)
	}
	if want := base.Add(12 * time.Hour).Truncate(time.Second); !out.Credentials.Expiration.Equal(want) {
		t.Errorf("expiration: want %v, got %v", want, *out.Credentials.Expiration)
	}
	if *out.SourceIdentity != "alice" {
		t.Errorf("source identity: got %q", *out.SourceIdentity)
	}
	who, err := as(s, issued(out.Credentials)).GetCallerIdentity(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if *who.UserId != *out.AssumedRoleUser.AssumedRoleId || *who.Arn != *out.AssumedRoleUser.Arn {
		t.Errorf("the credentials are of %s %s", *who.UserId, *who.Arn)
	}
}

func TestAssumeRoleAllows(t *testing.T) {
	t.Parallel()
	s := start(t)
	china := "arn:aws-cn:iam::111122223333:role/reader"
	s.Update(func(w *ststest.World) {
		w.Users = append(w.Users, ststest.User{ARN: "arn:aws-cn:iam::111122223333:user/li", Keys: []ststest.Key{{ID: "AKIAIOSFODNN7EXAMPLI", Secret: "secret"}}})
		w.Roles = append(w.Roles, ststest.Role{ARN: china, Trusts: []string{"arn:aws-cn:iam::111122223333:root"}})
	})
	alicesSession := sessionOf(t, s, alice(), ststest.AliceSerial)
	withCode := assume(ststest.AdminARN)
	withCode.SerialNumber, withCode.TokenCode = aws.String(ststest.AliceSerial), aws.String(s.UnusedCode(ststest.AliceSerial))
	withCode.DurationSeconds = aws.Int32(4 * 3600)
	external := assume(ststest.PartnerARN)
	external.ExternalId = aws.String(ststest.PartnerID)
	hour := assume(ststest.AuditARN)
	hour.DurationSeconds = aws.Int32(3600)

	for _, tt := range []struct {
		name   string
		caller aws.Credentials
		in     *sts.AssumeRoleInput
	}{
		{"account root trusted", bob(), assume(ststest.DeveloperARN)},
		{"user trusted", bob(), assume(ststest.ReadOnlyARN)},
		{"external id", alice(), external},
		{"code with the call", alice(), withCode},
		{"code with the session", alicesSession, assume(ststest.AdminARN)},
		{"role trusted, chained for an hour", s.RoleSession(ststest.AdminARN, "first", time.Hour), hour},
		{"other partition", aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLI", SecretAccessKey: "secret"}, assume(china)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := as(s, tt.caller).AssumeRole(context.Background(), tt.in); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAssumeRoleRefuses(t *testing.T) {
	t.Parallel()
	const denied = "is not authorized to perform: sts:AssumeRole on resource: "
	s := start(t)
	alicesSession := sessionOf(t, s, alice(), "")
	admin := s.RoleSession(ststest.AdminARN, "first", time.Hour)

	for _, tt := range []struct {
		name   string
		caller aws.Credentials
		role   string
		change func(*sts.AssumeRoleInput)
		status int
		code   string
		text   string
	}{
		{"root user", root(), ststest.DeveloperARN, nil, 403, "AccessDenied", "Roles may not be assumed by root accounts."},
		{"no such role", alice(), ststest.DeveloperARN + "s", nil, 403, "AccessDenied", "User: " + ststest.AliceARN + " " + denied + ststest.DeveloperARN + "s"},
		{"another user trusted", alice(), ststest.ReadOnlyARN, nil, 403, "AccessDenied", denied},
		{"another role trusted", s.RoleSession(ststest.DeveloperARN, "first", time.Hour), ststest.AuditARN, nil, 403, "AccessDenied", "assumed-role/developer/first " + denied},
		{"another account trusted", admin, ststest.DeveloperARN, nil, 403, "AccessDenied", denied},
		{"no external id", alice(), ststest.PartnerARN, nil, 403, "AccessDenied", denied},
		{"wrong external id", alice(), ststest.PartnerARN, func(in *sts.AssumeRoleInput) {
			in.ExternalId = aws.String("partner-0000")
		}, 403, "AccessDenied", denied},
		{"no MFA", alice(), ststest.AdminARN, nil, 403, "AccessDenied", denied},
		{"session without MFA", alicesSession, ststest.AdminARN, nil, 403, "AccessDenied", denied},
		{"longer than the role allows", alice(), ststest.PartnerARN, func(in *sts.AssumeRoleInput) {
			in.ExternalId, in.DurationSeconds = aws.String(ststest.PartnerID), aws.Int32(3601)
		}, 400, "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."},
		{"a session's role for more than an hour", alicesSession, ststest.DeveloperARN, func(in *sts.AssumeRoleInput) {
			in.DurationSeconds = aws.Int32(3601)
		}, 400, "ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"},
		{"a chained role for more than an hour", admin, ststest.AuditARN, func(in *sts.AssumeRoleInput) {
			in.DurationSeconds = aws.Int32(3601)
		}, 400, "ValidationError", "by role chaining"},
		{"ARN of another service", alice(), "arn:aws:sts::111122223333:role/developer", nil, 400, "ValidationError", "Request ARN is invalid"},
		{"ARN without an account", alice(), "arn:aws:iam::aws:role/developer", nil, 400, "ValidationError", "Request ARN is invalid"},
		{"no ARN", alice(), "urn:aws:iam::111122223333:role/developer", nil, 400, "ValidationError", "Request ARN is invalid"},
		{"ARN of a user", alice(), ststest.AliceARN, nil, 400, "ValidationError", "Request ARN is invalid"},
		{"policy", alice(), ststest.DeveloperARN, func(in *sts.AssumeRoleInput) {
			in.Policy = aws.String("{")
		}, 400, "MalformedPolicyDocument", "Syntax errors in policy."},
		{"tags not allowed", bob(), ststest.ReadOnlyARN, func(in *sts.AssumeRoleInput) {
			in.Tags = []types.Tag{{Key: aws.String("team"), Value: aws.String("ops")}}
		}, 403, "AccessDenied", "is not authorized to perform: sts:TagSession"},
		{"source identity not allowed", bob(), ststest.ReadOnlyARN, func(in *sts.AssumeRoleInput) {
			in.SourceIdentity = aws.String("bob")
		}, 403, "AccessDenied", "is not authorized to perform: sts:SetSourceIdentity"},
		{"tag twice", alice(), ststest.DeveloperARN, func(in *sts.AssumeRoleInput) {
			in.Tags = []types.Tag{{Key: aws.String("team"), Value: aws.String("ops")}, {Key: aws.String("Team"), Value: aws.String("dev")}}
		}, 400, "InvalidParameterValue", "Duplicate tag keys found."},
		{"transitive key without a tag", alice(), ststest.DeveloperARN, func(in *sts.AssumeRoleInput) {
			in.TransitiveTagKeys = []string{"team"}
		}, 400, "InvalidParameterValue", "must be included in the requested tags"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			in := assume(tt.role)
			if tt.change != nil {
				tt.change(in)
			}
			_, err := as(s, tt.caller).AssumeRole(context.Background(), in)
			refused(t, err, tt.status, tt.code, tt.text)
		})
	}
}

func TestMFAAge(t *testing.T) {
	t.Parallel()
	s := start(t)
	session := as(s, sessionOf(t, s, alice(), ststest.AliceSerial))
	if _, err := session.AssumeRole(context.Background(), assume(ststest.FreshARN)); err != nil {
		t.Fatalf("with a code just given: %v", err)
	}
	s.Advance(5*time.Minute + time.Second)
	_, err := session.AssumeRole(context.Background(), assume(ststest.FreshARN))
	refused(t, err, 403, "AccessDenied", "sts:AssumeRole on resource: "+ststest.FreshARN)

	in := assume(ststest.FreshARN)
	in.SerialNumber, in.TokenCode = aws.String(ststest.AliceSerial), aws.String(s.UnusedCode(ststest.AliceSerial))
	if _, err := as(s, alice()).AssumeRole(context.Background(), in); err != nil {
		t.Errorf("with a code in the call: %v", err)
	}
}

// A session of a role has no MFA, however the role was assumed: AWS puts none into its context.
func TestMFAEndsWithTheRole(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Update(func(w *ststest.World) {
		for i := range w.Roles {
			if w.Roles[i].ARN == ststest.AuditARN {
				w.Roles[i].RequiresMFA = true
			}
		}
	})
	in := assume(ststest.AdminARN)
	in.SerialNumber, in.TokenCode = aws.String(ststest.AliceSerial), aws.String(s.UnusedCode(ststest.AliceSerial))
	first, err := as(s, alice()).AssumeRole(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	_, err = as(s, issued(first.Credentials)).AssumeRole(context.Background(), assume(ststest.AuditARN))
	refused(t, err, 403, "AccessDenied", "sts:AssumeRole on resource: "+ststest.AuditARN)
}
