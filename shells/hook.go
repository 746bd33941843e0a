package shells

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed snippets
var snippets embed.FS

// HookOptions are what a user may leave out of a hook.
type HookOptions struct {
	SkipPrompt bool // leave the prompt as it is
	NoRenew    bool // let sessions expire
}

// Hook is the text for the shell's start-up file: the functions aws_session_expired and aws_session_status_color, the
// function aws-runas that runs `use` and `drop` in the shell itself, and what happens before every prompt: renewal of
// the shell's own session, and the segment that shows it. The text depends on nothing but the shell and the options, so
// it may be kept in a file. The error says that the shell has no prompt to hook.
func (s Shell) Hook(o HookOptions) (string, error) {
	functions := s.functions()
	if functions == "" {
		return "", fmt.Errorf("no hook for %s, there are hooks for bash, zsh, fish, powershell", s.Name())
	}
	parts := []string{functions, s.snippet("use"), s.snippet("hook")}
	if !o.NoRenew {
		parts = append(parts, s.snippet("renewal"))
	}
	if o.SkipPrompt {
		parts = append(parts, s.snippet("idle"))
	} else {
		parts = append(parts, s.snippet("prompt"))
	}
	return strings.Join(parts, ""), nil
}

// functions defines aws_session_expired, which takes the seconds to look ahead as its argument, and
// aws_session_status_color, which takes a shell's name. It is empty for a shell without a hook.
func (s Shell) functions() string { return s.snippet("functions") }

// snippet is the text of an embedded file, named for its purpose and its shell, without the comments: an eval without
// quotes joins all lines into one. It is empty if there is no such file.
func (s Shell) snippet(purpose string) string {
	text, err := snippets.ReadFile("snippets/" + purpose + "." + s.Name())
	if err != nil {
		return ""
	}
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}
