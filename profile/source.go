package profile

// Source is where a profile has its credentials.
type Source string

// The values of credential_source, which are sources at the same time. Ambient is none that a file may have: it stands for
// the credentials that are at hand, and is the source of a role whose profile names none and has no credentials itself.
const (
	Environment = "Environment"
	EC2Metadata = "Ec2InstanceMetadata"
	Container   = "EcsContainer"
	Ambient     = "ambient"
)

// The sources that a profile has by its other keys. The profile at the end of a chain has the keys of one source only.
const (
	NoSource    Source = ""
	StaticKeys  Source = "static keys"
	Process     Source = "credential_process"
	WebIdentity Source = "web identity" // with RoleARN as the role
	SSO         Source = "SSO"
)

// Source says which credentials are those of the profile itself. For the profile at the end of a chain it is never
// NoSource.
func (p Profile) Source() Source {
	switch {
	case p.CredentialSource != "":
		return Source(p.CredentialSource)
	case p.WebIdentityTokenFile != "":
		return WebIdentity
	case p.SSO.AccountID != "" || p.SSO.RoleName != "":
		return SSO
	case p.AccessKeyID != "" || p.SecretAccessKey != "":
		return StaticKeys
	case p.CredentialProcess != "":
		return Process
	}
	return NoSource
}

// only gives the profile with the keys of one source and no others.
func (p Profile) only(source Source) Profile {
	p.SourceProfile, p.CredentialSource = "", ""
	switch source {
	case Environment, EC2Metadata, Container, Ambient:
		p.CredentialSource = string(source)
	}
	if source != WebIdentity {
		p.RoleARN, p.WebIdentityTokenFile = "", ""
	}
	if source != SSO {
		p.SSO = SSORole{}
	}
	if source != StaticKeys {
		p.AccessKeyID, p.SecretAccessKey, p.SessionToken = "", "", ""
	}
	if source != Process {
		p.CredentialProcess = ""
	}
	return p
}

// keys lists the keys that run a program or send a request by which the source is got.
func (s Source) keys() []string {
	switch s {
	case Process:
		return []string{"credential_process"}
	case WebIdentity:
		return []string{"web_identity_token_file"}
	case SSO:
		return []string{"sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name"}
	}
	return nil
}
