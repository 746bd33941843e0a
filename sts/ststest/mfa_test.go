package ststest_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/sts/ststest"
)

func TestGetSessionToken(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		caller  aws.Credentials
		seconds int32
		want    time.Duration
	}{
		{"default", bob(), 0, 12 * time.Hour},
		{"longest", bob(), 129600, 36 * time.Hour},
		{"root is cut to an hour", root(), 7200, time.Hour},
		{"root by default", root(), 0, time.Hour},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			base := time.Now()
			s := ststest.New(ststest.Fixture(), func() time.Time { return base })
			t.Cleanup(s.Close)
			in := &sts.GetSessionTokenInput{}
			if tt.seconds != 0 {
				in.DurationSeconds = aws.Int32(tt.seconds)
			}
			out, err := as(s, tt.caller).GetSessionToken(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			if want := base.Add(tt.want).Truncate(time.Second); !out.Credentials.Expiration.Equal(want) {
				t.Errorf("expiration: want %v, got %v", want, *out.Credentials.Expiration)
			}
		})
	}
}

func TestGetSessionTokenRefuses(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, tt := range []struct {
		name   string
		caller aws.Credentials
		in     sts.GetSessionTokenInput
		text   string
	}{
		{"session of a user", sessionOf(t, s, alice(), ""), sts.GetSessionTokenInput{}, "Cannot call GetSessionToken with session credentials"},
		{"session of a role", s.RoleSession(ststest.AdminARN, "x", time.Hour), sts.GetSessionTokenInput{}, "Cannot call GetSessionToken with session credentials"},
		{"denied", carol(), sts.GetSessionTokenInput{}, "is not authorized to perform: sts:GetSessionToken"},
		{"serial alone", alice(), sts.GetSessionTokenInput{SerialNumber: aws.String(ststest.AliceSerial)}, "must provide both MFA serial number and one time pass code."},
		{"code alone", alice(), sts.GetSessionTokenInput{TokenCode: aws.String("123456")}, "must provide both MFA serial number and one time pass code."},
		{"another user's device", bob(), sts.GetSessionTokenInput{SerialNumber: aws.String(ststest.AliceSerial), TokenCode: aws.String(s.Code(ststest.AliceSerial))}, "unable to validate MFA code.  Please verify your MFA serial number"},
		{"no such device", alice(), sts.GetSessionTokenInput{SerialNumber: aws.String(ststest.AliceSerial + "2"), TokenCode: aws.String("123456")}, "unable to validate MFA code."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := as(s, tt.caller).GetSessionToken(context.Background(), &tt.in)
			refused(t, err, 403, "AccessDenied", tt.text)
		})
	}
}

// try uses a code of alice's device.
func try(s *ststest.Server, code string) error {
	_, err := as(s, alice()).GetSessionToken(context.Background(), &sts.GetSessionTokenInput{
		SerialNumber: aws.String(ststest.AliceSerial), TokenCode: aws.String(code),
	})
	return err
}

func TestCodeWorksOnce(t *testing.T) {
	t.Parallel()
	base := time.Unix(time.Now().Unix()/30*30, 0)
	s := ststest.New(ststest.Fixture(), func() time.Time { return base })
	t.Cleanup(s.Close)
	const invalid = "MultiFactorAuthentication failed with invalid MFA one time pass code. "

	code := s.UnusedCode(ststest.AliceSerial)
	if again := s.UnusedCode(ststest.AliceSerial); again != code {
		t.Errorf("a code that nobody used: want %s again, got %s", code, again)
	}
	if err := try(s, code); err != nil {
		t.Fatal(err)
	}
	refused(t, try(s, code), 403, "AccessDenied", invalid)
	if s.Code(ststest.AliceSerial) != code {
		t.Error("Code gives another code in the same moment")
	}
	for range 4 { // the last two only work because time passes
		if err := try(s, s.UnusedCode(ststest.AliceSerial)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCodeWindow(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		after time.Duration
		good  bool
	}{
		{"the same step", 29 * time.Second, true},
		{"the step before", 30 * time.Second, true},
		{"the end of the step before", 59 * time.Second, true},
		{"two steps before", 60 * time.Second, false},
		{"the step after", -30 * time.Second, true},
		{"two steps after", -31 * time.Second, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			base := time.Unix(time.Now().Unix()/30*30, 0)
			s := ststest.New(ststest.Fixture(), func() time.Time { return base })
			t.Cleanup(s.Close)
			code := s.Code(ststest.AliceSerial)
			s.Advance(tt.after)
			err := try(s, code)
			if tt.good && err != nil {
				t.Error(err)
			}
			if !tt.good {
				refused(t, err, 403, "AccessDenied", "invalid MFA one time pass code")
			}
		})
	}
}

// A refusal that comes after the code was looked at has used it up.
func TestDeniedCallUsesTheCode(t *testing.T) {
	t.Parallel()
	s := start(t)
	serial, code := aws.String(ststest.CarolSerial), aws.String(s.UnusedCode(ststest.CarolSerial))
	_, err := as(s, carol()).GetSessionToken(context.Background(), &sts.GetSessionTokenInput{SerialNumber: serial, TokenCode: code})
	refused(t, err, 403, "AccessDenied", "sts:GetSessionToken")
	in := assume(ststest.DeployARN)
	in.SerialNumber, in.TokenCode = serial, code
	_, err = as(s, carol()).AssumeRole(context.Background(), in)
	refused(t, err, 403, "AccessDenied", "invalid MFA one time pass code")
}
