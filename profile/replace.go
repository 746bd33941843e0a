package profile

import (
	"fmt"
	"slices"
	"strings"

	"aws-runas/profile/ini"
)

// Replacement is the user's config file with one profile's section replaced by one that may get its credentials elsewhere.
type Replacement struct {
	Name string // the profile's name in it
	Text string // it ends in the section, so that a line can be added to that
}

// Replace returns the config file without secret keys, in which the profile's section has none of the keys that say where
// credentials come from. The section keeps its name, so that what names the profile in other files stays right, unless the
// identity is another than the profile's, some SDK can't read the name, or the credentials file has credentials under it,
// which would come first: then it is NAME@aws-runas, which the credentials file must not have either.
func (s *Set) Replace(p Profile, otherIdentity bool) (Replacement, error) {
	name := p.Name
	if otherIdentity || readable(name) != name || s.credentialsUnder(name) {
		name = readable(name) + "@aws-runas"
	}
	if s.credentialsUnder(name) {
		return Replacement{}, &fault{
			at: s.credentials.ProfileAt(name), profile: p.Name, reason: fmt.Sprintf("the section %q is in the way, which SDKs would use in its place", name),
			hint: "remove the section, or run the command without --renew",
		}
	}
	header := "[profile " + name + "]\n"
	if name == "default" {
		header = "[default]\n"
	}
	text := linesOf(s.config, func(sec ini.Section, l ini.Line) bool { return !isProfile(sec, name) && !isSecret(l) })
	from := s.config
	if p.Local {
		from = s.local
	}
	own := linesOf(from, func(sec ini.Section, l ini.Line) bool {
		return isProfile(sec, p.Name) && l.Key != "" && !namesCredentials(l.Key) && !isSecret(l)
	})
	if text != "" {
		text += "\n"
	}
	return Replacement{Name: name, Text: text + header + own}, nil
}

// readable returns a name with hyphens in place of the characters that JavaScript's SDK does not read in one.
func readable(name string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x80 && ini.IsName(string(c)) {
			return c
		}
		return '-'
	}, name)
}

// credentialsUnder says whether the credentials file has credentials for a profile of that name. They count before a
// credential_process in the config file for every SDK.
func (s *Set) credentialsUnder(name string) bool {
	values, err := s.credentials.Values(s.credentials.Profile(name))
	if err != nil {
		return true
	}
	harmless := []string{"mfa_serial", "mfa_process", "external_id", "duration_seconds", "role_session_name"}
	for key := range values {
		if namesCredentials(key) && !slices.Contains(harmless, key) {
			return true
		}
	}
	return false
}

// namesCredentials says whether a key is about where credentials come from. One that is left beside credential_process may
// come before it.
func namesCredentials(key string) bool {
	switch key {
	case "role_arn", "source_profile", "credential_source", "external_id", "duration_seconds", "role_session_name", "mfa_serial", "mfa_process", "aws_security_token":
		return true
	}
	for _, row := range settings(&Profile{}) {
		if row.key == key {
			return row.of != NoSource
		}
	}
	return strings.HasPrefix(key, "sso_")
}

// isSecret says whether a line has a static key, or is a comment that may have one.
func isSecret(l ini.Line) bool {
	for _, key := range []string{"aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token"} {
		if l.Key == key || l.Key == "" && strings.Contains(strings.ToLower(l.Text), key) {
			return true
		}
	}
	return false
}

// isProfile says whether a section of a config file is one of a profile of that name.
func isProfile(sec ini.Section, name string) bool {
	return sec.Name == name && !sec.Broken && (sec.Kind == ini.Profile || sec.Kind == ini.PlainDefault)
}

// linesOf returns the wanted lines of a file, with an end to the last.
func linesOf(f *file, wanted func(ini.Section, ini.Line) bool) string {
	var text strings.Builder
	for l := range f.Lines() {
		var sec ini.Section
		if l.Section >= 0 {
			sec = f.Sections[l.Section]
		}
		if wanted(sec, l) {
			text.WriteString(strings.TrimRight(l.Text, "\r\n") + "\n")
		}
	}
	return text.String()
}
