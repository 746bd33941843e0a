package env

import (
	"path/filepath"
	"slices"
)

// ByProfile is what a command gets in place of keys: a config file with a profile, by which it gets them itself, again and
// again.
type ByProfile struct {
	Config  string // the file
	Profile string // its name there
	Region  string // empty leaves the user's own
}

// Change describes how current becomes the command's environment: the file and the profile are set, and everything goes that
// some SDK puts before a profile: keys, a web identity, a container's credentials, the session that is active.
// AWS_SDK_LOAD_CONFIG has older SDKs read the file, and AWS_EC2_METADATA_DISABLED keeps those to which the profile is only one
// of many places from going on to another identity.
func (b ByProfile) Change(current List) Change {
	values := map[string]string{
		ConfigFile: b.Config, RunasRenewing: b.Config, "AWS_PROFILE": b.Profile,
		"AWS_SDK_LOAD_CONFIG": "1", "AWS_EC2_METADATA_DISABLED": "true",
	}
	var c Change
	for _, step := range (Session{Region: b.Region}).Change(current).Steps {
		if value, ours := values[step.Name]; ours {
			step = setOrRemove(step.Name, value)
		} else if v := variable(step.Name); v.Group != RegionName {
			step = setOrRemove(step.Name, "")
		}
		c.Steps = append(c.Steps, step)
	}
	for _, name := range byProfileNames() {
		c.Steps = append(c.Steps, setOrRemove(name, values[name]))
	}
	return c
}

// byProfileNames are the variables of a ByProfile that are no session's.
func byProfileNames() []string {
	return []string{
		ConfigFile, RunasRenewing, "AWS_SDK_LOAD_CONFIG", "AWS_EC2_METADATA_DISABLED", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE",
		"AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
		"AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
	}
}

// Inputs are the variables that say which profile is meant, where its credentials come from and how AWS is reached, but for
// those that are secrets. A command may change them without meaning what gets its credentials.
func Inputs() []string {
	names := []string{
		"AWS_SHARED_CREDENTIALS_FILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", Region, DefaultRegion, RoleSessionName,
		"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC", "AWS_ENDPOINT_URL_SIGNIN",
		"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_STS_REGIONAL_ENDPOINTS", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
		"AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_EC2_METADATA_V1_DISABLED",
		"AWS_CA_BUNDLE", "AWS_LOGIN_CACHE_DIRECTORY", "XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA",
	}
	for _, name := range byProfileNames() {
		if name != RunasRenewing && name != "AWS_CONTAINER_AUTHORIZATION_TOKEN" {
			names = append(names, name)
		}
	}
	return names
}

func variable(name string) Variable {
	for _, v := range Variables() {
		if v.Name == name {
			return v
		}
	}
	return Variable{}
}

// Renewing returns the directory of the config file of a command that gets its credentials by a profile, and whether this is
// the environment of one.
func (l List) Renewing() (dir string, is bool) {
	config := l.Get(RunasRenewing)
	return filepath.Dir(config), config != "" && config == l.Get(ConfigFile)
}

// Only returns the values of those of the variables that are set.
func (l List) Only(names []string) map[string]string {
	values := map[string]string{}
	for _, name := range names {
		if v, there := l.Lookup(name); there {
			values[name] = v
		}
	}
	return values
}

// Back returns the list with the inputs as they were before a ByProfile made what is given as now. With all every one is put
// back, else those that are still as they were made.
func (l List) Back(before, now map[string]string, all bool) List {
	var c Change
	for _, name := range Inputs() {
		is, set := l.Lookup(name)
		made, was := now[name]
		if !all && (set != was || is != made) {
			continue
		}
		step := Step{Name: name, Action: Remove}
		if value, there := before[name]; there {
			step = Step{Name: name, Action: Set, Value: value}
		}
		c.Steps = append(c.Steps, step)
	}
	out := l.Apply(c)
	return slices.DeleteFunc(out, func(v string) bool {
		return len(v) > len(RunasRenewing) && sameName(v[:len(RunasRenewing)], RunasRenewing) && v[len(RunasRenewing)] == '='
	})
}
