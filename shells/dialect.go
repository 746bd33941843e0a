package shells

import (
	"embed"
	"strings"
)

// Every text that a shell evaluates lies in a folder of its own, one a shell.
//
//go:embed snippets
var snippets embed.FS

// dialect is a shell's language, as far as it isn't text: how values are quoted, and where the text lies.
type dialect struct {
	name      string // also of its folder in snippets
	extension string // of the files in it
	hasHook   bool   // whether there are functions, a prompt and a renewal
	quote     func(value string) string
	list      func(words []string) string // quoted values as one
	goesOn    func(line string) bool      // whether no semicolon may end the line; nil if the files have theirs
}

func bash() dialect { return dialect{"bash", ".bash", true, quotePOSIX, posixList, posixGoesOn} }
func zsh() dialect  { return dialect{"zsh", ".zsh", true, quotePOSIX, posixList, posixGoesOn} }
func sh() dialect   { return dialect{"sh", ".sh", false, quotePOSIX, posixList, posixGoesOn} }

func fish() dialect {
	return dialect{"fish", ".fish", true, quotePOSIX, fishList, func(string) bool { return false }}
}

func powershell() dialect {
	return dialect{"powershell", ".ps1", true, quotePowerShell, powershellList, nil}
}

// cmd is cmd.exe, which evaluates lines one by one.
func cmd() dialect {
	return dialect{"cmd", ".cmd", false, func(value string) string { return value }, nil, nil}
}

// posixList is one value, for the shell to evaluate once more.
func posixList(words []string) string { return quotePOSIX(strings.Join(words, " ")) }

func fishList(words []string) string { return strings.Join(words, " ") }

// powershellList has parentheses, because a comma binds closer than the plus in a word.
func powershellList(words []string) string { return "@((" + strings.Join(words, "), (") + "))" }

// posixGoesOn reports whether the line ends where a semicolon would be an error: after a word or a sign that begins
// something, after an arm of a case, after an arm's pattern.
func posixGoesOn(line string) bool {
	last := line[strings.LastIndexByte(line, ' ')+1:]
	switch last {
	case "then", "do", "else", "in", "{", "(", "&&", "||", "|", "\\", ";;", "&":
		return true
	}
	return strings.HasSuffix(line, "(") || strings.HasSuffix(line, ")") && !strings.Contains(line, "(")
}
