package profile

import "strings"

// Readable loads what can be read of the files: one that can't be read is an empty one. It is for completing a word, where
// nobody can be told of an error.
func Readable(files Files) *Set {
	if s, err := Load(files); err == nil {
		return s
	}
	files.Explicit = false
	for _, path := range []*string{&files.Local, &files.Config, &files.Credentials} {
		only := Files{}
		switch path {
		case &files.Local:
			only.Local = *path
		case &files.Config:
			only.Config = *path
		default:
			only.Credentials = *path
		}
		if _, err := Load(only); err != nil {
			*path = ""
		}
	}
	s, err := Load(files)
	if err != nil { // a file has changed meanwhile
		s, _ = Load(Files{})
	}
	return s
}

// Outline returns the account and the role that a profile's own keys name, as "444455556666 sec/audit"; empty where they
// name none, or can't be read.
func (s *Set) Outline(name string) string {
	e, err := s.read(name, true)
	if err != nil {
		return ""
	}
	if account, role, ok := RoleOf(e.RoleARN); ok {
		return account + " " + role
	}
	return strings.TrimSpace(e.SSO.AccountID + " " + e.SSO.RoleName)
}

// RoleOf returns the account and the role, with its path, that an ARN names.
func RoleOf(arn string) (account, role string, ok bool) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 {
		return "", "", false
	}
	role, ok = strings.CutPrefix(parts[5], "role/")
	return parts[4], role, ok
}
