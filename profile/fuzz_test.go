package profile

import (
	"testing"

	"aws-runas/profile/ini"
)

// FuzzChain reads the same text as each of the files. Whatever it is, a chain is as Chain's documentation says.
func FuzzChain(f *testing.F) {
	f.Add("[default]" + role("r") + "source_profile=a\n[profile a]\nsource_profile=default" + role("s") + "[a]" + keys)
	f.Add("[default]\nservices=s\nsso_session=s\nsso_role_name=x\nsso_account_id=123456789012\n[sso-session s]\nsso_region=x\n" +
		"sso_start_url=x\n[services s]\nsts=\n endpoint_url=x")
	f.Fuzz(func(t *testing.T, text string) {
		config, err := newFile("config", text, ini.Config)
		if err != nil {
			return
		}
		credentials, err := newFile("credentials", text, ini.Credentials)
		if err != nil {
			t.Fatalf("right as a config file, but not as a credentials file: %v", err)
		}
		local := *config
		parsed := *config.File
		parsed.Path = "aws_config"
		local.File, local.local, credentials.isCredentials = &parsed, true, true
		s := &Set{settings: settings, local: &local, config: config, credentials: credentials}
		for _, name := range s.Names() {
			chain, err := s.Chain(name)
			if err != nil {
				continue
			}
			last := chain[len(chain)-1]
			if source := last.Source(); source == NoSource || last.RoleARN != "" && source != WebIdentity {
				t.Errorf("%q ends with the source %q and the role %q", name, source, last.RoleARN)
			}
			for _, p := range chain[:len(chain)-1] {
				if p.RoleARN == "" {
					t.Errorf("%q goes through %q, which has no role", name, p.Name)
				}
			}
		}
	})
}
