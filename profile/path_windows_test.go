package profile

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFullPath(t *testing.T) {
	t.Parallel()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	drive := filepath.VolumeName(here)
	for _, test := range []struct{ path, dir, want string }{
		{`cfg`, `C:\dir`, `C:\dir\cfg`},
		{`..\cfg`, `C:\dir\sub`, `C:\dir\cfg`},
		{`a/b`, `C:\dir`, `C:\dir\a\b`},
		{`\t\cfg`, `C:\dir`, `C:\t\cfg`},
		{`/t/cfg`, `C:\dir`, `C:\t\cfg`},
		{`/t/cfg`, `\\server\share\dir`, `\\server\share\t\cfg`},
		{`C:..\cfg`, `C:\dir\sub`, `C:\dir\cfg`},
		{`c:cfg`, `C:\dir`, `C:\dir\cfg`},
		{drive + `cfg`, `Q:\dir`, filepath.Join(here, "cfg")},
		{`D:\t\..\cfg`, `C:\dir`, `D:\cfg`},
		{`\\server\share\cfg`, `C:\dir`, `\\server\share\cfg`},
	} {
		if got := FullPath(test.path, test.dir); got != test.want {
			t.Errorf("%s in %s: %s, want %s", test.path, test.dir, got, test.want)
		}
	}
}

func TestLocateExpands(t *testing.T) {
	t.Parallel()
	variables := map[string]string{"USERPROFILE": `C:\Users\me`, "AWS_CONFIG_FILE": `%USERPROFILE%\cfg`, "AWS_SHARED_CREDENTIALS_FILE": `\cred`}
	files := Locate(func(name string) string { return variables[name] }, `C:\Users\me`, `D:\work`, "")
	if files.Config != `C:\Users\me\cfg` || files.Credentials != `D:\cred` {
		t.Errorf("config %s, credentials %s", files.Config, files.Credentials)
	}
}
