package profile

import (
	"maps"
	"slices"

	"aws-runas/profile/ini"
)

// entry is a profile as the files have it, before a chain says what it is used for.
type entry struct {
	Profile
	values map[string]ini.Value // of its keys, but not of the static ones
	rows   []setting            // the settings table, with the fields of this profile
	keysIn *file                // that its static keys are from; nil where it has none
}

// read reads a profile. It is looked for in ./aws_config, where local is true, and then in the user's own config file:
// whole, so that neither adds a key to what the other has. The keys of the credentials file count before those of both.
func (s *Set) read(name string, local bool) (*entry, error) {
	config := s.config
	if local && s.local != nil && s.local.HasProfile(name) {
		config = s.local
	}
	if !config.HasProfile(name) && !s.onlyCredentials(name) {
		return nil, s.notFound(name, local)
	}
	values, err := config.Values(config.Profile(name))
	if err != nil {
		return nil, err
	}
	credentials, err := s.credentials.Values(s.credentials.Profile(name))
	if err != nil {
		return nil, err
	}
	e := &entry{Profile: Profile{Name: name, At: config.ProfileAt(name), Local: config.local, Lines: map[string]Position{}}}
	e.rows = s.settings(&e.Profile)
	if !config.HasProfile(name) {
		e.At = s.credentials.ProfileAt(name)
	}
	if err := e.readKeys(s.credentials, credentials); err != nil {
		return nil, err
	}
	if e.keysIn == nil {
		if err := e.readKeys(config, values); err != nil {
			return nil, err
		}
	}
	maps.Copy(values, credentials)
	e.values = values
	if err := e.apply(values, func(row setting) bool { return row.of != StaticKeys }); err != nil {
		return nil, err
	}
	return e, e.readServices(s)
}

// readKeys reads the static keys of one file. Half a pair in one file is not completed from another, as it could make a
// pair of two that do not belong together.
func (e *entry) readKeys(f *file, values map[string]ini.Value) error {
	if _, ok := values["aws_access_key_id"]; !ok {
		if _, ok := values["aws_secret_access_key"]; !ok {
			return nil
		}
	}
	e.keysIn = f
	// The older name of the session token; botocore, too, looks at it first.
	if v, ok := values["aws_security_token"]; ok && v.Text != "" {
		values["aws_session_token"] = v
	}
	return e.apply(values, func(row setting) bool { return row.of == StaticKeys })
}

// apply reads the settings that there are values for, among the rows that are wanted.
func (e *entry) apply(values map[string]ini.Value, wanted func(setting) bool) error {
	for _, row := range e.rows {
		v, ok := values[row.key]
		if !ok || !wanted(row) {
			continue
		}
		if err := row.read(v.Text); err != nil {
			return e.fault(v.At, "%s %v", row.key, err)
		}
		e.Lines[row.key] = v.At
	}
	return nil
}

// readSSOSession adds what the sso-session section has that the profile names. As for botocore, a key that both have
// must be the same in both.
func (e *entry) readSSOSession(s *Set) error {
	name := e.SSO.Session
	e.SSO.Scopes = "" // a profile's own are no session's
	if name == "" {
		return nil
	}
	session, err := s.section(ini.SSOSession, name, e.Local)
	if err != nil {
		return err
	}
	if session == nil {
		return e.fault(e.Lines["sso_session"], "there is no sso-session section %q", name)
	}
	shared := []string{"sso_start_url", "sso_region"}
	for _, key := range shared {
		own, inProfile := e.values[key]
		if v, ok := session[key]; ok && inProfile && own.Text != v.Text {
			return e.fault(own.At, "%s is not what it is in the sso-session section (%s)", key, v.At)
		}
	}
	return e.apply(session, func(row setting) bool {
		return slices.Contains(shared, row.key) || row.key == "sso_registration_scopes"
	})
}

// readServices reads the endpoints in the services section that the profile names.
func (e *entry) readServices(s *Set) error {
	name, ok := e.values["services"]
	if !ok {
		return nil
	}
	e.Lines["services"] = name.At
	all, err := s.section(ini.Services, name.Text, e.Local)
	if err != nil {
		return err
	}
	if all == nil {
		return e.fault(name.At, "there is no services section %q", name.Text)
	}
	e.Endpoints.Services = map[string]string{}
	for service, v := range all {
		url := v.SubProperties()["endpoint_url"]
		if url == "" {
			continue
		}
		if err := unbroken(url); err != nil {
			return e.fault(v.At, "endpoint_url of %s %v", service, err)
		}
		e.Endpoints.Services[service] = url
		e.Lines[endpointOf(service)] = v.At
	}
	return nil
}

// endpointOf is the key, among Lines, of a service's endpoint_url in the services section.
func endpointOf(service string) string { return "endpoint_url of " + service }

// section reads a section that profiles refer to; nil where there is none. A profile of ./aws_config may refer to one of
// the user's own, but not the other way round.
func (s *Set) section(k ini.Kind, name string, local bool) (map[string]ini.Value, error) {
	for _, f := range s.configs(local) {
		if found := f.Find(k, name); len(found) > 0 {
			return f.Values(found)
		}
	}
	return nil, nil
}
