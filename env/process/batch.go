package process

import (
	"errors"
	"fmt"
	"strings"
)

// percentSign is a percent sign that begins no variable: cmd.exe reads it and then a variable's substring that is empty.
// Nothing else takes the meaning from a %, inside quotes or out.
const percentSign = "%%cd:~,%"

// longestBatchLine is what cmd.exe reads of a command line ("Command prompt line string limitation", Microsoft).
const longestBatchLine = 8191

// isBatch reports whether Windows runs the file by cmd.exe. It leaves blanks and dots at the end of a name away, so
// "a.bat. ." is a batch file too (CVE-2024-43402).
func isBatch(path string) bool {
	name := strings.ToLower(strings.TrimRight(path, ". "))
	return strings.HasSuffix(name, ".bat") || strings.HasSuffix(name, ".cmd")
}

// batchLine returns the command line by which cmd.exe runs a batch file with arguments and evaluates none of them
// (CVE-2024-24576). It takes the line for its own language before it hands the arguments on, so each that is more than
// letters, digits and a few signs stands in quotes. A quote inside them is doubled: a backslash before it, which C programs
// would understand as well, would end the quotes for cmd.exe.
//
// What can't be said is an error: a line break ends the line, inside quotes too.
func batchLine(script string, args []string) (line string, err error) {
	if strings.ContainsAny(script, "\"\r\n\x00") {
		return "", errors.New("the name of a batch file can't have a quote or a line break")
	}
	var b strings.Builder
	// /e:on: a variable has substrings. /d: no AutoRun command. /v:off: ! is no sign of a variable. The outer quotes are taken off, the inner ones stay.
	fmt.Fprintf(&b, `cmd.exe /e:on /v:off /d /c ""%s"`, strings.ReplaceAll(script, "%", percentSign))
	for i, arg := range args {
		if strings.ContainsAny(arg, "\r\n\x00") {
			return "", fmt.Errorf("argument %d has a line break or a NUL, which can't be said to a batch file", i+1)
		}
		b.WriteByte(' ')
		b.WriteString(batchArgument(arg))
	}
	b.WriteByte('"')
	if b.Len() > longestBatchLine {
		return "", fmt.Errorf("the command line of a batch file has at most %d characters", longestBatchLine)
	}
	return b.String(), nil
}

func batchArgument(arg string) string {
	plain := func(r rune) bool {
		return strings.ContainsRune(`#$*+-./:?@\_`, r) ||
			'0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
	}
	quote := arg == "" || strings.HasSuffix(arg, `\`) || strings.ContainsFunc(arg, func(r rune) bool { return !plain(r) })
	if !quote {
		return arg
	}
	var b strings.Builder
	b.WriteByte('"')
	backslashes := 0
	for _, r := range arg {
		switch r {
		case '\\':
			backslashes++
		case '"':
			b.WriteString(strings.Repeat(`\`, backslashes)) // else they would take the quote's meaning away
			b.WriteByte('"')
			backslashes = 0
		default:
			backslashes = 0
		}
		if r == '%' {
			b.WriteString(percentSign)
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteString(strings.Repeat(`\`, backslashes))
	b.WriteByte('"')
	return b.String()
}
