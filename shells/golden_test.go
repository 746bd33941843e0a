package shells_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"aws-runas/env"
	"aws-runas/shells"
)

var update = flag.Bool("update", false, "rewrite ../testdata/golden")

// TestGolden holds every text that a shell may get but the hooks, which stand in files as they are. After a wanted change:
//
//	go test ./shells -run TestGolden -update
func TestGolden(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("..", "testdata", "golden")
	want := goldenTexts(t)
	if *update {
		if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
			t.Fatal(err)
		}
		for name, text := range want {
			writeFile(t, dir, name, text, 0o644)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, ok := want[f.Name()]; !ok {
			t.Errorf("%s is no text that a shell gets", filepath.Join(dir, f.Name()))
		}
	}
	for name, text := range want {
		golden, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is missing", filepath.Join(dir, name))
		} else if err != nil {
			t.Fatal(err)
		} else if text != string(golden) {
			t.Errorf("%s differs, the text is now\n%s\nIf that is wanted, run the test with -update.", filepath.Join(dir, name), text)
		}
	}
}

func goldenTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{"failure.unknown": shells.FailureAnywhere}
	for _, name := range []string{"bash", "zsh", "fish", "powershell", "sh", "cmd"} {
		s := lookup(t, name)
		keep := func(purpose string) func(string, error) {
			return func(text string, err error) {
				if err != nil {
					t.Fatalf("%s, %s: %v", name, purpose, err)
				}
				texts[purpose+"."+name] = text
			}
		}
		change := prod.Change(own)
		keep("change")(s.Change(change, []string{"-r", prod.Profile}))
		keep("change-active")(s.Change(dev.Change(own.Apply(change)), nil))
		keep("renewal")(s.Renewal(renewal(prod), []string{"-r", "prod"}))
		keep("undo")(s.Undo(own.Apply(change).Undo()))
		keep("undo-nothing")(s.Undo(env.Change{}))
		texts["failure."+name], texts["nothing."+name] = s.Failure(2), s.Nothing()
	}
	return texts
}
