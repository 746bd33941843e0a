package source

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
)

func TestEnvironment(t *testing.T) {
	t.Parallel()
	keys := []string{"AWS_ACCESS_KEY_ID=AKIAENV", "AWS_SECRET_ACCESS_KEY=secret"}
	with := func(more ...string) []string { return append(keys[:2:2], more...) }
	plain := aws.Credentials{AccessKeyID: "AKIAENV", SecretAccessKey: "secret", Source: "Environment"}
	temporary, older, ending := plain, plain, plain
	temporary.SessionToken, older.SessionToken = "token", "older"
	ending.CanExpire, ending.Expires = true, now.Add(time.Hour)
	for _, test := range []struct {
		name      string
		variables []string
		want      aws.Credentials
	}{
		{"keys", keys, plain},
		{"token", with("AWS_SESSION_TOKEN=token"), temporary},
		{"older token first", with("AWS_SESSION_TOKEN=token", "AWS_SECURITY_TOKEN=older"), older},
		{"end", with("AWS_CREDENTIAL_EXPIRATION=2030-01-31T13:00:00Z"), ending},
		{"end with an offset", with("AWS_CREDENTIAL_EXPIRATION=2030-01-31T14:00:00+01:00"), ending},
		{"end with a short offset", with("AWS_CREDENTIAL_EXPIRATION=2030-01-31T14:00:00+0100"), ending},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, source := range []string{profile.Environment, profile.Ambient} {
				p := profile.Profile{CredentialSource: source}
				got, err := get(t.Context(), p, newResolver(t, p, test.variables...))
				if err != nil {
					t.Fatal(err)
				}
				checkCredentials(t, got, test.want)
			}
		})
	}
}

func TestEnvironmentRefuses(t *testing.T) {
	t.Parallel()
	id, secret := "AWS_ACCESS_KEY_ID=AKIAENV", "AWS_SECRET_ACCESS_KEY=secret"
	for _, test := range []struct {
		name      string
		source    string
		variables []string
		want      string
	}{
		{"nothing", profile.Environment, nil, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set"},
		{"half", profile.Environment, []string{id}, "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY"},
		{"other half", profile.Environment, []string{secret}, "AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID"},
		{"ambient half", profile.Ambient, []string{id}, "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY"},
		{"ambient other half", profile.Ambient, []string{secret}, "AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID"},
		{"no time", profile.Environment, []string{id, secret, "AWS_CREDENTIAL_EXPIRATION=1893499200"},
			`AWS_CREDENTIAL_EXPIRATION is "1893499200": want a time such as 2030-01-31T12:00:00Z`},
		{"over", profile.Environment, []string{id, secret, "AWS_CREDENTIAL_EXPIRATION=2030-01-31T12:00:00Z"},
			"the keys in the environment expired at 2030-01-31T12:00:00Z"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := profile.Profile{CredentialSource: test.source}
			_, err := get(t.Context(), p, newResolver(t, p, test.variables...))
			checkError(t, err, test.want)
		})
	}
}

func TestAmbientFindsNothing(t *testing.T) {
	t.Parallel()
	p := profile.Profile{Name: "ci", CredentialSource: profile.Ambient}
	_, err := get(t.Context(), p, newResolver(t, p, "AWS_EC2_METADATA_DISABLED=true"))
	checkError(t, err, "no credentials: AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE and "+
		"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI are not set, and "+
		"AWS_EC2_METADATA_DISABLED turns instance metadata off")
	checkHint(t, err, `give profile "ci" a source_profile or a credential_source`)
}
