package shells

import (
	"fmt"
	"strings"
)

// HookOptions are what a user may leave out of a hook.
type HookOptions struct {
	SkipPrompt   bool // leave the prompt as it is
	NoRenew      bool // let sessions expire
	NoCompletion bool // complete nothing
}

// Hook is the text for the shell's start-up file: the functions aws_session_expired and aws_session_status_color, the
// function aws-runas that runs `use` and `drop` in the shell itself, and what happens before every prompt: renewal of
// the shell's own session, and the segment that shows it. The text depends on nothing but the shell and the options, so
// it may be kept in a file. The error says that the shell has no prompt to hook.
func (s Shell) Hook(o HookOptions) (string, error) {
	if !s.hasHook {
		return "", fmt.Errorf("no hook for %s, there are hooks for bash, zsh, fish, powershell", s.Name())
	}
	parts := []string{functions, use, status, hook}
	if !o.NoRenew {
		parts = append(parts, renewal)
	}
	if o.SkipPrompt {
		parts = append(parts, noPrompt)
	} else {
		parts = append(parts, prompt)
	}
	if !o.NoCompletion {
		parts = append(parts, completion)
	}
	var text strings.Builder
	for _, part := range parts {
		text.WriteString(s.snippet(part))
	}
	return text.String(), nil
}

// Completion is the text that makes the shell complete command lines of this program: the part of the hook that does. The
// error says that the shell has none.
func (s Shell) Completion() (string, error) {
	if !s.hasHook {
		return "", fmt.Errorf("no completion for %s, there is one for bash, zsh, fish, powershell", s.Name())
	}
	return s.snippet(completion), nil
}

// functions defines aws_session_expired, which takes the seconds to look ahead as its argument, and
// aws_session_status_color, which takes a shell's name. It is empty for a shell without a hook.
func (s Shell) functions() string {
	if !s.hasHook {
		return ""
	}
	return s.snippet(functions)
}
