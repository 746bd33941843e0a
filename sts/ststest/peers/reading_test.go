package peers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aws-runas/profile"
	"aws-runas/sts/ststest/need"
)

// reading is a case of what is read, and in what.
type reading struct {
	Config      string `json:"config"`
	Credentials string `json:"credentials"`
	Profile     string `json:"profile"`
	Client      bool   `json:"client"`  // values count that only a client uses
	Command     string `json:"command"` // the command line that we read, for Python to split

	about    string
	ours     string // the calls that follow from what we read; empty where we refuse
	ourErr   error
	theirs   string
	theirErr string
}

// TestSameReading reads generated profiles beside botocore: values of keys in profiles of each kind, and shapes of the
// grammar. Where the two differ there has to be a reason.
func TestSameReading(t *testing.T) {
	python := need.Program(t, "python3", "-c", "import botocore.session")
	cases := append(shapeReadings(), valueReadings()...)
	if len(cases) < 400 {
		t.Fatalf("%d cases, want hundreds", len(cases))
	}
	cases = cases[:len(cases)/need.Often(4, 1)] // in the order of maps: others each time
	dir := t.TempDir()
	for i := range cases {
		cases[i].readOurs(t, dir)
	}
	readTheirs(t, python, dir, cases)
	counts := map[string]int{}
	for _, c := range cases {
		reason := c.reason()
		counts[reason]++
		if reason == "" {
			t.Errorf("%s\n--- we: %s%v\n--- botocore: %s%s\n--- config:\n%s\n--- credentials:\n%s",
				c.about, c.ours, c.ourErr, c.theirs, c.theirErr, c.Config, c.Credentials)
		}
	}
	for reason, n := range counts {
		t.Logf("%4d %s", n, reason)
	}
}

// readOurs reads the case with package profile.
func (c *reading) readOurs(t *testing.T, dir string) {
	t.Helper()
	files := profile.Files{Config: filepath.Join(dir, "config"), Credentials: filepath.Join(dir, "credentials")}
	for path, text := range map[string]string{files.Config: c.Config, files.Credentials: c.Credentials} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	set, err := profile.Load(files)
	if err != nil {
		c.ourErr = err
		return
	}
	chain, err := set.Chain(c.Profile)
	if err == nil && len(chain) > 1 {
		err = chain[0].Check("duration_seconds")
	}
	if err == nil && c.Client {
		err = chain[0].Check("services", "retry_mode", "max_attempts", "sts_regional_endpoints")
	}
	if c.ourErr = err; err == nil {
		c.Command = chain[len(chain)-1].CredentialProcess
		c.ours = ourCalls(chain)
	}
}

// ourCalls are the calls that follow from a chain, from its source on. The words of a command line are Python's matter.
func ourCalls(chain []profile.Profile) string {
	last := chain[len(chain)-1]
	var calls []string
	switch last.Source() {
	case profile.SSO:
		calls = append(calls, fmt.Sprintf("sso %s %s %s", last.SSO.AccountID, last.SSO.RoleName, last.SSO.Region))
	case profile.Process:
		calls = append(calls, "process <COMMAND>")
	case profile.StaticKeys:
		if len(chain) == 1 {
			calls = append(calls, "keys "+last.AccessKeyID)
		}
	case profile.WebIdentity:
		calls = append(calls, fmt.Sprintf("web %s %s", last.RoleARN, made(last.RoleSessionName)))
	case profile.Machine, profile.Ambient:
		return ""
	}
	for i := len(chain) - 2; i >= 0; i-- {
		p := chain[i]
		calls = append(calls, fmt.Sprintf("assume %s %q %s %d %s", p.RoleARN, p.ExternalID, p.MFASerial, int64(p.Duration/time.Second), made(p.RoleSessionName)))
	}
	return strings.Join(append(calls, "region "+chain[0].Region), "\n")
}

// made is a session's name, unless it is one that the client makes up.
func made(name string) string {
	if name == "" || strings.HasPrefix(name, "botocore-session-") {
		return "made-up"
	}
	return name
}

// readTheirs lets botocore read all cases.
func readTheirs(t *testing.T, python, dir string, cases []reading) {
	t.Helper()
	var in bytes.Buffer
	for _, c := range cases {
		if err := json.NewEncoder(&in).Encode(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "token"), []byte("token"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
	defer cancel()
	script, err := filepath.Abs(filepath.Join("testdata", "botocore_reader.py"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, python, script)
	cmd.Dir = dir // with the token
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "USERPROFILE=" + dir, "SYSTEMROOT=" + os.Getenv("SYSTEMROOT"), "PYTHONUTF8=1",
		"AWS_CONFIG_FILE=" + filepath.Join(dir, "config"), "AWS_SHARED_CREDENTIALS_FILE=" + filepath.Join(dir, "credentials"),
		"AWS_EC2_METADATA_DISABLED=true", "HTTP_PROXY=http://127.0.0.1:9", "HTTPS_PROXY=http://127.0.0.1:9", // and the script sends nothing
	}
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(lines) != len(cases) {
		t.Fatalf("%d answers to %d cases, %v", len(lines), len(cases), err)
	}
	for i, line := range lines {
		cases[i].takeTheirs(t, line)
	}
}

func (c *reading) takeTheirs(t *testing.T, line string) {
	t.Helper()
	var a struct {
		Key, Region, Error string
		Argv               []string
		Calls              []struct {
			Call, RoleArn, ExternalId, SerialNumber, RoleSessionName, AccountId, RoleName, Region string
			DurationSeconds                                                                       int
			Argv                                                                                  []string
		}
	}
	if err := json.Unmarshal([]byte(line), &a); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	c.ours = strings.ReplaceAll(c.ours, "<COMMAND>", fmt.Sprintf("%q", a.Argv))
	if c.theirErr = a.Error; a.Error != "" {
		return
	}
	var calls []string
	for _, call := range a.Calls {
		switch call.Call {
		case "process":
			calls = append(calls, fmt.Sprintf("process %q", call.Argv))
		case "GetRoleCredentials":
			calls = append(calls, fmt.Sprintf("sso %s %s %s", call.AccountId, call.RoleName, call.Region))
		case "AssumeRoleWithWebIdentity":
			calls = append(calls, fmt.Sprintf("web %s %s", call.RoleArn, made(call.RoleSessionName)))
		case "AssumeRole":
			calls = append(calls, fmt.Sprintf("assume %s %q %s %d %s", call.RoleArn, call.ExternalId, call.SerialNumber, call.DurationSeconds, made(call.RoleSessionName)))
		}
	}
	if len(calls) == 0 {
		calls = append(calls, "keys "+a.Key)
	}
	c.theirs = strings.Join(append(calls, "region "+a.Region), "\n")
}
