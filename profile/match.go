package profile

import (
	"slices"
	"strings"

	"aws-runas/profile/ini"
)

// Matching returns the names of the profiles whose sections may have each of the words, which are in lower case. It is a
// quick look, for who then reads these alone: what it leaves out has one of the words neither in its name nor in a value.
func (s *Set) Matching(lower []string) []string {
	ascii := func(word string) bool { return strings.IndexFunc(word, func(r rune) bool { return r >= 0x80 }) < 0 }
	if len(lower) == 0 || len(lower) > 64 || !slices.ContainsFunc(lower, ascii) {
		return s.Names()
	}
	words := slices.DeleteFunc(slices.Clone(lower), func(word string) bool { return !ascii(word) }) // others have cases of their own
	found := map[string]uint64{}
	var names []string
	note := func(sec ini.Section, bits uint64) {
		if (sec.Kind != ini.Profile && sec.Kind != ini.PlainDefault) || sec.Broken {
			return
		}
		all := uint64(1)<<len(words) - 1
		if before := found[sec.Name]; before|bits != before {
			if found[sec.Name] = before | bits; before|bits == all {
				names = append(names, sec.Name)
			}
		}
	}
	for _, f := range append(s.configs(true), s.credentials) {
		for i, word := range words {
			f.Match(word, func(sec ini.Section) { note(sec, 1<<i) })
		}
	}
	if s.sharesAccounts() {
		return s.Names()
	}
	return names
}

// sharesAccounts reports whether an sso-session section has an account or a role for the profiles that name it.
func (s *Set) sharesAccounts() bool {
	for _, f := range s.configs(true) {
		for _, sec := range f.Sections {
			if sec.Kind != ini.SSOSession {
				continue
			}
			values, err := f.Values([]ini.Section{sec})
			if _, account := values["sso_account_id"]; err != nil || account {
				return true
			}
			if _, role := values["sso_role_name"]; role {
				return true
			}
		}
	}
	return false
}
