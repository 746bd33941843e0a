package shells_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"aws-runas/env"
	"aws-runas/shells"
)

var (
	hookedShells = []string{"bash", "zsh", "fish", "powershell"}
	hookOptions  = []shells.HookOptions{{}, {SkipPrompt: true}, {NoRenew: true}, {SkipPrompt: true, NoRenew: true}}
)

// hook is the text of the dialect's hook.
func hook(tb testing.TB, dialect string, o shells.HookOptions) string {
	tb.Helper()
	text, err := lookup(tb, dialect).Hook(o)
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

func TestHookText(t *testing.T) {
	t.Parallel()
	for _, name := range hookedShells {
		for _, o := range hookOptions {
			text := hook(t, name, o)
			for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
				if strings.Contains(line, " #") || strings.HasPrefix(line, "#") || line == "" {
					t.Errorf("%s %+v: line %d is a comment or empty: %q", name, o, i+1, line)
				}
			}
			if strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII || r < ' ' && r != '\n' }) >= 0 {
				t.Errorf("%s %+v: the text is not plain ASCII in lines", name, o)
			}
			if again := hook(t, name, o); again != text {
				t.Errorf("%s %+v: the text differs the second time", name, o)
			}
			calls := map[bool]int{false: 2, true: 1}[o.NoRenew] // of use and drop, and of renew; status is asked of no shell
			version := fmt.Sprintf(" --hook %d --shell %s ", shells.HookVersion, name)
			if strings.Count(text, version) != calls || strings.Count(text, "--hook") != calls+1 || strings.Contains(text, "renew"+version) == o.NoRenew {
				t.Errorf("%s %+v: not every call names the version, or the call is of another shell", name, o)
			}
			if got := strings.Contains(text, "(AWS") || strings.Contains(text, "=AWS:${"); got == o.SkipPrompt {
				t.Errorf("%s %+v: the text writes a segment: %t", name, o, got)
			}
			if strings.Contains(text, "OnIdle") {
				t.Errorf("%s %+v: the text costs time in an idle shell", name, o)
			}
		}
	}
}

func TestHookOfSh(t *testing.T) {
	t.Parallel()
	_, err := lookup(t, "dash").Hook(shells.HookOptions{})
	if want := "no hook for sh, there are hooks for bash, zsh, fish, powershell"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestHookHidesWhatASessionHides compares the names in the text with those that an undo gives back unless they are set.
func TestHookHidesWhatASessionHides(t *testing.T) {
	t.Parallel()
	var want []string
	for _, step := range env.List(nil).Apply(prod.Change(nil)).Undo().Steps {
		if step.Action == env.RestoreUnset {
			want = append(want, step.Name)
		}
	}
	for _, name := range hookedShells {
		list := strings.Join(want, " ") + ";"
		if name == "powershell" {
			list = "'" + strings.Join(want, " ") + "')"
		}
		if !strings.Contains(hook(t, name, shells.HookOptions{}), list) {
			t.Errorf("%s: the text has no list %s", name, list)
		}
	}
}

// TestShellcheckHook checks the files, whose comments say which remarks don't hold, in the order of the text.
func TestShellcheckHook(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Skip("shellcheck is not installed")
	}
	var all strings.Builder
	for _, purpose := range []string{"functions", "use", "hook", "renewal", "prompt"} {
		text, err := os.ReadFile(filepath.Join("snippets", "bash", purpose+".bash"))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	cmd := exec.CommandContext(t.Context(), "shellcheck", "--shell", "bash", "--format", "gcc", "-")
	cmd.Stdin = strings.NewReader(all.String())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestHookSuitsOldBash looks for what bash 3.2, which macOS has, doesn't know.
func TestHookSuitsOldBash(t *testing.T) {
	t.Parallel()
	newer := map[string]string{
		"associative arrays, namerefs, globals in functions (4.0 to 4.3)": `(declare|local|typeset) -[a-zA-Z]*[Angu]`,
		"a test for a variable (4.2)":                                     `\[\[ (! )?-v `,
		"case conversion (4.0) and transformation (4.4)":                  `\$\{[a-zA-Z_]+(\^|,|@[A-Za-z]\})`,
		"EPOCHSECONDS (5.0)":                                              `EPOCH(SECONDS|REALTIME)`,
		"mapfile (4.0)":                                                   `\b(mapfile|readarray|coproc)\b`,
		"|& and &>> (4.0)":                                                `\|&|&>>`,
		";& (4.0)":                                                        `;;?&`,
		"negative subscripts (4.2)":                                       `\[-[0-9]+\]`,
		"an array without a guard, unbound before 4.4 if it is empty":     `(^|[^+])"\$\{[A-Za-z_]+\[@\]\}"`,
	}
	text := hook(t, "bash", shells.HookOptions{})
	for what, pattern := range newer {
		if found := regexp.MustCompile(`(?m)` + pattern).FindString(text); found != "" {
			t.Errorf("%s: %q", what, found)
		}
	}
}
