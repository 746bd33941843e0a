package source

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/env/process"
	"aws-runas/profile"
	"aws-runas/sts/client"
)

func TestMain(m *testing.M) {
	if mode := os.Getenv(programMode); mode != "" {
		program(mode)
		return
	}
	os.Exit(m.Run())
}

// now is what every clock in these tests shows.
var now = time.Date(2030, 1, 31, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// issued is what the services give out.
func issued() aws.Credentials {
	return aws.Credentials{
		AccessKeyID: "ASIAISSUED", SecretAccessKey: "issued secret", SessionToken: "issued token",
		CanExpire: true, Expires: now.Add(time.Hour),
	}
}

// get finds the profile's source and gets its credentials.
func get(ctx context.Context, p profile.Profile, r Resolver) (aws.Credentials, error) {
	s, err := r.Source(p)
	if err != nil {
		return aws.Credentials{}, err
	}
	return r.Credentials(ctx, s, cmp.Or(s.Profile.RoleSessionName, "session-name"))
}

// newResolver returns an empty home and an environment of the variables written as NAME=value.
func newResolver(t *testing.T, p profile.Profile, variables ...string) Resolver {
	t.Helper()
	getenv := func(name string) string {
		for _, v := range variables {
			if value, found := strings.CutPrefix(v, name+"="); found {
				return value
			}
		}
		return ""
	}
	config, err := client.New(getenv, p, []profile.Profile{p})
	if err != nil {
		t.Fatal(err)
	}
	return Resolver{Getenv: getenv, Environ: variables, Home: t.TempDir(), AWS: config, Now: clock, RunProgram: process.Run}
}

// checkCredentials compares what a test looks at.
func checkCredentials(t *testing.T, got, want aws.Credentials) {
	t.Helper()
	if got.AccessKeyID != want.AccessKeyID || got.SecretAccessKey != want.SecretAccessKey ||
		got.SessionToken != want.SessionToken || got.Source != want.Source ||
		got.CanExpire != want.CanExpire || !got.Expires.Equal(want.Expires) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func withSource(c aws.Credentials, s profile.Source) aws.Credentials {
	c.Source = string(s)
	return c
}

func checkError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("error %v\nwant  %s", err, want)
	}
}

// checkHint looks for text in what the error says to do next; "" stands for no hint.
func checkHint(t *testing.T, err error, want string) {
	t.Helper()
	hint := ""
	if h, has := errors.AsType[interface {
		error
		Hint() string
		Command() []string
	}](err); has {
		hint = strings.Join(append([]string{h.Hint()}, h.Command()...), " ")
	}
	if want == "" && strings.TrimSpace(hint) != "" || !strings.Contains(hint, want) {
		t.Errorf("hint %q, want %q", hint, want)
	}
}

func TestStaticKeys(t *testing.T) {
	t.Parallel()
	p := profile.Profile{AccessKeyID: "AKIAEXAMPLE", SecretAccessKey: "secret"}
	got, err := get(t.Context(), p, newResolver(t, p))
	if err != nil {
		t.Fatal(err)
	}
	checkCredentials(t, got, aws.Credentials{
		AccessKeyID: "AKIAEXAMPLE", SecretAccessKey: "secret", Source: "static keys",
	})
	p.SessionToken = "token"
	if got, err = get(t.Context(), p, newResolver(t, p)); err != nil || got.SessionToken != "token" {
		t.Errorf("got %+v (%v), want the session token", got, err)
	}
}

func TestNoSource(t *testing.T) {
	t.Parallel()
	_, err := get(t.Context(), profile.Profile{}, newResolver(t, profile.Profile{}))
	checkError(t, err, `"" is not a source of credentials`)
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	ambient := profile.Profile{CredentialSource: profile.Ambient}
	keys := []string{"AWS_ACCESS_KEY_ID=AKIAENV", "AWS_SECRET_ACCESS_KEY=secret"}
	root := filepath.VolumeName(t.TempDir()) // which an absolute path of Windows begins with
	web := []string{"AWS_WEB_IDENTITY_TOKEN_FILE=" + root + "/t", "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/r"}
	full := []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1/x"}
	for _, test := range []struct {
		name      string
		profile   profile.Profile
		variables []string
		want      string
	}{
		{"static", profile.Profile{AccessKeyID: "AKIASTATIC", SecretAccessKey: "secret"}, keys, "AKIASTATIC"},
		{"environment", profile.Profile{CredentialSource: profile.Environment}, keys, "AKIAENV"},
		{"process", profile.Profile{CredentialProcess: "a 'b c'"}, nil, `credential_process ["a 'b c'"]`},
		{"process by its path", profile.Profile{CredentialProcess: root + "/a/b c"}, nil, `credential_process ["` + root + `/a/b c"]`},
		{"process with a role", profile.Profile{CredentialProcess: "a arn:aws:iam::1:role/b https://c/"}, nil,
			`credential_process ["a arn:aws:iam::1:role/b https://c/"]`},
		{"relative process", profile.Profile{CredentialProcess: "a/b c"}, nil, `credential_process ["a/b c" "/work dir"]`},
		{"relative script", profile.Profile{CredentialProcess: "sh ../a ./b"}, nil, `credential_process ["sh ../a ./b" "/work dir"]`},
		{"process in the directory", profile.Profile{CredentialProcess: "a -C ."}, nil, `credential_process ["a -C ." "/work dir"]`},
		{"local process", profile.Profile{CredentialProcess: "a", Local: true, At: profile.Position{File: "/p/aws_config"}}, nil,
			`credential_process ["a" ` + strconv.Quote(filepath.FromSlash("/p")) + `]`},
		{"relative token", profile.Profile{WebIdentityTokenFile: "f", RoleARN: "arn"}, web, `web identity ["f" "arn" "/work dir"]`},
		{"web identity", profile.Profile{WebIdentityTokenFile: root + "/f", RoleARN: "arn"}, web, `web identity ["` + root + `/f" "arn"]`},
		{"SSO", profile.Profile{SSO: profile.SSORole{
			Session: "s", StartURL: "u", Region: "r", AccountID: "a", RoleName: "n"}},
			nil, `SSO ["s" "u" "r" "a" "n"]`},
		{"aws login", profile.Profile{LoginSession: "arn"}, nil, `login_session ["arn"]`},
		{"container", profile.Profile{CredentialSource: profile.Container}, full, `EcsContainer ["http://127.0.0.1/x"]`},
		{"metadata", profile.Profile{CredentialSource: profile.EC2Metadata}, full, `Ec2InstanceMetadata ["" ""]`},
		{"metadata elsewhere", profile.Profile{
			CredentialSource: profile.EC2Metadata, Endpoints: profile.Endpoints{MetadataURL: "u", MetadataMode: "IPv6"}},
			nil, `Ec2InstanceMetadata ["u" "IPv6"]`},
		{"metadata by variable", profile.Profile{
			CredentialSource: profile.EC2Metadata, Endpoints: profile.Endpoints{MetadataURL: "u"}},
			[]string{"AWS_EC2_METADATA_SERVICE_ENDPOINT=v", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=ipv6"},
			`Ec2InstanceMetadata ["v" "ipv6"]`},
		{"ambient keys", ambient, append(append(keys, web...), full...), "AKIAENV"},
		{"ambient web identity", ambient, append(web, full...),
			`web identity ["` + root + `/t" "arn:aws:iam::111122223333:role/r"]`},
		{"ambient container", ambient, full, `EcsContainer ["http://127.0.0.1/x"]`},
		{"ambient metadata", ambient, nil, `Ec2InstanceMetadata ["" ""]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := newResolver(t, test.profile, test.variables...)
			d.Dir = "/work dir"
			got, err := d.Source(test.profile)
			if err != nil || got.Identity != test.want {
				t.Errorf("identity %s (%v), want %s", got.Identity, err, test.want)
			}
		})
	}
}

// TestSource has what is known of a source before its credentials are got.
func TestSource(t *testing.T) {
	t.Parallel()
	static := profile.Profile{AccessKeyID: "AKIASTATIC", SecretAccessKey: "secret"}
	withToken := static
	withToken.SessionToken = "token"
	keys := []string{"AWS_ACCESS_KEY_ID=AKIAENV", "AWS_SECRET_ACCESS_KEY=secret"}
	root := filepath.VolumeName(t.TempDir()) // which an absolute path of Windows begins with
	web := []string{"AWS_WEB_IDENTITY_TOKEN_FILE=" + root + "/t", "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/r"}
	container := []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x"}
	for _, test := range []struct {
		name      string
		profile   profile.Profile
		variables []string
		want      Source
	}{
		{"static", static, keys, Source{Kind: profile.StaticKeys, KeyID: "AKIASTATIC", LongTerm: Yes}},
		{"static with a token", withToken, nil, Source{Kind: profile.StaticKeys, KeyID: "AKIASTATIC", LongTerm: No}},
		{"environment", profile.Profile{CredentialSource: profile.Environment}, keys,
			Source{Kind: profile.Environment, KeyID: "AKIAENV", LongTerm: Yes}},
		{"a token in the environment", profile.Profile{CredentialSource: profile.Environment}, append(keys, "AWS_SESSION_TOKEN=t"),
			Source{Kind: profile.Environment, KeyID: "AKIAENV", LongTerm: No}},
		{"keys are found", profile.Profile{CredentialSource: profile.Ambient}, keys,
			Source{Kind: profile.Environment, KeyID: "AKIAENV", LongTerm: Yes, searched: profile.Ambient}},
		{"process", profile.Profile{CredentialProcess: "x"}, nil, Source{Kind: profile.Process, Action: "credential_process", Cached: true}},
		{"web identity", profile.Profile{WebIdentityTokenFile: "/f", RoleARN: "arn"}, nil,
			Source{Kind: profile.WebIdentity, Action: "AssumeRoleWithWebIdentity", LongTerm: No, Cached: true}},
		{"web identity is found", profile.Profile{CredentialSource: profile.Ambient}, web,
			Source{Kind: profile.WebIdentity, Action: "AssumeRoleWithWebIdentity", LongTerm: No, searched: profile.Ambient}},
		{"SSO", profile.Profile{SSO: profile.SSORole{AccountID: "1", RoleName: "n"}}, nil,
			Source{Kind: profile.SSO, Action: "GetRoleCredentials", LongTerm: No, Cached: true}},
		{"the machine's", profile.Profile{CredentialSource: profile.Machine}, append(keys, container...),
			Source{Kind: profile.Container, Action: "container credentials", LongTerm: No, searched: profile.Machine}},
		{"nothing is found", profile.Profile{CredentialSource: profile.Machine}, keys,
			Source{Kind: profile.EC2Metadata, Action: "instance metadata", LongTerm: No, searched: profile.Machine}},
	} {
		got, err := newResolver(t, test.profile, test.variables...).Source(test.profile)
		if err != nil || got.get == nil || got.Identity == "" {
			t.Errorf("%s: %+v, %v", test.name, got, err)
		}
		if got.Kind != test.want.Kind || got.KeyID != test.want.KeyID || got.LongTerm != test.want.LongTerm || got.Action != test.want.Action ||
			got.Cached != test.want.Cached || got.searched != test.want.searched {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestHiddenEnvironment(t *testing.T) {
	t.Parallel()
	for _, source := range []string{profile.Environment, profile.Ambient} {
		p := profile.Profile{CredentialSource: source}
		d := newResolver(t, p, "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:1/")
		d.EnvironmentHidden = true
		_, err := get(t.Context(), p, d)
		checkError(t, err, "the session of this shell hides your own keys in the environment")
		checkHint(t, err, "end the session first drop")
		if _, err := d.Source(p); err == nil {
			t.Errorf("%s has an identity, want an error", source)
		}
	}
	p := profile.Profile{AccessKeyID: "AKIAEXAMPLE", SecretAccessKey: "secret"}
	d := newResolver(t, p)
	d.EnvironmentHidden = true
	if _, err := get(t.Context(), p, d); err != nil {
		t.Errorf("static keys: %v", err)
	}
}
