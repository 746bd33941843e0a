package profile

import (
	"cmp"
	"slices"

	"aws-runas/profile/trust"
)

// Allow records that the user allows the file, an ./aws_config, as it is now, and returns the SHA-256 sum of its content
// in hexadecimal.
func Allow(records trust.Records, path string) (sum string, err error) {
	text, err := readRegular(path)
	if err != nil {
		return "", err
	}
	return records.Allow(path, text)
}

// checkTrust checks that the chain uses no key of ./aws_config that needs the user's word and does not have it. By the
// settings table that is every key that it does not let any file say, those that it does not know included.
func (s *Set) checkTrust(chain []Profile) error {
	if s.local == nil {
		return nil
	}
	rows := map[string]setting{}
	for _, row := range s.settings(&Profile{}) {
		rows[row.key] = row
	}
	var keys []UntrustedKey
	for i, p := range chain {
		for key, at := range p.Lines {
			row := rows[key]
			otherSource := row.of != NoSource && (i < len(chain)-1 || p.Source() != row.of)
			found := UntrustedKey{key, at}
			if at.File == s.local.Path && row.says != anyFile && !otherSource && !slices.Contains(keys, found) {
				keys = append(keys, found)
			}
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
	return &UntrustedError{File: s.local.Path, Keys: keys, Changed: changed}
}
