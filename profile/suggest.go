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
// their headers differently; empty where there is none.
func (f *file) suggest(name string) string {
	right, wrong := "[profile "+name+"]", []string{name, "profile " + name}
	switch {
	case f.isCredentials:
		right, wrong = "["+name+"]", []string{"profile " + name}
	case !ini.IsName(name):
		right = `[profile "` + name + `"]`
	}
	for _, sec := range f.Sections {
		if (sec.Kind == ini.Other || f.isCredentials) && slices.Contains(wrong, sec.Name) {
			hint := f.At(sec).String() + ": in this file the profile's header is " + right
			return strings.ReplaceAll(hint, "\n", " ") // which a directory's name may have: a line is a hint
		}
	}
	return ""
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
