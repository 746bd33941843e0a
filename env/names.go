package env

// The variables of a session. The AWS_ACCESS_KEY_ID group is what the AWS SDKs read; AWS_SESSION_EXPIRATION and its
// Unix form are the original tool's, and AWS_RUNAS_* are this program's own notes.
const (
	AccessKeyID           = "AWS_ACCESS_KEY_ID"
	SecretAccessKey       = "AWS_SECRET_ACCESS_KEY"
	SessionToken          = "AWS_SESSION_TOKEN"
	CredentialExpiration  = "AWS_CREDENTIAL_EXPIRATION"
	SessionExpiration     = "AWS_SESSION_EXPIRATION"
	SessionExpirationUnix = "AWS_SESSION_EXPIRATION_UNIX"
	Region                = "AWS_REGION"
	DefaultRegion         = "AWS_DEFAULT_REGION"
	RoleSessionName       = "AWS_ROLE_SESSION_NAME"

	RunasProfile        = "AWS_RUNAS_PROFILE"
	RunasAccessKeyID    = "AWS_RUNAS_ACCESS_KEY_ID"
	RunasAssumedRoleARN = "AWS_RUNAS_ASSUMED_ROLE_ARN"
	RunasNoRole         = "AWS_RUNAS_NO_ROLE"
	RunasRegion         = "AWS_RUNAS_REGION"
	RunasSource         = "AWS_RUNAS_SOURCE"
	RunasHides          = "AWS_RUNAS_HIDES"
)

// RunasRenewing is the note of a command that gets its credentials by a profile: the path of that profile's config file. While
// ConfigFile has the same value, and no key goes before it, the command renews its credentials itself.
const (
	ConfigFile    = "AWS_CONFIG_FILE"
	RunasRenewing = "AWS_RUNAS_RENEWING"
)

// SourceEnvironment is the value of AWS_RUNAS_SOURCE in a session that was made from keys in the environment: those
// keys are hidden while the session is active, so nothing else can be made from them.
const SourceEnvironment = "environment"

// SourceAmbient is the value of AWS_RUNAS_SOURCE in a session with a role that was assumed without a profile, from the
// credentials that were at hand. Its profile is one in name only.
const SourceAmbient = "ambient"

// HidesKeys is the value of AWS_RUNAS_HIDES in a session that stands in front of keys of the user's own in the environment.
// What looks for keys there must not go on to another place while it can't see them.
const HidesKeys = "keys"

// NoRole is the value of AWS_RUNAS_NO_ROLE in a session that --no-role made.
const NoRole = "1"

// Group is what a variable is to a session; how each group is treated is the table in state.go.
type Group int

// The groups. The keys are replaced together, and stay together when the user has put other keys in their place.
const (
	KeyID Group = iota // tells whose the keys are
	Key
	Expiry
	SessionName
	Hidden // removed while a session is active
	RegionName
	Note // means nothing to anybody else: no user's value of it is ever saved
	groups
)

// Variable is a variable that a session owns: it is set, removed or, with a region, left alone by every activation.
type Variable struct {
	Name    string
	Group   Group
	Renewed bool   // replaced by a renewal as well, which leaves the others as they are
	Meaning string // as the README's table says it; neighbours with the same one share a row
}

// Variables returns the variables of a session, in the order in which a change names them.
//
// The hidden ones are really removed and never set empty: each makes some SDK ignore the session's keys or mix them up.
// JavaScript's SDK and Terraform put AWS_PROFILE before keys, botocore reads AWS_SECURITY_TOKEN before AWS_SESSION_TOKEN
// and fails on an empty AWS_PROFILE, and AWS_ACCOUNT_ID drives account-based endpoints.
func Variables() []Variable {
	const (
		credentials = "the credentials"
		expiry      = "when they expire: RFC 3339, twice, and seconds"
		hidden      = "put away while a session is active: each makes some AWS SDK ignore the session's keys or mix them up"
		region      = "`--region`, else the profile's region; without one, your own stay"
		notes       = "this program's own notes of what it has set, and of whether it stands in front of keys of yours"
	)
	return []Variable{
		{AccessKeyID, KeyID, true, credentials},
		{SecretAccessKey, Key, true, credentials},
		{SessionToken, Key, true, credentials},
		{CredentialExpiration, Expiry, true, expiry},
		{SessionExpiration, Expiry, true, expiry},
		{SessionExpirationUnix, Expiry, true, expiry},
		{RoleSessionName, SessionName, true, "the role session's name"},
		{RunasAccessKeyID, Note, true, "the key id of the session; while it is that of `AWS_ACCESS_KEY_ID`, the session is active"},
		{"AWS_PROFILE", Hidden, false, hidden},
		{"AWS_DEFAULT_PROFILE", Hidden, false, hidden},
		{"AWS_SECURITY_TOKEN", Hidden, false, hidden},
		{"AWS_ACCOUNT_ID", Hidden, false, hidden},
		{Region, RegionName, false, region},
		{DefaultRegion, RegionName, false, region},
		{RunasRegion, Note, false, notes},
		{RunasSource, Note, false, notes},
		{RunasHides, Note, false, notes},
		{RunasAssumedRoleARN, Note, false, "the role's ARN as the profile has it"},
		{RunasNoRole, Note, false, "`1` in a session that `--no-role` made"},
		{RunasProfile, Note, false, "the profile"},
	}
}

// HiddenNames returns the names of the variables that are removed while a session is active.
func HiddenNames() []string {
	var names []string
	for _, v := range Variables() {
		if v.Group == Hidden {
			names = append(names, v.Name)
		}
	}
	return names
}

// ForOthers reports whether a variable is one that other programs read to find credentials and a region.
func ForOthers(name string) bool {
	for _, v := range Variables() {
		if v.Name == name {
			return v.Group == KeyID || v.Group == Key || v.Group == Expiry || v.Group == RegionName
		}
	}
	return false
}
