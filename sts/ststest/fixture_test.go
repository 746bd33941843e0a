package ststest_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/need"
)

// configured writes the fixture's files and returns the home directory and the text of one of them.
func configured(t *testing.T, name string) (home, text string) {
	t.Helper()
	home = t.TempDir()
	if err := ststest.WriteConfig(home); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(home, ".aws", name))
	if err != nil {
		t.Fatal(err)
	}
	return home, string(b)
}

func TestWriteConfig(t *testing.T) {
	t.Parallel()
	home, config := configured(t, "config")
	if want := "web_identity_token_file = " + filepath.ToSlash(home) + "/.aws/web-token\n"; !strings.Contains(config, want) {
		t.Errorf("config: want the line %q in\n%s", want, config)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for path, want := range map[string]os.FileMode{"": 0o700, "config": 0o600, "credentials": 0o600, "web-token": 0o600} {
		info, err := os.Stat(filepath.Join(home, ".aws", path))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("mode of .aws/%s: want %o, got %o", path, want, got)
		}
	}
}

// The files speak of what is in the fixture, all of it and nothing else.
func TestConfigIsTheFixture(t *testing.T) {
	t.Parallel()
	world := ststest.Fixture()
	_, config := configured(t, "config")
	_, credentials := configured(t, "credentials")
	_, token := configured(t, "web-token")
	values := func(text, key string) map[string]bool {
		found := map[string]bool{}
		for _, m := range regexp.MustCompile(`(?m)^`+key+`\s*= (.*)$`).FindAllStringSubmatch(text, -1) {
			found[m[1]] = true
		}
		return found
	}
	same := func(what string, got map[string]bool, want ...string) {
		for _, w := range want {
			if !got[w] {
				t.Errorf("%s: %s is not in the files", what, w)
			}
			delete(got, w)
		}
		for extra := range got {
			t.Errorf("%s: %s is in the files only", what, extra)
		}
	}
	var roles, ids, secrets, serials []string
	for _, r := range world.Roles {
		roles = append(roles, r.ARN)
	}
	for _, u := range world.Users {
		for _, k := range u.Keys {
			ids, secrets = append(ids, k.ID), append(secrets, k.Secret)
			if len(k.ID) != 20 || len(k.Secret) != 40 {
				t.Errorf("%s: an id of %d characters and a secret of %d", u.ARN, len(k.ID), len(k.Secret))
			}
		}
		for serial := range u.Devices {
			serials = append(serials, serial)
		}
	}
	same("role", values(config, "role_arn"), roles...)
	same("key", values(credentials, "aws_access_key_id"), ids...)
	same("secret", values(credentials, "aws_secret_access_key"), secrets...)
	same("serial", values(config, "mfa_serial"), serials...)
	same("external id", values(config, "external_id"), ststest.PartnerID)
	if token != world.Identities[0].Token {
		t.Errorf("token: want %q, got %q", world.Identities[0].Token, token)
	}
}

// awsCLI runs the AWS CLI against the server, in a home with the fixture's files.
func awsCLI(t *testing.T, s *ststest.Server, args ...string) string {
	t.Helper()
	path := need.Program(t, "aws")
	home, _ := configured(t, "config")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "USERPROFILE=" + home,
		"AWS_ENDPOINT_URL=" + s.URL, "AWS_ENDPOINT_URL_STS=" + s.URL, "AWS_EC2_METADATA_DISABLED=true",
		"AWS_CONFIG_FILE=" + filepath.Join(home, ".aws", "config"),
		"AWS_SHARED_CREDENTIALS_FILE=" + filepath.Join(home, ".aws", "credentials"),
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("aws %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return strings.TrimSpace(string(out))
}

func TestAWSCLI(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, tt := range []struct {
		profile, want, log string
	}{
		{"default", ststest.AliceARN, "GetCallerIdentity AKIAIOSFODNN7EXALICE region=us-east-1 -> 200\n"},
		{"ext", "arn:aws:sts::999988887777:assumed-role/partner/", "AssumeRole AKIAIOSFODNN7EXALICE arn:aws:iam::999988887777:role/partner " +
			"external=partner-7788 region=us-east-1 -> 200\nGetCallerIdentity ASIAFAKE000000000001 region=us-east-1 -> 200\n"},
	} {
		t.Run(tt.profile, func(t *testing.T) {
			s.ClearLog()
			got := awsCLI(t, s, "sts", "get-caller-identity", "--profile", tt.profile, "--endpoint-url", s.URL,
				"--region", "us-east-1", "--query", "Arn", "--output", "text")
			if !strings.HasPrefix(got, tt.want) {
				t.Errorf("want %s, got %s", tt.want, got)
			}
			if s.Log() != tt.log {
				t.Errorf("log: want\n%sgot\n%s", tt.log, s.Log())
			}
		})
	}
}
