package profile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aws-runas/profile"
)

// replace loads files and replaces a profile's section.
func replace(t *testing.T, name string, other bool, files map[string]string) (profile.Replacement, error) {
	t.Helper()
	dir := t.TempDir()
	for file, text := range files {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f := profile.Files{Config: filepath.Join(dir, "config"), Credentials: filepath.Join(dir, "credentials")}
	if files["aws_config"] != "" {
		f.Local = filepath.Join(dir, "aws_config")
	}
	set, err := profile.Load(f)
	if err != nil {
		t.Fatal(err)
	}
	chain, err := set.Chain(name)
	if err != nil {
		t.Fatal(err)
	}
	return set.Replace(chain[0], other)
}

const replaceConfig = `# mine
[default]
region = eu-west-1
aws_access_key_id = AKIAX
aws_secret_access_key = hunter2
# aws_secret_access_key = hunter3

[profile prod]   # the important one
role_arn = arn:aws:iam::444455556666:role/admin
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/alice
region = eu-central-1
s3 =
  max_concurrent_requests = 20
  addressing_style = path
sso_foo = 1
services = mine

[services mine]
s3 =
  endpoint_url = http://127.0.0.1:9
[profile prod]
output = json
[profile other]
source_profile = prod`

func TestReplace(t *testing.T) {
	t.Parallel()
	got, err := replace(t, "prod", false, map[string]string{"config": replaceConfig})
	want := `# mine
[default]
region = eu-west-1

[services mine]
s3 =
  endpoint_url = http://127.0.0.1:9
[profile other]
source_profile = prod

[profile prod]
region = eu-central-1
s3 =
  max_concurrent_requests = 20
  addressing_style = path
services = mine
output = json
`
	if err != nil || got.Name != "prod" || got.Text != want {
		t.Errorf("%v, %s\n%s", err, got.Name, got.Text)
	}
}

// TestReplaceNames has every reason for another name than the profile's.
func TestReplaceNames(t *testing.T) {
	t.Parallel()
	keys := "aws_access_key_id = A\naws_secret_access_key = s\n"
	for _, test := range []struct {
		why, name, credentials string
		other                  bool
		want                   string
	}{
		{"its own", "prod", "[default]\n" + keys, false, "prod"},
		{"every allowed byte", "a@b+c.d%e:f/g-h_", "", false, "a@b+c.d%e:f/g-h_"},
		{"another identity", "prod", "", true, "prod@aws-runas"},
		{"a blank", "my prod", "", false, "my-prod@aws-runas"},
		{"other letters", "prüd", "", false, "pr-d@aws-runas"},
		{"keys in the credentials file", "prod", "[prod]\n" + keys, false, "prod@aws-runas"},
		{"a role there", "prod", "[prod]\nrole_arn = arn:aws:iam::1:role/x\n", false, "prod@aws-runas"},
		{"a sign-in there", "prod", "[prod]\nsso_account_id = 111122223333\nsso_role_name = x\nsso_start_url = https://x.example\nsso_region = eu-west-1\n", false, "prod@aws-runas"},
		{"what is harmless there", "prod", "[prod]\nregion = x\noutput = json\nmfa_serial = arn:aws:iam::1:mfa/x\n", false, "prod"},
		{"keys under both", "prod", "[prod]\n" + keys + "[prod@aws-runas]\n" + keys, false, ""},
		{"the default one", "default", "", false, "default"},
		{"the default one with keys", "default", "[default]\n" + keys, false, "default@aws-runas"},
	} {
		config := `[profile "` + test.name + "\"]\ncredential_process = x\noutput = text\n"
		got, err := replace(t, test.name, test.other, map[string]string{"config": config, "credentials": test.credentials})
		header := "[profile " + test.want + "]\n"
		if test.want == "default" {
			header = "[default]\n"
		}
		if got.Name != test.want || (err == nil) != (test.want != "") || err == nil && !strings.HasSuffix(got.Text, header+"output = text\n") {
			t.Errorf("%s: %q, %v\n%s", test.why, got.Name, err, got.Text)
		}
		if err == nil && test.want != test.name && !strings.Contains(got.Text, "[profile \""+test.name) {
			t.Errorf("%s: the profile itself is gone\n%s", test.why, got.Text)
		}
	}
}

// TestReplaceLocal takes the lines of a profile that ./aws_config has from there, and the rest from the user's own file.
func TestReplaceLocal(t *testing.T) {
	t.Parallel()
	got, err := replace(t, "prod", false, map[string]string{
		"config":      "[profile mine]\nregion = x\n",
		"aws_config":  "[profile prod]\nrole_arn = arn:aws:iam::444455556666:role/admin\nsource_profile = keys\nregion = local\n[profile other]\nregion = y\n",
		"credentials": "[keys]\naws_access_key_id = A\naws_secret_access_key = s\n",
	})
	if want := "[profile mine]\nregion = x\n\n[profile prod]\nregion = local\n"; err != nil || got.Text != want {
		t.Errorf("%v\n%s", err, got.Text)
	}
}
