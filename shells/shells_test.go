package shells_test

import (
	"regexp"
	"strings"
	"testing"

	"aws-runas/shells"
)

func TestLookup(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "powershell", "pwsh": "powershell",
		"sh": "sh", "dash": "sh", "ksh": "sh", "ksh93": "sh", "mksh": "sh", "ash": "sh", "busybox": "sh",
		"/bin/zsh": "zsh", "-zsh": "zsh", "/usr/local/bin/-bash": "bash", "pwsh.exe": "powershell", "powershell_ise": "powershell", "cmd": "cmd", `C:\Windows\System32\CMD.EXE`: "cmd",
		`C:\Windows\System32\WindowsPowerShell\v1.0\PowerShell.EXE`: "powershell", "C:/Program Files/Git/bin/bash.exe": "bash",
	} {
		if got, err := shells.Lookup(name); err != nil || got.Name() != want {
			t.Errorf("%s: got %v, %v; want %s", name, got, err, want)
		}
	}
}

func TestLookupUnknown(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "tcsh", "/bin/", "bashful", "xonsh", "nu", "command.com", "-"} {
		_, err := shells.Lookup(name)
		if err == nil {
			t.Errorf("%q: no error", name)
			continue
		}
		want := "bash, zsh, fish, powershell, pwsh, pwsh-preview, powershell_ise, sh, dash, ksh, ksh93, mksh, ash, busybox, cmd"
		if !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: the error %q doesn't end with the names %s", name, err, want)
		}
	}
}

func TestEvalLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		shell string
		args  []string
		want  string
	}{
		{"bash", []string{"env", "-r", "prod"}, `eval "$(aws-runas env -r prod)"`},
		{"zsh", []string{"env", "-r", "it's prod"}, `eval "$(aws-runas env -r 'it'\''s'\ 'prod')"`},
		{"sh", []string{"env", "-r", ""}, `eval "$(aws-runas env -r '')"`},
		{"fish", []string{"env", "-r", "prod"}, `aws-runas env -r prod | source`},
		{"fish", []string{"env", "-r", "$x"}, `aws-runas env -r ''\$'x' | source`},
		{"powershell", []string{"env", "-r", "prod"}, `aws-runas env -r prod | Out-String | Invoke-Expression`},
		{"powershell", []string{"env", "-r", "it's"}, `aws-runas env -r ('it' + [char]0x0027 + 's') | Out-String | Invoke-Expression`},
		{"bash", []string{"env", "-r", "a\nb"}, `eval "$(aws-runas env -r …)"`},
	}
	for _, tt := range tests {
		if got := lookup(t, tt.shell).EvalLine(tt.args...); got != tt.want {
			t.Errorf("%s, %q: got %s, want %s", tt.shell, tt.args, got, tt.want)
		}
	}
}

// fishShortOption matches what another shell would take for an option of its own set.
var fishShortOption = regexp.MustCompile(`\bset -[a-zA-Z]`)

// TestTextIsPlain holds what every text has in common: line ends alone, statements that may be joined into one line, no
// comment, and for PowerShell nothing but ASCII.
func TestTextIsPlain(t *testing.T) {
	t.Parallel()
	texts := goldenTexts(t)
	for _, name := range []string{"bash", "zsh", "fish", "powershell"} {
		texts["hook."+name] = mustText(t)(lookup(t, name).Hook(shells.HookOptions{}))
	}
	for name, text := range texts {
		if !strings.HasSuffix(text, "\n") || strings.Contains(text, "\r") || strings.Contains(text, "\n\n") {
			t.Errorf("%s: doesn't end in a line end, or has other or empty lines", name)
		}
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "#") {
				t.Errorf("%s: the comment %s", name, line)
			}
			if strings.HasSuffix(name, ".powershell") && strings.ContainsFunc(line, func(r rune) bool { return r > '~' }) {
				t.Errorf("%s: not ASCII: %s", name, line)
			}
			if strings.HasSuffix(name, ".fish") && fishShortOption.MatchString(line) {
				t.Errorf("%s: a short option: %s", name, line)
			}
		}
	}
}

// leftMark matches what stands in a template for what varies.
var leftMark = regexp.MustCompile(`__[A-Z]+__`)

// TestNoMarkIsLeft holds every text: what varies in it has been filled in.
func TestNoMarkIsLeft(t *testing.T) {
	t.Parallel()
	for name, text := range goldenTexts(t) {
		if left := leftMark.FindString(text); left != "" {
			t.Errorf("%s: the mark %s is left", name, left)
		}
	}
}
