package profile

import "maps"

// entry is a profile as the files have it, before a chain says what it is used for.
type entry struct {
	Profile
	values map[string]value // of its keys, but not of the static ones
	keysIn *file            // that its static keys are from; nil where it has none
}

// read reads a profile. It is looked for in ./aws_config, where local is true, and then in the user's own config file:
// whole, so that neither adds a key to what the other has. The keys of the credentials file count before those of both.
func (s *Set) read(name string, local bool) (*entry, error) {
	config := s.config
	if local && s.local != nil && s.local.hasProfile(name) {
		config = s.local
	}
	if !config.hasProfile(name) && !s.onlyCredentials(name) {
		return nil, s.notFound(name, local)
	}
	values, err := config.values(config.profile(name))
	if err != nil {
		return nil, err
	}
	credentials, err := s.credentials.values(s.credentials.profile(name))
	if err != nil {
		return nil, err
	}
	e := &entry{Profile: Profile{Name: name, At: config.profileAt(name), Local: config.local, Lines: map[string]Position{}}}
	if !config.hasProfile(name) {
		e.At = s.credentials.profileAt(name)
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
	if err := e.apply(e.settings(), values); err != nil {
		return nil, err
	}
	return e, e.readServices(s)
}

// readKeys reads the static keys of one file. Half a pair in one file is not completed from another, as it could make a
// pair of two that do not belong together.
func (e *entry) readKeys(f *file, values map[string]value) error {
	if _, ok := values["aws_access_key_id"]; !ok {
		if _, ok := values["aws_secret_access_key"]; !ok {
			return nil
		}
	}
	e.keysIn = f
	// The older name of the session token; botocore, too, looks at it first.
	if v, ok := values["aws_security_token"]; ok && v.text != "" {
		values["aws_session_token"] = v
	}
	return e.apply(e.keySettings(), values)
}

// apply reads the settings that there are values for.
func (e *entry) apply(settings []setting, values map[string]value) error {
	for _, setting := range settings {
		v, ok := values[setting.key]
		if !ok {
			continue
		}
		if err := setting.read(v.text); err != nil {
			return e.fault(v.at, "%s %v", setting.key, err)
		}
		e.Lines[setting.key] = v.at
	}
	return nil
}

// readSSOSession adds what the sso-session section has that the profile names. As for botocore, a key that both have
// must be the same in both.
func (e *entry) readSSOSession(s *Set) error {
	name := e.SSO.Session
	if name == "" {
		return nil
	}
	session, err := s.section(ssoSession, name, e.Local)
	if err != nil {
		return err
	}
	if session == nil {
		return e.fault(e.Lines["sso_session"], "there is no sso-session section %q", name)
	}
	for _, key := range []string{"sso_start_url", "sso_region"} {
		own, inProfile := e.values[key]
		if v, ok := session[key]; ok && inProfile && own.text != v.text {
			return e.fault(own.at, "%s is not what it is in the sso-session section (%s)", key, v.at)
		}
	}
	return e.apply(e.ssoSettings(), session)
}

// readServices reads the endpoints in the services section that the profile names.
func (e *entry) readServices(s *Set) error {
	name, ok := e.values["services"]
	if !ok {
		return nil
	}
	e.Lines["services"] = name.at
	all, err := s.section(services, name.text, e.Local)
	if err != nil {
		return err
	}
	if all == nil {
		return e.fault(name.at, "there is no services section %q", name.text)
	}
	e.Endpoints.Services = map[string]string{}
	for service, v := range all {
		url := v.subProperties()["endpoint_url"]
		if url == "" {
			continue
		}
		if err := unbroken(url); err != nil {
			return e.fault(v.at, "endpoint_url of %s %v", service, err)
		}
		e.Endpoints.Services[service] = url
		e.Lines[endpointOf(service)] = v.at
	}
	return nil
}

// endpointOf is the key, among Lines, of a service's endpoint_url in the services section.
func endpointOf(service string) string { return "endpoint_url of " + service }

// section reads a section that profiles refer to; nil where there is none. A profile of ./aws_config may refer to one of
// the user's own, but not the other way round.
func (s *Set) section(k kind, name string, local bool) (map[string]value, error) {
	for _, f := range s.configs(local) {
		if found := f.find(k, name); len(found) > 0 {
			return f.values(found)
		}
	}
	return nil, nil
}
