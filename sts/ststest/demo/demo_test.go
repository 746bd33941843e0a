package main

import (
	"bytes"
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
	"aws-runas/sts/ststest/program"
)

// demoVariable makes the test binary the demo.
const demoVariable = "TEST_DEMO"

func TestMain(m *testing.M) {
	if os.Getenv(demoVariable) != "" {
		main()
	}
	os.Exit(m.Run())
}

// shellPath returns the path of a shell that the demo can use, and skips the test where there is none.
func shellPath(t *testing.T, shell string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the demo's shells are those of Unix")
	}
	return need.Program(t, shell)
}

// play runs the demo as a process and returns what it wrote, without colours. It checks that nothing is left behind.
func play(t *testing.T, demo, stdin, shell string, args ...string) string {
	t.Helper()
	built := program.Path(t) // which takes its time where nothing has been built yet
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	temporary := t.TempDir()
	cmd := exec.CommandContext(ctx, demo, args...)
	program.WithoutTerminal(cmd)
	cmd.Env = append(os.Environ(), "TMPDIR="+temporary, "TMP="+temporary, "SHELL="+shell, "AWS_ACCESS_KEY_ID=theirs", "AWS_PROFILE=theirs",
		demoVariable+"=1", program.Variable+"="+built)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("demo: %v\n%s", err, out)
	}
	left, err := filepath.Glob(filepath.Join(temporary, "aws-runas-demo-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
	return regexp.MustCompile(`\x1b\[[0-9;]*m`).ReplaceAllString(string(out), "")
}

func TestDemo(t *testing.T) {
	t.Parallel()
	demo, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("transcript", func(t *testing.T) {
		shellPath(t, "bash")
		checkTranscript(t, play(t, demo, "", ""))
	})
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run("-i "+shell, func(t *testing.T) {
			path := shellPath(t, shell)
			text := play(t, demo, "aws-runas use prod --mfa-code $(mfa-code)\nwho-am-i\nfalse\nexit\n", path, "-i")
			if want := "arn:aws:sts::444455556666:assumed-role/admin/"; !strings.Contains(text, want) {
				t.Errorf("want %q in\n%s", want, text)
			}
		})
	}
}

func checkTranscript(t *testing.T, text string) {
	t.Helper()
	for _, want := range []string{
		"$ eval \"$(aws-runas env -r dev)\"\n$ who-am-i\narn:aws:sts::111122223333:assumed-role/developer/aws-runas-session_111122223333_alice_",
		"\nAWS_RUNAS_PROFILE='dev';\n",
		"\nstill good\n$ aws_session_status_color\n33\n",
		"$ aws-runas exec -r ext -- who-am-i\narn:aws:sts::999988887777:assumed-role/partner/",
		"\naws-runas: hint: give the code with --mfa-code",
		"\nstatus 1\n",
		"$ who-am-i\narn:aws:sts::444455556666:assumed-role/admin/",
		"$ aws-runas exec -r audit -- who-am-i\narn:aws:sts::444455556666:assumed-role/audit/",
		"\n(AWS:prod) $ aws-runas use dev\n(AWS:dev) $ who-am-i\narn:aws:sts::111122223333:assumed-role/developer/",
		"\n(AWS:dev) $ aws-runas drop\n$ who-am-i\nnobody",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the transcript lacks %q", want)
		}
	}
	if n := strings.Count(text, "\nGetSessionToken "); n != 1 {
		t.Errorf("want 1 session with MFA, got %d", n)
	}
	if n := len(regexp.MustCompile(`(SECRET_ACCESS_KEY|SESSION_TOKEN)='.{4}…';`).FindAllString(text, -1)); n != 2 {
		t.Errorf("want 2 shortened secrets, got %d", n)
	}
	if strings.Contains(text, ststest.AliceSecret) || strings.Contains(text, "theirs") {
		t.Error("the transcript has a secret, or something of the user's")
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestFailingCommandEndsTheTranscript(t *testing.T) {
	t.Parallel()
	shellPath(t, "bash")
	dir := t.TempDir()
	s := &stage{dir: dir, home: dir, environ: os.Environ()}
	var out bytes.Buffer
	err := s.playTranscript(t.Context(), "echo one\n(exit 3)\necho never\n", &out)
	if err == nil || !strings.Contains(err.Error(), `after "(exit 3)": exit status 3`) {
		t.Errorf("want the command and its status, got %v", err)
	}
	if got := out.String(); !strings.HasPrefix(got, "$ echo one\none\n$ (exit 3)\n") || strings.Contains(got, "never") {
		t.Errorf("transcript: got %q", got)
	}
}

func TestUnknownShellAndCommand(t *testing.T) {
	t.Parallel()
	if err := (&stage{}).openShell(t.Context(), "/bin/tcsh", &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), `"/bin/tcsh"`) {
		t.Errorf("shell: got %v", err)
	}
	if err := run(t.Context(), []string{"mfa"}, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), `"mfa"`) {
		t.Errorf("command: got %v", err)
	}
}
