package appdata_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aws-runas/profile/appdata"
)

func TestLocal(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	own := filepath.Join(home, "AppData", "Local")
	elsewhere := filepath.Join(home, "elsewhere")
	if err := os.MkdirAll(elsewhere, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ variable, home, want, note string }{
		{own, home, own, ""},
		{strings.ToUpper(own), home, strings.ToUpper(own), ""},
		{elsewhere, home, elsewhere, ""},
		{elsewhere, "", elsewhere, ""},
		{"", home, own, "LOCALAPPDATA is not set; using " + own},
		{"", "", "", "LOCALAPPDATA is not set, and the home directory is not known"},
		{"relative", home, "", "LOCALAPPDATA is relative, which is not an absolute path"},
	} {
		getenv := func(name string) string { return map[string]string{"LOCALAPPDATA": test.variable}[name] }
		if dir, note := appdata.Local(getenv, test.home); dir != test.want || note != test.note {
			t.Errorf("LOCALAPPDATA=%s, home %s: %s, %q; want %s, %q", test.variable, test.home, dir, note, test.want, test.note)
		}
	}
}
