package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestRelease builds a release twice, from two clones of the commit, and looks at what is in it.
func TestRelease(t *testing.T) {
	root := output(t, ".", "git", "rev-parse", "--show-toplevel")
	var outs [2]string
	for i := range outs {
		clone := filepath.Join(t.TempDir(), "clone")
		output(t, ".", "git", "clone", "-q", "--no-hardlinks", root, clone)
		outs[i] = filepath.Join(clone, "dist")
		output(t, clone, "bash", ".ci/release", "v0.0.1-test")
	}
	sums := output(t, outs[0], "cat", "SHA256SUMS")
	if again := output(t, outs[1], "cat", "SHA256SUMS"); again != sums {
		t.Errorf("the second clone gave other bytes:\n%s\nthe first:\n%s", again, sums)
	}
	output(t, outs[0], "sha256sum", "--check", "--strict", "SHA256SUMS")
	if n := strings.Count(sums, "\n") + 1; n != 8 { // six archives, two Debian packages
		t.Errorf("%d files have a sum:\n%s", n, sums)
	}
	t.Run("archive", func(t *testing.T) { checkTarball(t, outs[0]) })
	t.Run("zip", func(t *testing.T) { checkZip(t, outs[0]) })
	t.Run("deb", func(t *testing.T) { checkDeb(t, outs[0]) })
	t.Run("templates", func(t *testing.T) { checkTemplates(t, outs[0], sums) })
}

func checkTarball(t *testing.T, out string) {
	dir := t.TempDir()
	output(t, dir, "tar", "-xzf", filepath.Join(out, "aws-runas_0.0.1-test_linux_amd64.tar.gz"))
	dir = filepath.Join(dir, "aws-runas_0.0.1-test_linux_amd64")
	commit := output(t, ".", "git", "rev-parse", "HEAD")
	if version := output(t, dir, "./aws-runas", "version"); !strings.Contains(version, "v0.0.1-test") || !strings.Contains(version, commit[:12]) {
		t.Errorf("version: %s, want v0.0.1-test and the commit %s", version, commit)
	}
	for _, name := range []string{
		"LICENSE", "README.md", "aws-runas.1",
		"completions/aws-runas.bash", "completions/_aws-runas", "completions/aws-runas.fish", "completions/aws-runas.ps1",
	} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	var parts spdx
	text, err := os.ReadFile(filepath.Join(dir, "aws-runas.spdx.json"))
	if err == nil {
		err = json.Unmarshal(text, &parts)
	}
	if err != nil {
		t.Fatal(err)
	}
	listed := output(t, dir, "go", "version", "-m", "aws-runas")
	deps := strings.Count(listed, "\tdep\t")
	if got := len(parts.Packages); deps == 0 || got != deps+2 { // the program itself and Go's library
		t.Errorf("the list of parts has %d packages, go version -m names %d modules:\n%s", got, deps, listed)
	}
}

func checkZip(t *testing.T, out string) {
	z, err := zip.OpenReader(filepath.Join(out, "aws-runas_0.0.1-test_windows_amd64.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("aws-runas_0.0.1-test_windows_amd64/aws-runas.exe")
	if err != nil {
		t.Fatal(err)
	}
	magic := make([]byte, 2)
	if _, err := f.Read(magic); err != nil || !bytes.Equal(magic, []byte("MZ")) {
		t.Errorf("aws-runas.exe begins with %q: %v", magic, err)
	}
}

func checkDeb(t *testing.T, out string) {
	deb := filepath.Join(out, "aws-runas_0.0.1~test_amd64.deb")
	if _, err := exec.LookPath("dpkg-deb"); err != nil {
		t.Skip("dpkg-deb is not installed")
	}
	dir := t.TempDir()
	output(t, dir, "dpkg-deb", "-x", deb, dir)
	output(t, dir, "usr/bin/aws-runas", "version")
	if got := output(t, dir, "dpkg-deb", "-f", deb, "Version"); got != "0.0.1~test" {
		t.Errorf("version %q", got)
	}
	if _, err := exec.LookPath("lintian"); err != nil {
		t.Skip("lintian is not installed")
	}
	// The package is nobody's upload: it closes no bug of Debian's.
	output(t, dir, "lintian", "--fail-on", "error,warning", "--suppress-tags", "initial-upload-closes-no-bugs", "--allow-root", deb)
}

func checkTemplates(t *testing.T, out, sums string) {
	for _, name := range []string{"aws-runas.rb", "aws-runas.json"} {
		text := output(t, out, "cat", name)
		found := 0
		for line := range strings.Lines(sums) {
			sum, _, _ := strings.Cut(line, " ")
			found += strings.Count(text, sum)
		}
		if want := map[string]int{"aws-runas.rb": 4, "aws-runas.json": 2}[name]; found != want {
			t.Errorf("%s has %d sums of archives, want %d:\n%s", name, found, want, text)
		}
	}
	if text := output(t, out, "cat", "aws-runas.json"); !json.Valid([]byte(text)) {
		t.Errorf("aws-runas.json is not JSON:\n%s", text)
	}
}

// output runs a command in a directory and returns what it prints, without the last newline.
func output(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir = dir
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, errs.Bytes())
	}
	return strings.TrimSuffix(string(out), "\n")
}
