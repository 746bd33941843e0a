package profile

import (
	"errors"
	"fmt"
	"strings"

	"aws-runas/profile/ini"
)

// Chain returns the profiles that lead from the named one to the credentials that everything begins with. Element 0 is the
// profile itself. The last has the keys of one source and no others (see Profile.Source), and no role except for web
// identity. Every other is a role that is assumed with the credentials of the next. A role whose source is in its own
// profile is thus there twice, the second time without the role; where no source is to be found at all, that is Ambient.
//
// The rules are botocore's: source_profile gives credentials only; static keys in a source profile count before its role;
// a profile may be its own source only with static keys; web identity and SSO come before keys of the credentials file,
// these before login_session, credential_process and keys of the config file, in this order.
//
// A profile that no file has is a *NotFoundError, and a key of ./aws_config that the user has not allowed an
// *UntrustedError. A profile without a role and without credentials has Machine as its source.
func (s *Set) Chain(name string) ([]Profile, error) {
	if ini.HasControl(name) {
		return nil, fmt.Errorf("profile %q: a name can't have control characters", name)
	}
	e, err := s.read(name, true)
	if err != nil {
		return nil, err
	}
	chain, err := s.follow(e)
	if err != nil {
		return nil, err
	}
	if err := chain[0].Check("region"); err != nil {
		return nil, err
	}
	for _, n := range e.notes {
		s.notes = append(s.notes, n.text)
	}
	return chain, s.checkTrust(chain)
}

// RoleChain is Chain for a user who names a role and no profile: where no file has the profile, or it has no credentials, the
// role is assumed with those that are at hand.
func (s *Set) RoleChain(name string) ([]Profile, error) {
	chain, err := s.Chain(name)
	if _, ok := err.(*NotFoundError); ok {
		return []Profile{{Name: name, CredentialSource: Ambient}}, nil
	}
	if err == nil && chain[0].Source() == Machine {
		chain[0] = chain[0].withSource(Ambient)
	}
	return chain, err
}

// longestChain is how many roles a chain may have: far more than anybody has use for.
const longestChain = 16

// follow goes from source to source.
func (s *Set) follow(e *entry) ([]Profile, error) {
	var chain []Profile
	visited := map[visit]bool{}
	for !e.isSource(len(chain) > 0) {
		if err := e.checkRole(len(chain) == 0); err != nil {
			return nil, err
		}
		visited[e.visit()] = true
		chain = append(chain, e.Profile)
		if len(chain) > longestChain {
			return nil, e.fault(e.At, "a chain of more than %d roles, from %q on", longestChain, chain[0].Name)
		}
		if e.SourceProfile == "" || e.has("credential_source") || e.SourceProfile == e.Name {
			last, err := s.sourceOfOwnRole(e)
			return append(chain, last), err
		}
		next, err := s.read(e.SourceProfile, e.Local)
		if notFound, ok := errors.AsType[*NotFoundError](err); ok {
			return nil, e.missingSource(notFound)
		}
		if err != nil {
			return nil, err
		}
		if visited[next.visit()] {
			return nil, e.loop(chain, next.Name)
		}
		e = next
	}
	source, err := s.source(e)
	switch {
	case err == nil && source == NoSource && len(chain) > 0:
		err = e.fault(e.At, "it is the source_profile of %q and has no credentials", chain[len(chain)-1].Name)
	case source == NoSource:
		source = Machine
	}
	if err == nil && len(chain) == 0 && source.Info().LongTerm && e.SessionToken == "" {
		err = e.Check("mfa_serial", "mfa_process") // which make it a session
	}
	return append(chain, e.withSource(source)), err
}

// checkRole checks the keys by which a role is assumed. The duration of the first may be given by other means.
func (e *entry) checkRole(first bool) error {
	keys := []string{
		"role_arn", "source_profile", "external_id", "role_session_name", "session_tags", "transitive_session_tags",
		"source_identity", "mfa_serial",
	}
	if e.MFASerial != "" {
		keys = append(keys, "mfa_process")
	}
	if !first {
		keys = append(keys, "duration_seconds")
	}
	return e.Check(keys...)
}

// visit tells profiles of the same name in different files apart.
type visit struct {
	name  string
	local bool
}

func (e *entry) visit() visit { return visit{e.Name, e.Local} }

// isSource reports whether the chain ends with the profile: it has no role, or the role is that of web identity, or it is
// another profile's source and has static keys.
func (e *entry) isSource(ofAnother bool) bool {
	return !e.has("role_arn") || e.has("web_identity_token_file") || ofAnother && e.keysIn != nil
}

// missingSource is the error of a source_profile that no file has.
func (e *entry) missingSource(notFound *NotFoundError) error {
	f := e.fault(e.Lines["source_profile"], "source_profile %q not found", e.SourceProfile)
	f.hint = strings.TrimSpace(notFound.Hint() + "\n" + f.hint)
	return f
}

// longestPath is how many profiles of a loop an error shows.
const longestPath = 8

// loop is the error of a chain that comes back to a profile.
func (e *entry) loop(chain []Profile, again string) error {
	var path []string
	for _, p := range chain {
		path = append(path, fmt.Sprintf("%q", p.Name))
	}
	path = append(path, fmt.Sprintf("%q", again))
	if n := len(path); n > longestPath {
		path = append(append(path[:longestPath-2:longestPath-2], "…"), path[n-1])
	}
	return e.fault(e.Lines["source_profile"], "source_profile loop: %s", strings.Join(path, " → "))
}

// fault is an error about the profile.
func (e *entry) fault(at Position, format string, args ...any) *fault {
	return &fault{at: at, profile: e.Name, reason: fmt.Sprintf(format, args...), hint: e.hint()}
}
