// Package shells writes text for a shell to evaluate: a change of its environment, the way back, the prompt's hook. It
// knows how each shell quotes a value and keeps a variable from its children.
//
// It is not responsible for what changes (package env says so in names and values), for finding out which shell asks
// (package shells/detect), or for writing to a stream.
//
// # The rules of a text
//
// All of a shell's text lies in a folder of its own below snippets. Whatever is in there keeps to these rules.
//
//   - Every statement ends with a semicolon, and no comment is printed: an eval without quotes makes blanks of line ends,
//     and would end at the first comment with status 0. No word could match a file's name, for the same eval.
//   - A text does all or nothing, and its status says which. It is one statement, so that one that was cut short or that
//     another shell evaluates does nothing and fails. The failing text of each shell stops every shell.
//   - It decides with [ or [[, never with the word test, and passes by what the user may have under a builtin's name;
//     where it can't, it fails. Names of ours begin with __aws_runas, locals too.
//   - A value reaches it through Quote alone, or not at all: a prompt refers to the variable.
//   - A trace is off while it runs, and nothing that it saves is exported. What this shell did not save itself, but its
//     environment brought, is not given back.
//   - Options are long where a shell has long ones: fish's "set -e" would switch on errexit in bash.
package shells

import (
	"fmt"
	"strconv"
	"strings"
)

// Shell is a family of shells that reads one language. The zero Shell is not valid, Lookup gives the valid ones.
type Shell struct {
	dialect
	statements string // the text of its file
}

// FailureAnywhere is the statement that fails in whatever shell evaluates it: with status 1 in fish and the POSIX family,
// and as no sentence at all in PowerShell.
const FailureAnywhere = "[ aws-runas = failed ];\n"

// known is a program and the dialect that it reads. A dialect is made when it is asked for: a run needs one.
type known struct {
	program string
	dialect func() dialect
}

// programs lists the shells in the order in which an error lists them.
func programs() []known {
	return []known{
		{"bash", bash}, {"zsh", zsh}, {"fish", fish},
		{"powershell", powershell}, {"pwsh", powershell}, {"pwsh-preview", powershell}, {"powershell_ise", powershell},
		{"sh", sh}, {"dash", sh}, {"ksh", sh}, {"ksh93", sh}, {"mksh", sh}, {"ash", sh}, {"busybox", sh},
		{"cmd", cmd},
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
			s := Shell{dialect: known.dialect()}
			s.statements = s.read(statements)
			return s, nil
		}
		names = append(names, known.program)
	}
	return Shell{}, fmt.Errorf("unknown shell %q, known are %s", name, strings.Join(names, ", "))
}

// Name is the name of the language: bash, zsh, fish, powershell, sh or cmd.
func (s Shell) Name() string { return s.name }

// Restores says whether the end of a session brings back what was there before it. In cmd.exe it can't: there are no
// variables that children don't see, in which to keep it.
func (s Shell) Restores() bool { return s.name != "cmd" }

// Nothing is a statement that does nothing and succeeds. It is what to print where a shell expects text and there is
// nothing to change; PowerShell refuses to evaluate an empty text.
func (s Shell) Nothing() string { return s.statement(nothing) + "\n" }

// Failure is the statement that makes the evaluation itself fail, where the shell can with the status, and closes
// nobody's shell. Evaluating nothing at all would succeed.
func (s Shell) Failure(status int) string {
	return s.statement(failure, "__STATUS__", strconv.Itoa(status)) + "\n"
}

// EvalLine is the line that a user types to have the shell evaluate what aws-runas prints when it is given the
// arguments.
func (s Shell) EvalLine(args ...string) string {
	return fill(s.phrase(evalLine), "__COMMAND__", s.CommandLine(args...))
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
	return fill(s.phrase(quotedArgument), "__WORD__", word)
}
