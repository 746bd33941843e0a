package renew_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/renew"
)

func store(t *testing.T) (renew.Store, *time.Time) {
	t.Helper()
	now := time.Now()
	return renew.In(t.TempDir(), func() time.Time { return now }), &now
}

func state(profile string) renew.State {
	return renew.State{Words: []string{"-r", profile}, RoleARN: "arn", Home: "/home/me", Dir: "/", Now: map[string]string{}}
}

func write(t *testing.T, s renew.Store, profile, program string) (config, name string) {
	t.Helper()
	config, err := s.Write(state(profile), "[profile prod]\n", program)
	if err != nil {
		t.Fatal(err)
	}
	return config, filepath.Base(filepath.Dir(config))
}

func TestWriteAndOpen(t *testing.T) {
	t.Parallel()
	s, _ := store(t)
	config, name := write(t, s, "prod", "/usr/bin/aws-runas")
	text, err := os.ReadFile(config)
	if want := "[profile prod]\ncredential_process = /usr/bin/aws-runas credential-process " + name + "\n"; err != nil || string(text) != want {
		t.Errorf("%q, %v; want %q", text, err, want)
	}
	got, err := s.Open(name, "")
	if err != nil || got.Words[1] != "prod" || got.Home != "/home/me" || got.Now["AWS_CONFIG_FILE"] != config {
		t.Errorf("%+v, %v", got, err)
	}
	elsewhere, _ := store(t)
	if got, err := elsewhere.Open(name, config); err != nil || got.Words[1] != "prod" {
		t.Errorf("found by the config file: %+v, %v", got, err)
	}
	if again, _ := write(t, s, "prod", "/usr/bin/aws-runas"); again != config {
		t.Errorf("commands that are alike have %s and %s", config, again)
	}
	if other, _ := write(t, s, "dev", "/usr/bin/aws-runas"); other == config {
		t.Errorf("commands that are not alike share %s", config)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	s, _ := store(t)
	config, name := write(t, s, "prod", "/usr/bin/aws-runas")
	for _, wrong := range []string{"", "../" + name, strings.Repeat("0", 31), strings.Repeat("x", 32), strings.Repeat("0", 32)} {
		if _, err := s.Open(wrong, ""); err == nil {
			t.Errorf("%q is opened", wrong)
		}
	}
	file := filepath.Join(filepath.Dir(config), "state")
	for damaged, text := range map[string]string{"empty": "", "cut short": `{"Words":["-r"`, "without words": "{}"} {
		os.Remove(file)
		if err := os.WriteFile(file, []byte(text), 0o400); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Open(name, ""); err == nil || !strings.Contains(err.Error(), "is damaged") {
			t.Errorf("%s: %v", damaged, err)
		}
	}
	if _, err := s.Write(renew.State{}, "", "/x"); err == nil {
		t.Error("a state without words is written")
	}
}

// TestOwner is that of "sudo -E", where the command's user is another than who started it.
func TestOwner(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	s, _ := store(t)
	config, name := write(t, s, "prod", "/usr/bin/aws-runas")
	if err := os.Chown(filepath.Join(filepath.Dir(config), "state"), 12345, -1); err != nil {
		t.Skip(err)
	}
	if _, err := s.Open(name, ""); err == nil || !strings.Contains(err.Error(), "belongs to user 12345, who started the command") {
		t.Errorf("%v", err)
	}
}

// TestSweep removes what no command has used for a month; the helper's calls are use.
func TestSweep(t *testing.T) {
	t.Parallel()
	s, now := store(t)
	used, usedName := write(t, s, "used", "/x")
	unused, _ := write(t, s, "unused", "/x")
	*now = now.Add(29 * 24 * time.Hour)
	if _, err := s.Open(usedName, ""); err != nil {
		t.Fatal(err)
	}
	*now = now.Add(2 * 24 * time.Hour)
	write(t, s, "new", "/x")
	if _, err := os.Stat(used); err != nil {
		t.Errorf("what was used is gone: %v", err)
	}
	if _, err := os.Stat(unused); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what was not used is there: %v", err)
	}
	if n, err := s.Forget(); n != 2 || err != nil {
		t.Errorf("forgot %d, %v", n, err)
	}
	if n, err := s.Forget(); n != 0 || err != nil {
		t.Errorf("forgot %d of none, %v", n, err)
	}
}

// TestPathsThatWouldNeedQuotes are reached by a link, whose path needs none.
func TestPathsThatWouldNeedQuotes(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there it is an error")
	}
	s, _ := store(t)
	program := filepath.Join(t.TempDir(), "a b", "aws-runas")
	config, name := write(t, s, "prod", program)
	link := filepath.Join(filepath.Dir(config), "aws-runas")
	text, _ := os.ReadFile(config)
	target, err := os.Readlink(link)
	if !strings.Contains(string(text), "= "+link+" credential-process "+name) || target != program || err != nil {
		t.Errorf("%s\n%s -> %s, %v", text, link, target, err)
	}
	blank := renew.In(filepath.Join(t.TempDir(), "Application Support"), time.Now)
	config, name = write(t, blank, "prod", program)
	if text, _ := os.ReadFile(config); !strings.Contains(string(text), "= '"+program+"' credential-process "+name) {
		t.Errorf("%s", text)
	}
}

func TestProgram(t *testing.T) {
	t.Parallel()
	found := func(string) (string, error) { return filepath.FromSlash("/opt/bin/aws-runas"), nil }
	for called, want := range map[string]string{
		"aws-runas": "/opt/bin/aws-runas", "./aws-runas": "/here/dir/aws-runas", "../x/aws-runas": "/here/x/aws-runas", "/a/b/aws-runas": "/a/b/aws-runas",
	} {
		if runtime.GOOS == "windows" {
			t.Skip("the paths are another system's")
		}
		if got, err := renew.Program(called, "/here/dir", found); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", called, got, err, want)
		}
	}
}
