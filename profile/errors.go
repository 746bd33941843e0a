package profile

import (
	"fmt"
	"strings"
)

// fault is an error at a place in a file.
type fault struct {
	at      Position
	profile string // empty where the fault is the file's
	reason  string
	hint    string
}

// Error returns the place, the profile and the reason.
func (f *fault) Error() string {
	if f.profile == "" {
		return fmt.Sprintf("%s: %s", f.at, f.reason)
	}
	return fmt.Sprintf("%s: profile %q: %s", f.at, f.profile, f.reason)
}

// Parts returns what Error puts together: where, of which profile, which is empty where the fault is the file's, and what.
func (f *fault) Parts() (at Position, profile, reason string) { return f.at, f.profile, f.reason }

// Hint returns what to do next; empty where the reason says it all.
func (f *fault) Hint() string { return f.hint }

// NotFoundError is the error of a profile that no file has.
type NotFoundError struct {
	Name    string
	Files   []string // those that were looked into
	Similar []string // the names most like it, the most like first; at most three
	hint    string   // about a section that was perhaps meant to be the profile
	first   string   // the credentials file, where none of the files is there yet
}

// firstLines are what would do in a credentials file that isn't there yet.
func firstLines(file, profile string) []string {
	return []string{
		"neither file is there yet; these four lines in " + strings.ReplaceAll(file, "\n", " ") + " would do, with your own keys and region:",
		"  [" + profile + "]",
		"  aws_access_key_id     = AKIA...",
		"  aws_secret_access_key = ...",
		"  region                = eu-west-1",
	}
}

// Error names the profile and the files.
func (e *NotFoundError) Error() string {
	if len(e.Files) == 0 {
		return fmt.Sprintf("profile %q: the home directory is not known, and with it the AWS files", e.Name)
	}
	return fmt.Sprintf("profile %q is not in %s", e.Name, strings.Join(e.Files, " or "))
}

// Hint returns a line about a section that was perhaps meant, and one with the most similar names.
func (e *NotFoundError) Hint() string {
	if len(e.Files) == 0 {
		return "set HOME"
	}
	var hints []string
	if e.first != "" {
		hints = firstLines(e.first, e.Name)
	}
	if e.hint != "" {
		hints = append(hints, e.hint)
	}
	if len(e.Similar) > 0 {
		quoted := make([]string, len(e.Similar))
		for i, name := range e.Similar {
			quoted[i] = fmt.Sprintf("%q", name)
		}
		hints = append(hints, "did you mean "+strings.Join(quoted, ", ")+"?")
	}
	return strings.Join(hints, "\n")
}

// NoCredentialsError is the error of a profile that was asked for and has neither a role nor credentials. Chain does not
// return it: it is for who has looked for the machine's credentials (Machine) and found none.
type NoCredentialsError struct{ Profile Profile }

// Error names what the profile lacks, and where that would be. It does not repeat the profile's name.
func (e *NoCredentialsError) Error() string {
	return e.Profile.At.String() + ": it has no role_arn and no credentials: neither aws_access_key_id with " +
		"aws_secret_access_key, nor credential_process, nor sso_account_id with sso_role_name, nor " +
		"web_identity_token_file with role_arn"
}

// Hint explains keys that have no effect.
func (e *NoCredentialsError) Hint() string {
	for _, key := range []string{"source_profile", "credential_source"} {
		if _, has := e.Profile.Lines[key]; has {
			return strings.TrimSpace(key + " counts only together with role_arn\n" + e.Profile.hint())
		}
	}
	return e.Profile.hint()
}

// UntrustedError is the error of a chain that uses keys of ./aws_config which need the user's word and do not have it.
type UntrustedError struct {
	File    string
	Keys    []UntrustedKey
	Changed bool // the file was allowed, and has changed since
}

// UntrustedKey is a key, or a section's header, that needs the user's word, and where it stands.
type UntrustedKey struct {
	Key string
	At  Position
	Own Position // of what is the user's own: the profile of that name, or the program that a source_profile leads to
}

// String returns the key with its line, and what is the user's own about it.
func (k UntrustedKey) String() string {
	switch {
	case k.Key == "[default]" && k.Own.File == "":
		return fmt.Sprintf("%s (line %d), which is always your own profile's name", k.Key, k.At.Line)
	case k.Own.File == "":
		return fmt.Sprintf("%s (line %d)", k.Key, k.At.Line)
	case k.Key == "source_profile":
		return fmt.Sprintf("a %s (line %d) that runs your program (%s)", k.Key, k.At.Line, k.Own)
	}
	return fmt.Sprintf("%s (line %d), which is your own profile's name (%s)", k.Key, k.At.Line, k.Own)
}

// Error names the keys and their lines.
func (e *UntrustedError) Error() string {
	keys := make([]string, len(e.Keys))
	for i, k := range e.Keys {
		keys[i] = k.String()
	}
	reason := "you have not allowed this file to set"
	if e.Changed {
		reason = "this file has changed since you allowed it, and sets"
	}
	return fmt.Sprintf("%s: %s %s", e.File, reason, strings.Join(keys, ", "))
}

// Hint returns how to allow the file.
func (e *UntrustedError) Hint() string {
	return "a file that came with a repository may not say that without your word; read it with: aws-runas allow --show\n" +
		"and if it says what you want, type: aws-runas allow"
}
