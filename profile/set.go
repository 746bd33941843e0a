package profile

import (
	"fmt"
	"slices"
	"strings"

	"aws-runas/profile/ini"
)

// Set is the profiles of the files, as far as their sections: a section's keys are read when Chain needs them.
type Set struct {
	files       Files
	local       *file // ./aws_config; nil where there is none
	config      *file
	credentials *file
	settings    func(*Profile) []setting // the settings table
	notes       []string
}

// Load reads the files and finds their sections. A file that is missing is an empty one, except for a config file that
// was asked for by name. Errors name the file and the line. The files are only read.
func Load(files Files) (*Set, error) {
	s := &Set{files: files, settings: settings}
	var err error
	if files.Local != "" {
		if s.local, err = s.readLocal(files.Local); err != nil {
			return nil, err
		}
	}
	if s.config, err = readOwn(files.Config, files.Explicit, ini.Config); err != nil {
		return nil, err
	}
	if s.credentials, err = readOwn(files.Credentials, false, ini.Credentials); err != nil {
		return nil, err
	}
	s.credentials.isCredentials = true
	s.noteCapitals()
	return s, nil
}

// Read lists the files that were looked for: each path, and whether there was such a file.
func (s *Set) Read() []Read {
	var all []Read
	for _, f := range append(s.configs(true), s.credentials) {
		if f.Path != "" {
			all = append(all, Read{f.Path, !f.missing})
		}
	}
	return all
}

// Read is a file that was looked for.
type Read struct {
	Path  string
	Found bool
}

// Names returns the names of all profiles without duplicates: those of ./aws_config, then those of the user's own config
// file, then those that only the credentials file has, each in the file's order.
func (s *Set) Names() []string { return s.NamesWith("") }

// NamesWith returns those of the Names that begin with the text.
func (s *Set) NamesWith(beginning string) []string {
	var names []string
	seen := map[string]bool{}
	for _, f := range append(s.configs(true), s.credentials) {
		for _, sec := range f.Sections {
			isProfile := (sec.Kind == ini.Profile || sec.Kind == ini.PlainDefault) && !sec.Broken
			if isProfile && strings.HasPrefix(sec.Name, beginning) && !seen[sec.Name] {
				seen[sec.Name] = true
				names = append(names, sec.Name)
			}
		}
	}
	return names
}

// Has reports whether there is a profile of that name.
func (s *Set) Has(name string) bool {
	return slices.ContainsFunc(s.configs(true), func(f *file) bool { return f.HasProfile(name) }) || s.credentials.HasProfile(name)
}

// Hides reports whether ./aws_config has a profile whose name is one of the user's own, and where the two begin. The own one
// has no place where the name is default and the user has no such profile.
func (s *Set) Hides(name string) (local, own Position, hidden bool) {
	if s.local == nil || !s.local.HasProfile(name) {
		return Position{}, Position{}, false
	}
	own, hidden = s.isOwnName(name)
	return s.local.ProfileAt(name), own, hidden
}

// configs lists the config files, the one that counts first: ./aws_config, when it is asked for and there, and the user's
// own.
func (s *Set) configs(local bool) []*file {
	if local && s.local != nil {
		return []*file{s.local, s.config}
	}
	return []*file{s.config}
}

// Notes returns lines for the user about what was read so far and is no error: sections and values that perhaps mean
// something else than they seem to.
func (s *Set) Notes() []string { return s.notes }

// noteCapitals says that a section called DEFAULT is no profile. To the AWS CLI's parser its keys belong to every section.
func (s *Set) noteCapitals() {
	for _, f := range append(s.configs(true), s.credentials) {
		for _, sec := range f.Sections {
			if sec.Name == "DEFAULT" && (sec.Kind == ini.Other || f.isCredentials) {
				s.notes = append(s.notes, fmt.Sprintf("%s: [DEFAULT], in capitals, is not [default], and is not read", f.At(sec)))
				break
			}
		}
	}
}

// IsLocal reports whether the profile is that of ./aws_config.
func (s *Set) IsLocal(name string) bool { return s.local != nil && s.local.HasProfile(name) }
