package shells

import (
	"fmt"
	"strings"

	"aws-runas/env"
)

// The statements of which a shell's texts are made stand in its file statements, each below a heading with its name.
// What varies in one is a mark, a word in capitals between two underscores on either side, which every shell and every
// formatter takes for a name:
//
//	__NAME__     the name of a variable
//	__NAMES__    several, with blanks between them
//	__WORD__     a quoted value
//	__KIND__     x for a variable that is exported, u for one that isn't
//	__BODY__     statements
//	__STATUS__   an exit status
//	__COMMAND__  a command line
//	__ACTIVE__   the statement active, which the other files refer to as well
//	__DISTRUST__ the statement distrust, likewise
//	__HIDDEN__   the names of the variables that are removed while a session is active
//	__SAVED__    the names of the variables in which values are saved
const (
	active         = "active"
	wrapper        = "wrapper"
	ifInactive     = "if-inactive"
	set            = "set"
	remove         = "remove"
	distrust       = "distrust"
	save           = "save"
	saveSet        = "save-set"
	restore        = "restore"
	ifUnset        = "if-unset"
	rememberFlags  = "remember-flags"
	forgetFlags    = "forget-flags"
	forget         = "forget"
	check          = "check"
	nothing        = "nothing"
	failure        = "failure"
	evalLine       = "eval-line"
	quotedArgument = "quoted-argument"
)

// The files of a shell with a hook are named for their purpose.
const (
	statements = "statements"
	functions  = "functions"
	use        = "use"
	status     = "status"
	hook       = "hook"
	renewal    = "renewal"
	prompt     = "prompt"
	noPrompt   = "no-prompt"
	completion = "completion"
)

// statement returns a statement of the shell with values in place of its marks. A shell that has no need of one has an
// empty one.
func (s Shell) statement(name string, marksAndValues ...string) string {
	return fill(s.endStatements(withoutIndent(s.phrase(name))), append(marksAndValues,
		"__ACTIVE__", s.phrase(active), "__SAVED__", savedNames())...)
}

// phrase returns a statement as it stands in the file, for a place within another.
func (s Shell) phrase(name string) string {
	_, text, found := strings.Cut(s.statements, "\n### "+name+"\n")
	if !found {
		panic(fmt.Sprintf("%s has no statement %s", s.file(statements), name))
	}
	text, _, _ = strings.Cut(text, "\n### ")
	return strings.TrimSuffix(withoutComments(text), "\n")
}

// withoutIndent joins statements of different depths, for which no depth would be right.
func withoutIndent(text string) string {
	var all []string
	for line := range strings.Lines(text) {
		all = append(all, strings.TrimSpace(line))
	}
	return strings.Join(all, "\n")
}

// savedNames are the variables in which an activation saves what it replaces. The first of all saves every variable that
// is ever saved.
func savedNames() string {
	var names []string
	for _, v := range (env.Session{}).Change(nil).Save {
		names = append(names, "__aws_runas_saved_"+v.Name)
	}
	return strings.Join(names, " ")
}

// file is the path of one of the shell's files.
func (s Shell) file(purpose string) string { return "snippets/" + s.name + "/" + purpose + s.extension }

// read returns the text of one of the shell's files, as it is.
func (s Shell) read(purpose string) string {
	text, err := snippets.ReadFile(s.file(purpose))
	if err != nil {
		panic(err)
	}
	return string(text)
}

// snippet returns the text of one of the shell's files as it is printed.
func (s Shell) snippet(purpose string) string {
	text := s.endStatements(withoutComments(s.read(purpose)))
	return fill(text, "__ACTIVE__", s.phrase(active), "__DISTRUST__", s.statement(distrust),
		"__HIDDEN__", strings.Join(env.HiddenNames(), " "))
}

// endStatements ends every statement with a semicolon, because an eval without quotes makes blanks of line ends. The
// files have none there, as formatters want it, and a line holds no statement that the next one continues.
func (s Shell) endStatements(text string) string {
	if s.goesOn == nil || text == "" {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		line, end := strings.CutSuffix(line, "\n")
		b.WriteString(line)
		if bare := strings.TrimSpace(line); bare != "__BODY__" && bare != "__DISTRUST__" && !s.goesOn(bare) {
			b.WriteString(";")
		}
		if end {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// withoutComments leaves out comments and empty lines: an eval without quotes joins all lines into one, which the first
// comment would end.
func withoutComments(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// fill puts values in place of marks, which are given without their underscores. It doesn't look again into what it has
// put there.
func fill(template string, marksAndValues ...string) string {
	var filled strings.Builder
	filled.Grow(2 * len(template))
	for {
		at, mark := len(template), -1
		for i := 0; i < len(marksAndValues); i += 2 {
			if found := strings.Index(template, marksAndValues[i]); found >= 0 && found < at {
				at, mark = found, i
			}
		}
		filled.WriteString(template[:at])
		if mark < 0 {
			return filled.String()
		}
		filled.WriteString(marksAndValues[mark+1])
		template = template[at+len(marksAndValues[mark]):]
	}
}
