package profile

import (
	"cmp"
	"slices"
)

// checkTrust checks that the chain uses nothing of ./aws_config that needs the user's word and does not have it:
//   - a key that the settings table does not let any file say, those that it does not know included;
//   - a profile of a name that is the user's own: it could take the user's keys to somebody else's role;
//   - a source_profile that leads to a program in the user's own file: that would run at somebody else's wish.
func (s *Set) checkTrust(chain []Profile) error {
	if s.local == nil {
		return nil
	}
	keys := s.untrustedKeys(chain)
	if program := programBehind(chain); program.Key != "" {
		keys = append(keys, program)
	}
	for _, p := range chain {
		if own, is := s.isOwnName(p.Name); p.Local && is {
			keys = append(keys, UntrustedKey{Key: header(p.Name), At: p.At, Own: own})
		}
	}
	if len(keys) == 0 {
		return nil
	}
	slices.SortFunc(keys, func(a, b UntrustedKey) int {
		return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.Key, b.Key))
	})
	allowed, changed := s.files.Trust.Allows(s.local.Path, s.local.raw)
	if allowed {
		return nil
	}
	return &UntrustedError{File: s.local.Path, Keys: slices.Compact(keys), Changed: changed}
}

// untrustedKeys returns the keys of ./aws_config that the chain uses and that only the user's own files may say.
func (s *Set) untrustedKeys(chain []Profile) []UntrustedKey {
	rows := map[string]setting{}
	for _, row := range s.settings(&Profile{}) {
		rows[row.key] = row
	}
	var keys []UntrustedKey
	for i, p := range chain {
		for key, at := range p.Lines {
			row := rows[key]
			otherSource := row.of != NoSource && (i < len(chain)-1 || p.Source() != row.of)
			if at.File == s.local.Path && row.says != anyFile && !otherSource {
				keys = append(keys, UntrustedKey{Key: key, At: at})
			}
		}
	}
	return keys
}

// programBehind returns the source_profile by which a profile of ./aws_config leads to a program that the user's own file
// names; none where it leads to no program.
func programBehind(chain []Profile) UntrustedKey {
	var into UntrustedKey
	for i, p := range chain {
		if p.Local {
			into = UntrustedKey{Key: "source_profile", At: p.Lines["source_profile"]}
			continue
		}
		if into.Key == "" {
			continue
		}
		if i == len(chain)-1 && p.Source() == Process {
			into.Own = p.Lines["credential_process"]
			return into
		}
		if p.MFAProcess != "" {
			into.Own = p.Lines["mfa_process"]
			return into
		}
	}
	return UntrustedKey{}
}

// isOwnName reports whether a profile's name is one of the user's own, which is what their config and credentials file have
// together, and where it stands there. The default profile is always the user's: a command without a profile must not end
// up in a stranger's account because the user has none of that name.
func (s *Set) isOwnName(name string) (Position, bool) {
	for _, f := range []*file{s.config, s.credentials} {
		if f.HasProfile(name) {
			return f.ProfileAt(name), true
		}
	}
	return Position{}, name == "default"
}

func header(profile string) string {
	if profile == "default" {
		return "[default]"
	}
	return "[profile " + profile + "]"
}
