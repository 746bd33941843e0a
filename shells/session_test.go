package shells_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/env"
)

// prod is a session with every variable, dev one with as few as can be.
var (
	prod = env.Session{
		Profile: "it's prod",
		Credentials: aws.Credentials{
			AccessKeyID: "ASIAPROD", SecretAccessKey: "wJalrX/K7MDENG+bPxRfi=", SessionToken: "IQoJb3JpZ2luX2VjEDs=",
			CanExpire: true, Expires: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC),
		},
		RoleARN:     "arn:aws:iam::123456789012:role/admin",
		SessionName: "aws-runas-session_1",
		Region:      "eu-west-1",
		Source:      env.SourceEnvironment,
	}
	dev = env.Session{
		Profile:     "dev",
		Credentials: aws.Credentials{AccessKeyID: "AKIADEV", SecretAccessKey: "wJalrXUtnFEMI"},
	}
)

// own is an environment with the user's own keys and settings: one empty, some odd.
var own = env.List{
	"AWS_ACCESS_KEY_ID=AKIAOWN", "AWS_SECRET_ACCESS_KEY=$(touch canary)", "AWS_PROFILE= it's  mine*", "AWS_REGION=",
	`AWS_DEFAULT_REGION=\'; touch canary; '\`, "AWS_ROLE_SESSION_NAME=-n", "AWS_ROLE_ARN=arn:kept", "UNRELATED=1",
}

// hostile puts text into every value of a session that comes from elsewhere.
func hostile(text string) env.Session {
	s := prod
	s.Profile, s.RoleARN, s.SessionName, s.Region = text, text, text, text
	s.Credentials.SecretAccessKey, s.Credentials.SessionToken = text, text
	return s
}

// escapes are the traps that would run a command.
func escapes() []string {
	return slices.DeleteFunc(slices.Clone(traps), func(v string) bool { return !strings.Contains(v, "canary") })
}

// live are the variables of a session that lives the given time, or without end when it is 0.
func live(left time.Duration) []string {
	variables := []string{
		"AWS_RUNAS_PROFILE=prod", "AWS_RUNAS_ASSUMED_ROLE_ARN=arn:aws:iam::123456789012:role/admin",
		"AWS_ACCESS_KEY_ID=ASIAONE", "AWS_SECRET_ACCESS_KEY=secret", "AWS_SESSION_TOKEN=token",
		"AWS_RUNAS_ACCESS_KEY_ID=ASIAONE",
	}
	if left != 0 {
		variables = append(variables, fmt.Sprintf("AWS_SESSION_EXPIRATION_UNIX=%d", time.Now().Add(left).Unix()))
	}
	return variables
}
