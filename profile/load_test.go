package profile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aws-runas/profile/trust"
)

// in writes files into a new directory, and says where they are as Locate would: config and credentials are the user's
// own, aws_config is the local one.
func in(t testing.TB, texts map[string]string) Files {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files := Files{
		Config:      filepath.Join(dir, "config"),
		Credentials: filepath.Join(dir, "credentials"),
		Trust:       trust.Records{Dir: filepath.Join(dir, "state")},
	}
	if _, ok := texts["aws_config"]; ok {
		files.Local = filepath.Join(dir, "aws_config")
	}
	return files
}

// dir is where the set's files are.
func (s *Set) dir() string { return filepath.Dir(s.files.Config) }

// inDIR returns the text with DIR in place of the directory, and a slash behind it on every system.
func (s *Set) inDIR(text string) string {
	return strings.NewReplacer(s.dir()+string(filepath.Separator), "DIR/", s.dir(), "DIR").Replace(text)
}

// load loads files that are right.
func load(t testing.TB, texts map[string]string) *Set {
	t.Helper()
	s, err := Load(in(t, texts))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func at(file string, line int) Position { return Position{File: file, Line: line} }
