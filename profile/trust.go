package profile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"aws-runas/profile/writefile"
)

// Trust is the user's word on files that came with a repository: one record for each file that was allowed, with its
// content's hash. Whose the file is and what its mode says are not looked at, as neither says who wrote it.
type Trust struct {
	Dir string // the one that StateDir gives, in which the records have a directory; empty where there is no such place
}

// Allow remembers the file as it is now and gives the SHA-256 sum of its content in hexadecimal. Links on the way to the
// file are resolved. A link in place of the file itself is allowed by itself: what the file names by a relative path is
// looked for beside the link.
func (t Trust) Allow(file string) (sum string, err error) {
	if t.Dir == "" {
		return "", errors.New("no place to remember it: the home directory is not known")
	}
	resolved, err := resolve(file)
	if err != nil {
		return "", err
	}
	text, err := readRegular(file)
	if err != nil {
		return "", err
	}
	return hash(text), t.write(resolved, record(resolved, text))
}

// Deny forgets a file, which need not be there any more, and reports whether there was anything to forget.
func (t Trust) Deny(file string) (removed bool, err error) {
	if t.Dir == "" {
		return false, nil
	}
	resolved, err := resolve(file)
	if err != nil {
		return false, err
	}
	err = os.Remove(t.path(resolved))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// allows reports whether the file was allowed with exactly this text, and if not, whether it was with another.
func (t Trust) allows(file, text string) (allowed, changed bool) {
	if t.Dir == "" {
		return false, false
	}
	resolved, err := resolve(file)
	if err != nil {
		return false, false
	}
	have, err := os.ReadFile(t.path(resolved))
	if err != nil || othersMayWrite(t.records()) || othersMayWrite(t.path(resolved)) {
		return false, false
	}
	allowed = string(have) == record(resolved, text)
	return allowed, !allowed
}

// record is what a record says: the sum and the file, as sha256sum writes it, so that people can read it.
func record(resolved, text string) string { return hash(text) + "  " + resolved + "\n" }

// path is where the record of a file is. A file's path can be too long for a name, so its hash is the name.
func (t Trust) path(resolved string) string { return filepath.Join(t.records(), hash(resolved)) }

func (t Trust) records() string { return filepath.Join(t.Dir, "allowed") }

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// resolve gives the file's directory without links, and the file in it; with what it leads to when it is a link itself.
// A file that is gone keeps its name.
func resolve(file string) (string, error) {
	file, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(file))
	if errors.Is(err, fs.ErrNotExist) {
		return file, nil
	}
	if err != nil {
		return "", err
	}
	place := filepath.Join(dir, filepath.Base(file))
	target, err := filepath.EvalSymlinks(place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return place, nil
	case err != nil || target == place:
		return target, err
	}
	return place + " -> " + target, nil
}

// write replaces a record as a whole, and keeps it from others' eyes: paths can be private.
func (t Trust) write(resolved, text string) error {
	if err := os.MkdirAll(t.records(), 0o700); err != nil {
		return err
	}
	if err := os.Chmod(t.records(), 0o700); err != nil {
		return err
	}
	return writefile.Replace(t.path(resolved), "new-*", []byte(text), true)
}

// checkTrust checks that the chain uses no key of ./aws_config that needs the user's word and does not have it.
func (s *Set) checkTrust(chain []Profile) error {
	var keys []UntrustedKey
	for i, p := range chain {
		sensitive := []string{
			"mfa_process", "endpoint_url", "services", "ca_bundle", "ec2_metadata_service_endpoint",
			"ignore_configured_endpoint_urls", // it would undo what the user has set
		}
		for _, service := range slices.Sorted(maps.Keys(p.Endpoints.Services)) {
			sensitive = append(sensitive, endpointOf(service)) // the section can be in another file than the profile
		}
		if i == len(chain)-1 {
			sensitive = append(sensitive, p.Source().keys()...)
		}
		for _, key := range sensitive {
			found := UntrustedKey{key, p.Lines[key]}
			if s.local != nil && found.At.File == s.local.path && !slices.Contains(keys, found) {
				keys = append(keys, found)
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	allowed, changed := s.files.Trust.allows(s.local.path, s.local.raw)
	if allowed {
		return nil
	}
	return &UntrustedError{File: s.local.path, Keys: keys, Changed: changed}
}
