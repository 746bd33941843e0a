package profile

import (
	"errors"
	"maps"
	"slices"

	"aws-runas/profile/ini"
)

// entry is a profile as the files have it, before a chain says what it is used for.
type entry struct {
	Profile
	values map[string]ini.Value // of all its keys, the credentials file's before the config file's
	rows   []setting            // the settings table, with the fields of this profile
	keysIn *file                // that its static keys are from; nil where it has none
	notes  []note
}

// note is what is worth a line to the user and no error, about a key that may not be used.
type note struct{ key, text string }

// has reports whether the files have the key, be it without a value where that is an error.
func (e *entry) has(key string) bool {
	_, has := e.Lines[key]
	return has
}

// read reads a profile. It is looked for in ./aws_config, where local is true, and then in the user's own config file:
// whole, so that neither adds a key to what the other has. The keys of the credentials file count before those of the
// user's own.
// Values are not checked yet: what is wrong with them is kept.
func (s *Set) read(name string, local bool) (*entry, error) {
	config := s.config
	if local && s.local != nil && s.local.HasProfile(name) {
		config = s.local
	}
	if name == "default" {
		if err := errors.Join(config.CheckStray(), s.credentials.CheckStray()); err != nil {
			return nil, err
		}
	}
	if !config.HasProfile(name) && !s.credentials.HasProfile(name) {
		return nil, s.notFound(name, local)
	}
	values, err := config.profileValues(name)
	if err != nil {
		return nil, err
	}
	credentials := map[string]ini.Value{}
	if !config.local { // whose keys never merge with the user's
		if credentials, err = s.credentials.profileValues(name); err != nil {
			return nil, err
		}
	}
	e := &entry{Profile: Profile{
		Name: name, At: config.ProfileAt(name), Local: config.local, Lines: map[string]Position{},
	}}
	e.rows = s.settings(&e.Profile)
	if !config.HasProfile(name) {
		e.At = s.credentials.ProfileAt(name)
	}
	e.values = maps.Clone(values)
	maps.Copy(e.values, credentials)
	if err := e.checkNames(); err != nil {
		return nil, err
	}
	if e.readKeys(s.credentials, credentials); e.keysIn == nil {
		e.readKeys(config, values)
	}
	e.apply(e.values, func(row setting) bool { return row.of != StaticKeys })
	e.readServices(s)
	return e, nil
}

// profileValues reads the sections of a profile. An error names it.
func (f *file) profileValues(name string) (map[string]ini.Value, error) {
	values, err := f.Values(f.Profile(name))
	if wrong, ok := errors.AsType[*ini.Error](err); ok {
		return nil, &fault{at: wrong.At, profile: name, reason: wrong.Reason}
	}
	return values, err
}

// readKeys reads the static keys of one file. Half a pair in one file is not completed from another, as it could make a
// pair of two that do not belong together.
func (e *entry) readKeys(f *file, values map[string]ini.Value) {
	if _, ok := values["aws_access_key_id"]; !ok {
		if _, ok := values["aws_secret_access_key"]; !ok {
			return
		}
	}
	e.keysIn = f
	// The older name of the session token; botocore, too, looks at it first.
	if v, ok := values["aws_security_token"]; ok && v.Text != "" {
		values["aws_session_token"] = v
	}
	e.apply(values, func(row setting) bool { return row.of == StaticKeys })
}

// apply reads the settings that there are values for, among the rows that are wanted, and keeps what is wrong with them.
func (e *entry) apply(values map[string]ini.Value, wanted func(setting) bool) {
	for _, row := range e.rows {
		v, ok := values[row.key]
		if !ok || !wanted(row) || v.Text == "" && row.empty == unset {
			continue
		}
		e.Lines[row.key] = v.At
		delete(e.wrong, row.key)
		if v.Text == "" {
			e.refuse(row.key, e.fault(v.At, "%s is empty", row.key))
			continue
		}
		err := row.read(v)
		if _, ok := err.(oddity); ok {
			e.notes = append(e.notes, note{row.key, e.fault(v.At, "%s %v", row.key, err).Error()})
		} else if err != nil {
			e.refuse(row.key, e.fault(v.At, "%s %v", row.key, err))
		}
	}
}

// refuse keeps what is wrong with the value of a key, for who uses it.
func (e *entry) refuse(key string, err error) {
	if e.wrong == nil {
		e.wrong = map[string]error{}
	}
	e.wrong[key] = err
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
	for _, key := range slices.Sorted(maps.Keys(session)) {
		own, inProfile := e.values[key]
		counts := own.Text != "" || e.has(key)
		if v := session[key]; inProfile && counts && own.Text != v.Text {
			return e.fault(own.At, "%s is not what it is in the sso-session section (%s)", key, v.At)
		}
	}
	e.apply(session, func(row setting) bool { return row.of == SSO && row.key != "sso_session" })
	return nil
}

// readServices reads the endpoints in the services section that the profile names.
func (e *entry) readServices(s *Set) {
	if !e.has("services") || e.wrong["services"] != nil {
		return
	}
	name := e.values["services"]
	all, err := s.section(ini.Services, name.Text, e.Local)
	if err == nil && all == nil {
		err = e.fault(name.At, "there is no services section %q", name.Text)
	}
	if err != nil {
		e.refuse("services", err)
		return
	}
	e.Endpoints.Services = map[string]string{}
	for service, v := range all {
		url := v.SubProperties()["endpoint_url"]
		if url == "" {
			continue
		}
		key := endpointOf(service)
		if err := unbroken(url); err != nil {
			e.refuse(key, e.fault(v.At, "%s %v", key, err))
		}
		e.Endpoints.Services[service] = url
		e.Lines[key] = v.At
	}
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
