package profile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"aws-runas/profile/ini"
	"aws-runas/profile/trust"
)

// Review is a file that came with a repository, as the user is shown it before it is allowed.
type Review struct {
	Lines    []string // each that needs the user's word: FILE:LINE: key = "value", with escapes for what could not be seen
	Warnings []string // what else there is to know, a sentence each

	files Files
	text  string // the very bytes that are allowed
}

// NewReview reads files.Local. The error names the line where the file has control characters, which could hide a part of it
// from who reads it in a terminal.
func NewReview(files Files) (Review, error) {
	text, err := readRegular(files.Local)
	if err != nil {
		return Review{}, err
	}
	r := Review{files: files, text: text}
	for _, why := range trust.Warnings(files.Local) {
		r.Warnings = append(r.Warnings, files.Local+": "+why)
	}
	if err := r.checkCharacters(); err != nil {
		return Review{}, err
	}
	f, err := newFile(files.Local, text, ini.Config)
	if err != nil {
		return Review{}, err
	}
	own := files
	own.Local = ""
	s, err := Load(own)
	if err != nil {
		return Review{}, err
	}
	for _, section := range f.Sections {
		if err := r.addSection(s, f, section); err != nil {
			return Review{}, err
		}
	}
	return r, nil
}

// String returns the lines and the warnings, each with the end of a line, and what a review of one file can't see.
func (r Review) String() string {
	var text strings.Builder
	for _, line := range r.Lines {
		text.WriteString(line + "\n")
	}
	for _, line := range r.Warnings {
		text.WriteString("warning: " + line + "\n")
	}
	if len(r.Lines) == 0 {
		text.WriteString(r.files.Local + ": nothing in it needs your word\n")
	} else {
		text.WriteString("This is about the file alone: scripts and files that it names may change without a question.\n")
	}
	return text.String()
}

// Allow records that the user allows the file as it was reviewed, and returns the SHA-256 sum of its content in hexadecimal.
func (r Review) Allow() (sum string, err error) { return r.files.Trust.Allow(r.files.Local, r.text) }

// checkCharacters refuses control characters other than tabs and the ends of lines.
func (r Review) checkCharacters() error {
	number := 0
	for line := range strings.Lines(r.text) {
		number++
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		for _, c := range line {
			if c != '\t' && unicode.IsControl(c) {
				return &fault{
					at: Position{File: r.files.Local, Line: number}, reason: fmt.Sprintf("the control character %U could hide what this line says", c),
					hint: "such a file can't be allowed; remove the character",
				}
			}
		}
	}
	return nil
}

// addSection adds the lines of a section: its header, where that is the name of a profile of the user's own, and every key
// but those that any file may say. That is more than a chain is refused for, which uses few of them: a later version of this
// program may use others, and the file is allowed as a whole.
func (r *Review) addSection(s *Set, f *file, section ini.Section) error {
	if section.Broken || section.Kind == ini.Other {
		return nil
	}
	isProfile := section.Kind == ini.Profile || section.Kind == ini.PlainDefault
	if own, is := s.isOwnName(section.Name); is && isProfile {
		shown := strconv.Quote(header(section.Name))
		line := fmt.Sprintf("%s: %s, your own profile's name", f.At(section), shown[1:len(shown)-1])
		if own.File != "" {
			line += fmt.Sprintf(" (%s)", own)
		}
		r.Lines = append(r.Lines, line)
	}
	values, err := f.Values([]ini.Section{section})
	if err != nil {
		return err
	}
	anybodys := map[string]bool{"output": true} // which has no row: nothing here prints by it
	for _, row := range s.settings(&Profile{}) {
		anybodys[row.key] = row.says == anyFile
	}
	var keys []string
	for key, v := range values {
		if !isProfile || !anybodys[key] || key == "source_profile" && s.runsProgram(v.Text) {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b string) int { return values[a].At.Line - values[b].At.Line })
	for _, key := range keys {
		value := strconv.Quote(values[key].Text)
		if key == "aws_secret_access_key" || key == "aws_session_token" || key == "aws_security_token" {
			value = fmt.Sprintf("a secret of %d characters", len(values[key].Text))
		}
		r.Lines = append(r.Lines, fmt.Sprintf("%s: %s = %s", values[key].At, key, value))
	}
	return nil
}

// runsProgram reports whether the user's own profile gets its credentials, or its MFA code, from a program.
func (s *Set) runsProgram(name string) bool {
	chain, err := s.Chain(name)
	if err != nil {
		return false
	}
	return chain[len(chain)-1].Source() == Process || slices.ContainsFunc(chain, func(p Profile) bool { return p.MFAProcess != "" })
}
