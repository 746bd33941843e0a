// Package shells writes text for a shell to evaluate: a change of its environment, the way back, the prompt's hook. It
// knows how each shell quotes a value and keeps a variable from its children.
//
// It is not responsible for what changes (package env says so in names and values), for finding out which shell asks
// (package shells/detect), or for writing to a stream.
package shells

import (
	"fmt"
	"strconv"
	"strings"
)

// Shell is a family of shells that reads one language. The zero Shell is not valid, Lookup gives the valid ones.
type Shell struct{ dialect }

// FailureAnywhere is the statement that fails, with status 1, in whatever shell evaluates it.
const FailureAnywhere = "false;\n"

// known is a program and the dialect that it reads. A dialect is made when it is asked for: a run needs one.
type known struct {
	program string
	dialect func() dialect
}

// programs lists the shells in the order in which an error lists them.
func programs() []known {
	return []known{
		{"bash", bash}, {"zsh", zsh}, {"fish", fish},
		{"powershell", powershell}, {"pwsh", powershell},
		{"sh", sh}, {"dash", sh}, {"ksh", sh}, {"ksh93", sh}, {"mksh", sh}, {"ash", sh}, {"busybox", sh},
	}
}

// Lookup gives the shell with the name of a program, which may be a path, a login shell's "-zsh" or a Windows file
// name. The error lists the names.
func Lookup(name string) (Shell, error) {
	program := name[strings.LastIndexAny(name, `/\`)+1:]
	program = strings.TrimSuffix(strings.ToLower(strings.TrimPrefix(program, "-")), ".exe")
	var names []string
	for _, known := range programs() {
		if known.program == program {
			return Shell{known.dialect()}, nil
		}
		names = append(names, known.program)
	}
	return Shell{}, fmt.Errorf("unknown shell %q, known are %s", name, strings.Join(names, ", "))
}

// Name is the name of the language: bash, zsh, fish, powershell or sh.
func (s Shell) Name() string { return s.name }

// Nothing is a statement that does nothing and succeeds. It is what to print where a shell expects text and there is
// nothing to change; PowerShell refuses to evaluate an empty text.
func (s Shell) Nothing() string { return s.nothing + "\n" }

// Failure is the statement that makes the evaluation itself fail, where the shell can with the status, and closes
// nobody's shell. Evaluating nothing at all would succeed.
func (s Shell) Failure(status int) string {
	return fill(s.failure, "STATUS", strconv.Itoa(status)) + "\n"
}

// EvalLine is the line that a user types to have the shell evaluate what aws-runas prints when it is given the
// arguments.
func (s Shell) EvalLine(args ...string) string {
	return fill(s.evalLine, "COMMAND", s.CommandLine(args...))
}

// CommandLine is the line that a user types to run aws-runas with the arguments.
func (s Shell) CommandLine(args ...string) string {
	words := []string{"aws-runas"}
	for _, arg := range args {
		words = append(words, s.argument(arg))
	}
	return strings.Join(words, " ")
}

// argument is one argument of a command as a user would type it: quoted only when it needs to be.
func (s Shell) argument(arg string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:+-"
	if arg != "" && strings.Trim(arg, plain) == "" {
		return arg
	}
	word, err := s.Quote(arg)
	if err != nil {
		return "…"
	}
	return fill(s.quotedArgument, "WORD", word)
}

// fill puts values in place of a template's upper-case words. It doesn't look again into what it has put there. A
// strings.Replacer would do the same, and builds a table for each call that is larger than what is written in all.
func fill(template string, wordsAndValues ...string) string {
	var filled strings.Builder
	filled.Grow(2 * len(template))
	for {
		at, word := len(template), -1
		for i := 0; i < len(wordsAndValues); i += 2 {
			if found := strings.Index(template, wordsAndValues[i]); found >= 0 && found < at {
				at, word = found, i
			}
		}
		filled.WriteString(template[:at])
		if word < 0 {
			return filled.String()
		}
		filled.WriteString(wordsAndValues[word+1])
		template = template[at+len(wordsAndValues[word]):]
	}
}
