package profile

import (
	"slices"

	"aws-runas/profile/ini"
)

// Set is the profiles of the files, as far as their sections: a section's keys are read when Chain needs them.
type Set struct {
	files       Files
	local       *file // ./aws_config; nil where there is none
	config      *file
	credentials *file
	settings    func(*Profile) []setting // the settings table
}

// Load reads the files and finds their sections. A file that is missing is an empty one, except for a config file that
// was asked for by name. Errors name the file and the line. The files are only read.
func Load(files Files) (*Set, error) {
	s := &Set{files: files, settings: settings}
	var err error
	if files.Local != "" {
		if s.local, err = readLocal(files.Local); err != nil {
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
	return s, nil
}

// Names returns the names of all profiles without duplicates: those of ./aws_config, then those of the user's own config
// file, then those that only the credentials file has, each in the file's order.
func (s *Set) Names() []string {
	var names []string
	seen := map[string]bool{}
	add := func(f *file, isProfile func(ini.Section) bool) {
		for _, sec := range f.Sections {
			if isProfile(sec) && !seen[sec.Name] {
				seen[sec.Name] = true
				names = append(names, sec.Name)
			}
		}
	}
	for _, f := range s.configs(true) {
		add(f, func(sec ini.Section) bool { return sec.Kind == ini.Profile || sec.Kind == ini.PlainDefault })
	}
	add(s.credentials, func(sec ini.Section) bool { return ini.IsName(sec.Name) })
	return names
}

// Has reports whether there is a profile of that name.
func (s *Set) Has(name string) bool {
	return slices.ContainsFunc(s.configs(true), func(f *file) bool { return f.HasProfile(name) }) || s.onlyCredentials(name)
}

// Hides reports whether ./aws_config hides a profile of the same name in the user's own config file, and where the two
// begin.
func (s *Set) Hides(name string) (local, own Position, hidden bool) {
	if s.local == nil || !s.local.HasProfile(name) || !s.config.HasProfile(name) {
		return Position{}, Position{}, false
	}
	return s.local.ProfileAt(name), s.config.ProfileAt(name), true
}

// configs lists the config files, the one that counts first: ./aws_config, when it is asked for and there, and the user's
// own.
func (s *Set) configs(local bool) []*file {
	if local && s.local != nil {
		return []*file{s.local, s.config}
	}
	return []*file{s.config}
}

// onlyCredentials reports whether the credentials file has a profile of that name by itself. A header with a space in it
// is no profile there for the vendors' parsers; it only adds its keys to a profile that the config file has.
func (s *Set) onlyCredentials(name string) bool {
	return ini.IsName(name) && s.credentials.HasProfile(name)
}
