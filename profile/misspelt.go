package profile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// unknownKey is a key that aws-runas does not read.
type unknownKey struct {
	key string
	at  Position
}

// mostUnknown is how many unknown keys of a profile are looked at for hints.
const mostUnknown = 500

// checkNames refuses keys that were perhaps meant to say that there is a role: without it, the profile's own keys would go
// out in its place. It keeps the other keys that nobody reads, for the hints of errors about the profile.
func (e *entry) checkNames() error {
	known := map[string]bool{"aws_security_token": true, "login_session": true}
	for _, row := range e.rows {
		known[row.key] = true
	}
	keys := slices.SortedFunc(maps.Keys(e.values), func(a, b string) int {
		return cmp.Or(strings.Compare(e.values[a].At.File, e.values[b].At.File), cmp.Compare(e.values[a].At.Line, e.values[b].At.Line))
	})
	for _, key := range keys {
		at := e.values[key].At
		switch meant := meaningOf(key); {
		case known[key]:
		case strings.ContainsAny(key, " \t\v\f\r"):
			return e.fault(at, "this line has a key with a blank in it: is its = missing, or at another place?")
		case meant != "":
			return e.fault(at, "%q is no key: did you mean %s?", key, meant)
		case len(e.unknown) < mostUnknown:
			e.unknown = append(e.unknown, unknownKey{key, at})
		}
	}
	return nil
}

// meaningOf returns the key of a role that another key is one edit away from.
func meaningOf(key string) string {
	for _, k := range []string{"role_arn", "source_profile", "mfa_serial"} {
		if distance(key, k) == 1 || transposed(key, k) {
			return k
		}
	}
	return ""
}

// transposed reports whether two neighbours have changed places, which is one edit as well.
func transposed(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// otherTool names the tool that a key belongs to.
func otherTool(key string) string {
	for _, tool := range []struct{ prefix, name string }{
		{"include_profile", "aws-vault"}, {"chained_from_profile", "aws-vault"}, {"parent_profile", "aws-vault"},
		{"granted_", "granted"}, {"common_fate_", "granted"}, {"x_principal_arn", "saml2aws"}, {"x_security_token_expires", "saml2aws"},
		{"azure_", "aws-azure-login"}, {"okta_", "an Okta tool"}, {"aws_saml_url", "aws-okta"}, {"assumed_role", "aws-mfa"},
		{"aws_mfa_device", "aws-mfa"}, {"google_config.", "aws-google-auth"}, {"credential_helper", "another tool"},
	} {
		if strings.HasPrefix(key, tool.prefix) {
			return tool.name
		}
	}
	return ""
}

// hint returns a line for each of the first three keys that are like one that is read, or another tool's.
func (p Profile) hint() string {
	var lines []string
	for _, u := range p.unknown {
		if text := u.suspicion(); text != "" && len(lines) < 3 {
			lines = append(lines, strings.ReplaceAll(u.at.String(), "\n", " ")+": "+text)
		}
	}
	return strings.Join(lines, "\n")
}

func (u unknownKey) suspicion() string {
	if tool := otherTool(u.key); tool != "" {
		return fmt.Sprintf("%s is a key of %s, which aws-runas does not read", u.key, tool)
	}
	for _, row := range settings(&Profile{}) {
		if len(u.key) > 5 && distance(u.key, row.key) <= 2 {
			return fmt.Sprintf("%q is no key: did you mean %s?", u.key, row.key)
		}
	}
	return ""
}
