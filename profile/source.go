package profile

// Source is where a profile has its credentials.
type Source string

// The values of credential_source, which are sources at the same time. The last two are none that a file may have. Ambient
// stands for the credentials that are at hand, and is the source of a role whose profile names none and has no credentials
// itself. Machine stands for those of the container or the instance that the program runs on: as for the AWS CLI, a
// profile that was chosen and has nothing of its own means them, and not the environment.
const (
	Environment = "Environment"
	EC2Metadata = "Ec2InstanceMetadata"
	Container   = "EcsContainer"
	Ambient     = "ambient"
	Machine     = "machine"
)

// The sources that a profile has by its other keys. The profile at the end of a chain has the keys of one source only.
const (
	NoSource    Source = ""
	StaticKeys  Source = "static keys"
	Process     Source = "credential_process"
	WebIdentity Source = "web identity" // with RoleARN as the role
	SSO         Source = "SSO"
	// LoginSession is what "aws login" keeps, the AWS CLI's sign-in with a console's user.
	LoginSession Source = "login_session"
)

// SourceInfo is what is known of a source before its credentials are got.
type SourceInfo struct {
	Source   Source
	Keys     []string // of the profile that is the source: the settings table's of that source; nil where it has none
	Cached   bool     // its credentials are worth caching: each time they cost a program's run or a request
	LongTerm bool     // they may be long-term ones; where it is false they are temporary, and GetSessionToken refuses them
	Means    string   // how the credentials are got, for people: explain, list
}

// Sources returns a row for each source that the end of a chain can have, in the order in which Source prefers them.
func Sources() []SourceInfo {
	all := []SourceInfo{
		{Source: Environment, LongTerm: true, Means: "keys in the environment"},
		{Source: EC2Metadata, Means: "the instance's metadata service"},
		{Source: Container, Means: "the container's credentials endpoint"},
		{Source: Ambient, LongTerm: true, Means: "the environment, else the machine's own credentials"},
		{Source: Machine, Means: "the container's or the instance's own credentials"},
		{Source: WebIdentity, Cached: true, Means: "AssumeRoleWithWebIdentity with the token in a file"},
		{Source: SSO, Cached: true, Means: "IAM Identity Center"},
		{Source: StaticKeys, LongTerm: true, Means: "keys in the file"},
		{Source: LoginSession, Means: "the session of aws login"},
		{Source: Process, Cached: true, LongTerm: true, Means: "the output of a program"},
	}
	for i := range all {
		for _, row := range settings(&Profile{}) {
			if row.of == all[i].Source && row.of != NoSource {
				all[i].Keys = append(all[i].Keys, row.key)
			}
		}
	}
	return all
}

// Info returns the source's row; the zero value where it has none.
func (s Source) Info() SourceInfo {
	for _, info := range Sources() {
		if info.Source == s {
			return info
		}
	}
	return SourceInfo{}
}

// Source returns which credentials are those of the profile itself. For the profile at the end of a chain it is never
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
	case p.LoginSession != "":
		return LoginSession
	case p.CredentialProcess != "":
		return Process
	}
	return NoSource
}

// withSource returns the profile with the keys of one source and no others. duration_seconds is not among them: as for the AWS
// CLI it is about roles that are assumed with keys, and not about that of web identity.
func (p Profile) withSource(source Source) Profile {
	p.SourceProfile, p.CredentialSource, p.Duration = "", "", 0
	switch source {
	case Environment, EC2Metadata, Container, Ambient, Machine:
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
	if source != LoginSession {
		p.LoginSession = ""
	}
	return p
}

// sourceOfOwnRole returns the profile again, as the source of its own role.
func (s *Set) sourceOfOwnRole(e *entry) (Profile, error) {
	switch at := e.Lines["credential_source"]; {
	case e.has("credential_source") && e.has("source_profile"):
		return Profile{}, e.fault(at, "it has both source_profile and credential_source")
	case e.has("credential_source"):
		return e.withSource(Source(e.CredentialSource)), e.Check("credential_source")
	case e.SourceProfile != "" && e.keysIn == nil:
		return Profile{}, e.fault(e.Lines["source_profile"], "it is its own source_profile and has no static keys")
	}
	source, err := s.source(e)
	if source == NoSource {
		source = Ambient
	}
	return e.withSource(source), err
}

// source returns which of the profile's sources counts, and checks that this one is whole.
func (s *Set) source(e *entry) (Source, error) {
	keysOf := func(credentialsFile bool) bool { return e.keysIn != nil && e.keysIn.isCredentials == credentialsFile }
	switch {
	case e.has("web_identity_token_file"):
		if err := e.require("role_arn", "web_identity_token_file"); err != nil {
			return WebIdentity, err
		}
		return WebIdentity, e.Check("web_identity_token_file", "role_arn", "role_session_name")
	case e.has("sso_account_id") || e.has("sso_role_name"):
		if err := e.readSSOSession(s); err != nil {
			return SSO, err
		}
		return SSO, e.checkSSO()
	case keysOf(true):
		return StaticKeys, e.checkKeys()
	case e.has("login_session"):
		return LoginSession, e.Check("login_session")
	case e.has("credential_process"):
		return Process, e.Check("credential_process")
	case keysOf(false):
		return StaticKeys, e.checkKeys()
	case e.inSession(s):
		return SSO, e.checkSSO()
	}
	return NoSource, nil
}

// inSession reports whether the sso-session section has the account and the role of a profile that has nothing but its name.
func (e *entry) inSession(s *Set) bool {
	return e.SSO.Session != "" && e.readSSOSession(s) == nil && e.has("sso_account_id") && e.has("sso_role_name")
}

func (e *entry) checkKeys() error {
	if err := e.Check("aws_access_key_id", "aws_secret_access_key"); err != nil {
		return err
	}
	if err := e.require("aws_secret_access_key", "aws_access_key_id"); err != nil {
		return err
	}
	if err := e.require("aws_access_key_id", "aws_secret_access_key"); err != nil {
		return err
	}
	return e.Check("aws_session_token")
}

func (e *entry) checkSSO() error {
	present := "sso_account_id"
	if !e.has(present) {
		present = "sso_role_name"
	}
	for _, key := range []string{"sso_account_id", "sso_role_name", "sso_start_url", "sso_region"} {
		if err := e.require(key, present); err != nil {
			return err
		}
	}
	return e.Check("sso_account_id", "sso_role_name", "sso_session", "sso_start_url", "sso_region")
}

// require checks that a key is there that another one can't do without.
func (e *entry) require(key, present string) error {
	if e.has(key) {
		return nil
	}
	return e.fault(e.Lines[present], "%s without %s", present, key)
}
