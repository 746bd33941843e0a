package profile

import "slices"

// Set is the profiles of the files, as far as their sections: a section's keys are read when Chain needs them.
type Set struct {
	files       Files
	local       *file // ./aws_config; nil where there is none
	config      *file
	credentials *file
}

// Load reads the files and cuts them into sections. A file that is missing is an empty one, except for a config file that
// was asked for by name. Errors name the file and the line. The files are only read.
func Load(files Files) (*Set, error) {
	s := &Set{files: files}
	var err error
	if files.Local != "" {
		if s.local, err = readLocal(files.Local); err != nil {
			return nil, err
		}
	}
	if s.config, err = readOwn(files.Config, files.Explicit, configName); err != nil {
		return nil, err
	}
	if s.credentials, err = readOwn(files.Credentials, false, credentialsName); err != nil {
		return nil, err
	}
	s.credentials.isCredentials = true
	return s, nil
}

// Names gives the names of all profiles without duplicates: those of ./aws_config, then those of the user's own config
// file, then those that only the credentials file has, each in the file's order.
func (s *Set) Names() []string {
	var names []string
	seen := map[string]bool{}
	add := func(f *file, isProfile func(section) bool) {
		for _, sec := range f.sections {
			if isProfile(sec) && !seen[sec.name] {
				seen[sec.name] = true
				names = append(names, sec.name)
			}
		}
	}
	for _, f := range s.configs(true) {
		add(f, func(sec section) bool { return sec.kind == profileSection || sec.kind == plainDefault })
	}
	add(s.credentials, func(sec section) bool { return isIdentifier(sec.name) })
	return names
}

// Has reports whether there is a profile of that name.
func (s *Set) Has(name string) bool {
	return slices.ContainsFunc(s.configs(true), func(f *file) bool { return f.hasProfile(name) }) || s.onlyCredentials(name)
}

// Hides reports whether ./aws_config hides a profile of the same name in the user's own config file, and where the two
// begin.
func (s *Set) Hides(name string) (local, own Position, hidden bool) {
	if s.local == nil || !s.local.hasProfile(name) || !s.config.hasProfile(name) {
		return Position{}, Position{}, false
	}
	return s.local.profileAt(name), s.config.profileAt(name), true
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
	return isIdentifier(name) && s.credentials.hasProfile(name)
}
