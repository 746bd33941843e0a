package detect

import "testing"

func TestParseStat(t *testing.T) {
	t.Parallel()
	tests := []struct {
		stat   string
		comm   string
		parent int
		ok     bool
	}{
		{"42 (zsh) S 17 42 42 0", "zsh", 17, true},
		{"42 (a b) S 17 42", "a b", 17, true},
		{"42 (:) S 1 (-) S 17 42", ":) S 1 (-", 17, true},
		{"42 () S 17 42", "", 17, true},
		{"42 (zsh) S", "", 0, false},
		{"42 (zsh) S x", "zsh", 0, false},
		{"42 zsh S 17", "", 0, false},
		{")(", "", 0, false},
		{"", "", 0, false},
	}
	for _, tt := range tests {
		comm, parent, err := parseStat(tt.stat)
		if comm != tt.comm || parent != tt.parent || (err == nil) != tt.ok {
			t.Errorf("%q: got %q, %d, %v; want %q, %d, ok %v", tt.stat, comm, parent, err, tt.comm, tt.parent, tt.ok)
		}
	}
}

func TestAssembly(t *testing.T) {
	t.Parallel()
	for cmdline, want := range map[string]string{
		"dotnet\x00/opt/tools/pwsh.dll\x00-NoProfile\x00":                               "/opt/tools/pwsh",
		"/usr/bin/dotnet\x00exec\x00--roll-forward\x00Major\x00./pwsh.dll\x00b.dll\x00": "./pwsh",
		"dotnet\x00build\x00": "",
		"dotnet\x00":          "",
		"":                    "",
	} {
		if got := assemblyOf([]byte(cmdline)); got != want {
			t.Errorf("%q: got %q, want %q", cmdline, got, want)
		}
	}
}

func TestApplet(t *testing.T) {
	t.Parallel()
	for cmdline, want := range map[string]string{
		"sh\x00-c\x00true\x00":           "sh",
		"-ash\x00":                       "-ash",
		"/bin/busybox\x00ash\x00":        "ash",
		"busybox\x00timeout\x005\x00":    "timeout",
		"/usr/bin/timeout\x005\x00x\x00": "/usr/bin/timeout",
		"":                               "",
	} {
		if got := appletOf([]byte(cmdline)); got != want {
			t.Errorf("%q: got %q, want %q", cmdline, got, want)
		}
	}
}
