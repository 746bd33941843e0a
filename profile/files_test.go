package profile

import (
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

func TestLocate(t *testing.T) {
	t.Parallel()
	home, dir, withLocal := t.TempDir(), t.TempDir(), t.TempDir()
	local := filepath.Join(withLocal, "aws_config")
	if err := os.WriteFile(local, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	aws := filepath.Join(home, ".aws")
	config, credentials := filepath.Join(aws, "config"), filepath.Join(aws, "credentials")
	tests := []struct {
		name            string
		env             map[string]string
		home, dir, path string
		want            Files
	}{
		{"nothing", nil, home, dir, "", Files{Config: config, Credentials: credentials}},
		{"variables", map[string]string{"AWS_CONFIG_FILE": "~/c", "AWS_SHARED_CREDENTIALS_FILE": "k"}, home, dir, "",
			Files{Config: filepath.Join(home, "c"), Credentials: filepath.Join(dir, "k")}},
		{"empty variables", map[string]string{"AWS_CONFIG_FILE": "", "AWS_SHARED_CREDENTIALS_FILE": ""}, home, dir, "",
			Files{Config: config, Credentials: credentials}},
		{"local", nil, home, withLocal, "", Files{Config: config, Credentials: credentials, Local: local}},
		{"a variable that leads to local", map[string]string{"AWS_CONFIG_FILE": local}, home, withLocal, "",
			Files{Credentials: credentials, Local: local}},
		{"the path's variable that leads to local", map[string]string{"AWS_RUNAS_PATH": "./aws_config"}, home, withLocal, "./aws_config",
			Files{Credentials: credentials, Local: local}},
		{"the path's variable that leads elsewhere", map[string]string{"AWS_RUNAS_PATH": "x/c"}, home, withLocal, "x/c",
			Files{Config: filepath.Join(withLocal, "x", "c"), Credentials: credentials, Explicit: true}},
		{"a path to local", map[string]string{"AWS_RUNAS_PATH": "x/c"}, home, withLocal, "aws_config",
			Files{Config: local, Credentials: credentials, Explicit: true}},
		{"path", map[string]string{"AWS_CONFIG_FILE": "/c"}, home, withLocal, "x/c",
			Files{Config: filepath.Join(withLocal, "x", "c"), Credentials: credentials, Explicit: true}},
		{"path at home", nil, home, withLocal, "~/c", Files{Config: filepath.Join(home, "c"), Credentials: credentials, Explicit: true}},
		{"variables in variables", map[string]string{"AWS_CONFIG_FILE": "$X/${Y_1}/c", "AWS_SHARED_CREDENTIALS_FILE": "~/$NO/k", "X": home, "Y_1": "y"}, home,
			dir, "", Files{Config: filepath.Join(home, "y", "c"), Credentials: filepath.Join(home, "$NO", "k")}},
		{"no variables in the path", map[string]string{"X": "/x"}, home, withLocal, "$X/c",
			Files{Config: filepath.Join(withLocal, "$X", "c"), Credentials: credentials, Explicit: true}},
		{"a tilde alone", map[string]string{"AWS_CONFIG_FILE": "~", "AWS_SHARED_CREDENTIALS_FILE": "~"}, home, dir, "",
			Files{Config: home, Credentials: home}},
		{"a tilde alone, as the path", nil, home, withLocal, "~", Files{Config: home, Credentials: credentials, Explicit: true}},
		{"somebody's home is no tilde of ours", map[string]string{"AWS_CONFIG_FILE": "~me/c"}, home, dir, "",
			Files{Config: filepath.Join(dir, "~me", "c"), Credentials: credentials}},
		{"no home, and a tilde alone", map[string]string{"AWS_CONFIG_FILE": "~"}, "", dir, "", Files{Config: "~"}},
		{"no home", nil, "", dir, "", Files{}},
		{"no home, and a path there", map[string]string{"AWS_CONFIG_FILE": "~/c"}, "", dir, "", Files{Config: "~/c"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Locate(func(name string) string { return tt.env[name] }, tt.home, tt.dir, tt.path)
			tt.want.Trust.Dir = StateDir(func(string) string { return "" }, tt.home)
			if got != tt.want {
				t.Errorf("\nwant %+v\n got %+v", tt.want, got)
			}
		})
	}
}

func TestLocateIgnoresDirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "aws_config"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got := Locate(func(string) string { return "" }, dir, dir, "").Local; got != "" {
		t.Errorf("want no local file, got %s", got)
	}
}

func TestStateDir(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	in := func(names ...string) string { return filepath.Join(append([]string{root}, names...)...) }
	tests := []struct{ system, state, home, want string }{
		{"linux", "", in("me"), in("me", ".local", "state", "aws-runas")},
		{"linux", in("state"), in("me"), in("state", "aws-runas")},
		{"linux", "relative", in("me"), in("me", ".local", "state", "aws-runas")},
		{"linux", in("state"), "", in("state", "aws-runas")},
		{"linux", "relative", "", ""},
		{"linux", "", "", ""},
		{"windows", "", in("me"), in("me", "AppData", "Local", "aws-runas")},
		{"windows", in("local"), "", in("local", "aws-runas")},
		{"windows", "relative", in("me"), ""},
		{"windows", "", "", ""},
	}
	for _, tt := range tests {
		variable := map[string]string{"linux": "XDG_STATE_HOME", "windows": "LOCALAPPDATA"}[tt.system]
		getenv := func(name string) string { return map[string]string{variable: tt.state}[name] }
		if got := stateDirOn(tt.system, getenv, tt.home); got != tt.want {
			t.Errorf("%s: %s=%s at home in %q: want %s, got %s", tt.system, variable, tt.state, tt.home, tt.want, got)
		}
	}
}

func TestMissingFiles(t *testing.T) {
	t.Parallel()
	files := in(t, nil)
	if _, err := Load(files); err != nil {
		t.Errorf("missing default files: %v", err)
	}
	if _, err := os.Stat(files.Config); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the config file was made: %v", err)
	}
	files.Explicit = true
	if _, err := Load(files); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file that was asked for: want fs.ErrNotExist, got %v", err)
	}
	if _, err := Load(Files{}); err != nil {
		t.Errorf("no home directory: %v", err)
	}
}

func TestUnreadable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	tests := []struct {
		name  string
		files Files
		want  string
	}{
		{"directory as config", Files{Config: dir}, dir + ": a directory, not a file"},
		{"directory as credentials", Files{Credentials: dir}, dir + ": a directory, not a file"},
		{"directory as local", Files{Local: dir}, dir + ": not a regular file"},
		{"no home", Files{Config: "~/c"}, "~/c: the home directory is not known"},
		{"no home, and a tilde alone", Files{Config: "~"}, "~: the home directory is not known"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := Load(tt.files); err == nil || err.Error() != tt.want {
				t.Errorf("want %s, got %v", tt.want, err)
			}
		})
	}
}

func TestForbidden(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("this user may read every file")
	}
	files := in(t, map[string]string{"config": ""})
	if err := os.Chmod(files.Config, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(files); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), files.Config) {
		t.Errorf("want fs.ErrPermission with the file's name, got %v", err)
	}
}

func TestNullDevice(t *testing.T) {
	t.Parallel()
	s, err := Load(Files{Config: os.DevNull, Credentials: os.DevNull, Explicit: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Names(); len(got) != 0 {
		t.Errorf("want no profiles, got %q", got)
	}
}

// The files are the user's: reading leaves them as they are.
func TestFilesStay(t *testing.T) {
	t.Parallel()
	texts := map[string]string{"aws_config": "[profile b]" + keys, "config": "[profile a]\r\n", "credentials": "[a]" + keys}
	s := load(t, texts)
	if _, err := s.Chain("a"); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	entries, err := os.ReadDir(s.dir())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(s.dir(), e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got[e.Name()] = string(text)
	}
	if !reflect.DeepEqual(got, texts) {
		t.Errorf("want %q, got %q", texts, got)
	}
}

func TestExpand(t *testing.T) {
	t.Parallel()
	env := map[string]string{"A": "1", "A_b2": "2", "a b": "3", "T": "~"}
	for text, want := range map[string]string{
		"$A": "1", "${A}": "1", "x$A/y": "x1/y", "$A_b2": "2", "${A}_b2": "1_b2", "${a b}": "3", "$Ax": "$Ax", "$": "$", "${A": "${A", "${}": "${}",
		"$$A": "$1", "%A%": "%A%", "": "", "$T/x": "~/x", "é$A": "é1", "$A$A": "11", "${A}${NO}$A": "1${NO}1",
	} {
		if got := expand(text, func(name string) string { return env[name] }, false); got != want {
			t.Errorf("%s: want %s, got %s", text, want, got)
		}
	}
	for text, want := range map[string]string{"%A%": "1", `%a b%\x`: `3\x`, "%A": "%A", "%NO%": "%NO%", "100%": "100%", "$A%A%": "11"} {
		if got := expand(text, func(name string) string { return env[name] }, true); got != want {
			t.Errorf("on Windows, %s: want %s, got %s", text, want, got)
		}
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	home, dir := t.TempDir(), t.TempDir()
	entry := func() (*user.User, error) { return &user.User{HomeDir: dir}, nil }
	none := func() (*user.User, error) { return nil, user.UnknownUserIdError(7) }
	nowhere := func() (*user.User, error) { return &user.User{}, nil }
	for _, tt := range []struct {
		environment string
		account     func() (*user.User, error)
		want        string
	}{
		{home, none, home}, {home, entry, home}, {"", entry, dir}, {".", entry, dir}, {"x", none, ""}, {"", none, ""}, {"", nowhere, ""},
	} {
		if got := Home(tt.environment, tt.account); got != tt.want {
			t.Errorf("%q: want %q, got %q", tt.environment, tt.want, got)
		}
	}
}

// A working directory that can't be searched has no ./aws_config; one that can't be read has what is in it.
func TestLocateInClosedDirectory(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("this user may search every directory")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "aws_config"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[os.FileMode]string{0o600: "", 0o300: filepath.Join(dir, "aws_config")} {
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		if got := Locate(func(string) string { return "" }, "/", dir, "").Local; got != want {
			t.Errorf("mode %o: want %q, got %q", mode, want, got)
		}
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
}

// TestLimit reads files of 16 MiB and of a byte more.
func TestLimit(t *testing.T) {
	t.Parallel()
	for size, want := range map[int64]bool{16 << 20: true, 16<<20 + 1: false} {
		files := in(t, map[string]string{"config": "[default]" + keys + "#"})
		if err := os.Truncate(files.Config, size); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(files); (err == nil) != want || err != nil && err.Error() != files.Config+": larger than 16 MiB" {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}
