package shells

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// dialects are the languages of the table of shells.
func dialects() []Shell {
	var all []Shell
	for _, known := range programs() {
		s := Shell{dialect: known.dialect()}
		if !slices.ContainsFunc(all, func(other Shell) bool { return other.name == s.name }) {
			all = append(all, s)
		}
	}
	return all
}

// allStatements and hookFiles are what every shell has, and what every shell with a hook has besides.
var (
	allStatements = []string{active, wrapper, ifInactive, set, remove, distrust, save, saveSet, restore, ifUnset, rememberFlags, forgetFlags,
		forget, check, nothing, failure, evalLine, quotedArgument}
	hookFiles = []string{functions, use, status, hook, renewal, prompt, noPrompt, completion}
)

// TestSnippetsAreWhole shows that every shell has all its files and statements, and nothing else.
func TestSnippetsAreWhole(t *testing.T) {
	t.Parallel()
	var want []string
	for _, s := range dialects() {
		files := []string{statements}
		if s.hasHook {
			files = append(files, hookFiles...)
		}
		for _, purpose := range files {
			want = append(want, s.file(purpose))
			if _, err := fs.Stat(snippets, s.file(purpose)); err != nil {
				t.Errorf("missing: %s", s.file(purpose))
			}
		}
		text, err := fs.ReadFile(snippets, s.file(statements))
		if err != nil {
			continue
		}
		var have []string
		for _, heading := range heading.FindAllStringSubmatch(string(text), -1) {
			have = append(have, heading[1])
			if !slices.Contains(allStatements, heading[1]) {
				t.Errorf("%s: nobody uses the statement %s", s.file(statements), heading[1])
			}
		}
		for _, name := range allStatements {
			if !slices.Contains(have, name) {
				t.Errorf("%s: the statement %s is missing", s.file(statements), name)
			}
		}
	}
	err := fs.WalkDir(snippets, "snippets", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !slices.Contains(want, path) {
			t.Errorf("no shell has the file %s", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

var heading = regexp.MustCompile(`(?m)^### (\S+)$`)

// TestMarksAreKnown shows that a statement has no mark but those that are filled in, misspelt ones for instance.
func TestMarksAreKnown(t *testing.T) {
	t.Parallel()
	known := map[string]bool{"__NAME__": true, "__NAMES__": true, "__WORD__": true, "__KIND__": true, "__BODY__": true,
		"__STATUS__": true, "__COMMAND__": true, "__ACTIVE__": true, "__SAVED__": true}
	for _, s := range dialects() {
		for _, m := range mark.FindAllString(s.read(statements), -1) {
			if !known[m] {
				t.Errorf("%s: nobody fills in %s", s.file(statements), m)
			}
		}
		for _, purpose := range hookFiles {
			if !s.hasHook {
				continue
			}
			s.statements = s.read(statements)
			if left := mark.FindString(s.snippet(purpose)); left != "" {
				t.Errorf("%s: nobody fills in %s", s.file(purpose), left)
			}
		}
	}
}

// mark matches what stands in a statement for what varies.
var mark = regexp.MustCompile(`__[A-Z]+__`)

func TestFillLooksOnce(t *testing.T) {
	t.Parallel()
	got := fill("__WORD__=__NAME__", "__NAME__", "__WORD__", "__WORD__", "__NAME__")
	if want := "__NAME__=__WORD__"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if strings.Contains(fill("a__NAME__", "__NAME__", ""), "_") {
		t.Error("the underscores of a mark stay")
	}
}
