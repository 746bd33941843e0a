package need

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRequired(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		list, name string
		want       bool
	}{
		{"", "zsh", false},
		{"1", "zsh", true},
		{"1", "pwsh", false},
		{"1 pwsh", "pwsh", true},
		{"pwsh shared/bash", "zsh", false},
		{"pwsh shared/bash", "shared/bash", true},
		{"pwsh-preview", "pwsh", false},
	} {
		if got := required(test.list, test.name); got != test.want {
			t.Errorf("%q requires %q: %t, want %t", test.list, test.name, got, test.want)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	const missing = "no-such-program"
	if path, err := find("1", missing); path != "" || err != nil {
		t.Errorf("a missing program: %q, %v; want neither", path, err)
	}
	if path, err := find("1 "+missing, missing); path != "" || err == nil {
		t.Errorf("a missing program that is required: %q, %v; want an error", path, err)
	}
	if path, err := find("go", "go"); path == "" || err != nil {
		t.Errorf("go: %q, %v; want its path", path, err)
	}
}

func TestRoot(t *testing.T) {
	t.Parallel()
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "main.go")); err != nil {
		t.Errorf("%s is not the root: %v", root, err)
	}
}
