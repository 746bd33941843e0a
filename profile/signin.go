package profile

import (
	"fmt"
	"slices"
	"strings"

	"aws-runas/profile/ini"
)

// SignIn returns the profile that has what there is to sign in to in IAM Identity Center for the named one: itself, or the
// source of its role. A profile that names an sso-session and no role of it will do.
func (s *Set) SignIn(name string) (Profile, error) {
	chain, err := s.Chain(name)
	if err != nil {
		return Profile{}, err
	}
	last := chain[len(chain)-1]
	if last.Source() == SSO {
		return last, nil
	}
	e, err := s.read(name, true)
	if err != nil {
		return Profile{}, err
	}
	if e.SSO.Session == "" && e.SSO.StartURL == "" {
		f := e.fault(e.At, "it does not sign in to IAM Identity Center")
		f.hint = s.sessionsHint()
		if last.Source() == LoginSession {
			f.hint = "this one is of the AWS CLI's own sign-in: aws login"
		}
		return Profile{}, f
	}
	if err := s.checkLocalSession(e); err != nil {
		return Profile{}, err
	}
	if err := e.readSSOSession(s); err != nil {
		return Profile{}, err
	}
	return e.Profile, e.checkSession()
}

// SSOSession returns what an sso-session section has to sign in to. It is looked for in the user's own file first.
func (s *Set) SSOSession(name string) (SSORole, error) {
	e := &entry{Profile: Profile{Lines: map[string]Position{}, SSO: SSORole{Session: name}}}
	e.rows = s.settings(&e.Profile)
	for _, f := range slices.Backward(s.configs(true)) {
		found := f.Find(ini.SSOSession, name)
		if len(found) == 0 {
			continue
		}
		e.Local, e.At = f.local, f.At(found[0])
		if err := s.checkLocalSession(e); err != nil {
			return SSORole{}, err
		}
		if err := e.readSSOSession(s); err != nil {
			return SSORole{}, err
		}
		return e.SSO, e.checkSession()
	}
	return SSORole{}, &fault{
		at: Position{File: s.config.Path}, reason: fmt.Sprintf("there is no sso-session section %q", name), hint: s.sessionsHint(),
	}
}

// SSOSessions returns the names of the sso-session sections in the user's own config file, in its order.
func (s *Set) SSOSessions() []string {
	var names []string
	for _, sec := range s.config.Sections {
		if sec.Kind == ini.SSOSession && !slices.Contains(names, sec.Name) {
			names = append(names, sec.Name)
		}
	}
	return names
}

// longestHint is how many names a hint lists.
const longestHint = 8

func (s *Set) sessionsHint() string {
	names := s.SSOSessions()
	if len(names) == 0 {
		return "no sso-session section is in the config file"
	}
	more := ""
	if len(names) > longestHint {
		names, more = names[:longestHint], ", …"
	}
	return "the sso-session sections are " + strings.Join(names, ", ") + more
}

// checkLocalSession refuses what ./aws_config has to sign in to until the user has allowed it.
func (s *Set) checkLocalSession(e *entry) error {
	if !e.Local {
		return nil
	}
	allowed, changed := s.files.Trust.Allows(s.local.Path, s.local.raw)
	if allowed {
		return nil
	}
	at := e.At
	if line, known := e.Lines["sso_session"]; known {
		at = line
	}
	return &UntrustedError{File: s.local.Path, Keys: []UntrustedKey{{Key: "sso_session", At: at}}, Changed: changed}
}

// checkSession says what is missing to sign in.
func (e *entry) checkSession() error {
	for _, part := range []struct{ key, value string }{{"sso_start_url", e.SSO.StartURL}, {"sso_region", e.SSO.Region}} {
		if part.value == "" {
			return e.fault(e.At, "there is no %s to sign in to", part.key)
		}
	}
	return e.Check("sso_start_url", "sso_region")
}
