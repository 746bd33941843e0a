package profile

import (
	"cmp"
	"slices"
	"strings"

	"aws-runas/profile/ini"
)

// notFound is the error of a profile that no file has.
func (s *Set) notFound(name string, local bool) error {
	e := &NotFoundError{Name: name, Similar: Similar(name, s.Names())}
	if s.config.missing && s.credentials.missing && s.local == nil && s.credentials.Path != "" {
		e.first = s.credentials.Path
	}
	for _, f := range append(s.configs(local), s.credentials) {
		if f.Path != "" {
			e.Files = append(e.Files, f.Path)
		}
		if e.hint == "" {
			e.hint = f.suggest(name)
		}
	}
	return e
}

// suggest returns how to write the header of a section that was perhaps meant to be the profile, as the two files write
// their headers differently, or as it has something behind the name; empty where there is none.
func (f *file) suggest(name string) string {
	right, wrong := "[profile "+name+"]", []string{name, "profile " + name}
	switch {
	case f.isCredentials:
		right, wrong = "["+name+"]", []string{"profile " + name}
	case !ini.IsName(name):
		right = `[profile "` + name + `"]`
	}
	if name == "" {
		return ""
	}
	for _, sec := range f.Sections {
		if (sec.Kind == ini.Other || f.isCredentials) && slices.Contains(wrong, sec.Name) {
			return f.lineAt(sec, "in this file the profile's header is "+right)
		}
		if sec.Kind == ini.Other && meantFor(sec.Name, name) {
			return f.lineAt(sec, "this header is not read as that of a profile, for which it would be "+right)
		}
	}
	return ""
}

// lineAt returns a line about a section. A directory's name may have line ends, but a line is a hint.
func (f *file) lineAt(sec ini.Section, text string) string {
	return strings.ReplaceAll(f.At(sec).String(), "\n", " ") + ": " + text
}

// meantFor reports whether a header begins like that of the profile, with more behind it.
func meantFor(header, name string) bool {
	rest, is := strings.CutPrefix(strings.TrimPrefix(header, "profile "), name)
	return is && rest != "" && strings.ContainsAny(rest[:1], " \t#;,(")
}

// mostDifferent is the number of edits up to which a name is taken for a misspelt one. In a short name fewer are too many.
const mostDifferent = 3

// Similar returns at most three of the names, those most like the given one first; where one differs in case only, no others.
func Similar(name string, names []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	var candidates []candidate
	asked := strings.ToLower(name)
	most := min(max(1, len(asked)/2), mostDifferent)
	for _, n := range names {
		lower := strings.ToLower(n)
		d := distance(asked, lower)
		if d > most && strings.Contains(lower, asked) {
			d = most
		}
		if d <= most && d < len(asked) {
			candidates = append(candidates, candidate{n, d})
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var found []string
	for _, c := range candidates[:min(len(candidates), 3)] {
		if c.distance > 0 && candidates[0].distance == 0 {
			break
		}
		found = append(found, c.name)
	}
	return found
}

// distance is the number of single-byte edits between two names. Names whose lengths say that there are many are not
// compared.
func distance(a, b string) int {
	if n := len(a) - len(b); n > mostDifferent || -n > mostDifferent || len(a) > 256 {
		return mostDifferent + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
