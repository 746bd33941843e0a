package format_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/env"
	"aws-runas/env/format"
)

var now = time.Date(2030, 1, 2, 3, 4, 5, 678, time.FixedZone("", 3600))

func session() env.Session {
	return env.Session{
		Profile: `it's "prod" # 1`, RoleARN: "arn:aws:iam::1:role/admin", SessionName: "name", Region: "eu-west-1",
		Credentials: aws.Credentials{
			AccessKeyID: "ASIAPROD", SecretAccessKey: `wJ/+<&>"\`, SessionToken: "to=ken==", CanExpire: true, Expires: now.Add(time.Hour),
		},
	}
}

func TestProcess(t *testing.T) {
	t.Parallel()
	text, err := format.Process(session(), now)
	if err != nil || strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "}\n") {
		t.Errorf("%q, %v", text, err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{
		"Version": 1.0, "AccessKeyId": "ASIAPROD", "SecretAccessKey": `wJ/+<&>"\`, "SessionToken": "to=ken==", "Expiration": "2030-01-02T03:03:05Z",
	} {
		if got[key] != want {
			t.Errorf("%s is %v, want %v", key, got[key], want)
		}
	}
	if len(got) != 5 {
		t.Errorf("more than the document has: %s", text)
	}
}

// TestProcessOfLongTermKeys has no Expiration and no token: an empty one is none for some SDKs only.
func TestProcessOfLongTermKeys(t *testing.T) {
	t.Parallel()
	s := env.Session{Credentials: aws.Credentials{AccessKeyID: "AKIA", SecretAccessKey: "s"}}
	if text, err := format.Process(s, now); err != nil || text != `{"Version":1,"AccessKeyId":"AKIA","SecretAccessKey":"s"}`+"\n" {
		t.Errorf("%s, %v", text, err)
	}
}

func TestProcessRefusesTheEnd(t *testing.T) {
	t.Parallel()
	s := session()
	for left, want := range map[time.Duration]bool{format.Early: false, format.Early + time.Second: true, -time.Hour: false} {
		s.Credentials.Expires = now.Add(left)
		if text, err := format.Process(s, now); (err == nil) != want || want == (text == "") {
			t.Errorf("%v left: %q, %v", left, text, err)
		}
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	s := session()
	s.Credentials.SecretAccessKey = "wJ/+ &$x\\"
	want := strings.Join([]string{
		"AWS_ACCESS_KEY_ID=ASIAPROD", `AWS_SECRET_ACCESS_KEY=wJ/+ &$x\`, "AWS_SESSION_TOKEN=to=ken==",
		"AWS_CREDENTIAL_EXPIRATION=2030-01-02T03:04:05Z", "AWS_SESSION_EXPIRATION=2030-01-02T03:04:05Z", "AWS_SESSION_EXPIRATION_UNIX=1893553445",
		"AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1", "",
	}, "\n")
	if got, err := format.Lines(s); err != nil || got != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want)
	}
	if got, err := format.Lines(env.Session{Credentials: aws.Credentials{AccessKeyID: "A", SecretAccessKey: "s"}}); err != nil || got != "AWS_ACCESS_KEY_ID=A\nAWS_SECRET_ACCESS_KEY=s\n" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestLinesRefuses(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"x #b", "x#b", `"x"`, `x"b`, "x'b", "`x", " x", "x ", "x\nb", "x\rb", "x\x00", "x\xff", "x\u0085b"} {
		value = strings.Replace(value, "x", "hunter2", 1)
		s := session()
		s.Credentials.SecretAccessKey = value
		got, err := format.Lines(s)
		if got != "" || err == nil || !strings.HasPrefix(err.Error(), "AWS_SECRET_ACCESS_KEY: ") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %q, %v", value, got, err)
		}
	}
}

// FuzzLines has every value that is written read by the rules of both readers as what it is.
func FuzzLines(f *testing.F) {
	for _, seed := range []string{"wJalr/+=", "a b", " a", "#", "a=b", "\ufeffa", `\n`, "${X}", "\u00a0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		s := env.Session{Credentials: aws.Credentials{AccessKeyID: "A", SecretAccessKey: value}}
		text, err := format.Lines(s)
		if err != nil || value == "" {
			return
		}
		_, line, _ := strings.Cut(text, "AWS_SECRET_ACCESS_KEY=")
		line = strings.TrimSuffix(line, "\n")
		beforeHash, _, _ := strings.Cut(line, "#")
		if line != value || strings.TrimSpace(beforeHash) != value || strings.Contains(line, "\n") || strings.ContainsAny(line[:1], "\"'`") {
			t.Errorf("%q is written as %q", value, line)
		}
	})
}

// TestNodeReadsTheLines has the real reader of one of the two.
func TestNodeReadsTheLines(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	s := session()
	s.Credentials.SecretAccessKey = `wJ/+ &$x\n=${PATH}`
	text, err := format.Lines(s)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "dotenv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), node, "--env-file="+file, "-p", "process.env.AWS_SECRET_ACCESS_KEY + ' ' + process.env.AWS_SESSION_TOKEN")
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	out, err := cmd.CombinedOutput()
	if strings.Contains(string(out), "bad option") {
		t.Skip("this node has no --env-file")
	}
	if want := s.Credentials.SecretAccessKey + " to=ken==\n"; err != nil || string(out) != want {
		t.Errorf("node reads %q, %v; want %q", out, err, want)
	}
}
