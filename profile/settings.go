package profile

import "aws-runas/profile/ini"

// setting is a row of the settings table: all that is to be known of a key that a profile may have.
type setting struct {
	key   string
	says  speaker
	of    Source                // the source that the key belongs to; NoSource where it counts whatever the source
	empty emptiness             // what an empty value is
	read  func(ini.Value) error // puts the value into the profile's field, and returns what is wrong with it
}

// speaker says whose word a key needs, when it stands in ./aws_config, a file that came with a repository.
type speaker uint8

const (
	// Not a repository's file, until the user allows it: so is every key that nobody thought about.
	ownFilesOnly speaker = iota
	// A repository's file too: these say which role is wanted, and are shown to AWS with it.
	anyFile
)

// emptiness says what a key without a value is.
type emptiness uint8

const (
	unset emptiness = iota // as if it were not there: as for the AWS CLI
	wrong                  // an error where it counts: it decides whose credentials these are, and was perhaps left empty by a template
)

// settings is the settings table: the keys that a profile may have, where their values go, and what these have to be. A
// check refuses what botocore's model of the STS API refuses (lengths), what would reach another host (regions), and what
// can't be said to a shell. All else is for the server to refuse.
func settings(p *Profile) []setting {
	e := &p.Endpoints
	return []setting{
		{"region", anyFile, NoSource, unset, text(&p.Region, region)},
		{"role_arn", anyFile, NoSource, wrong, text(&p.RoleARN, CheckRoleARN)},
		{"source_profile", anyFile, NoSource, wrong, text(&p.SourceProfile, printable)},
		{"credential_source", ownFilesOnly, NoSource, wrong, text(&p.CredentialSource, oneOf(Environment, EC2Metadata, Container))},
		{"external_id", anyFile, NoSource, unset, text(&p.ExternalID, longerThan(1))},
		{"duration_seconds", anyFile, NoSource, unset, roleDuration(&p.Duration)},
		{"role_session_name", ownFilesOnly, NoSource, unset, text(&p.RoleSessionName, longerThan(1))},
		{"session_tags", ownFilesOnly, NoSource, unset, tags(&p.SessionTags)},
		{"transitive_session_tags", ownFilesOnly, NoSource, unset, tagKeys(&p.TransitiveTagKeys)},
		{"source_identity", ownFilesOnly, NoSource, unset, text(&p.SourceIdentity, longerThan(1))},
		{"mfa_serial", anyFile, NoSource, unset, text(&p.MFASerial, longerThan(8))},
		{"mfa_process", ownFilesOnly, NoSource, unset, command(&p.MFAProcess)},
		{"aws_runas_color", ownFilesOnly, NoSource, unset, color(&p.Color)}, // no other tool reads it

		{"aws_access_key_id", ownFilesOnly, StaticKeys, wrong, text(&p.AccessKeyID, unbroken)},
		{"aws_secret_access_key", ownFilesOnly, StaticKeys, wrong, text(&p.SecretAccessKey, unbroken)},
		{"aws_session_token", ownFilesOnly, StaticKeys, unset, text(&p.SessionToken, unbroken)},
		{"credential_process", ownFilesOnly, Process, unset, command(&p.CredentialProcess)},
		{"web_identity_token_file", ownFilesOnly, WebIdentity, wrong, text(&p.WebIdentityTokenFile, printable)},
		{"sso_session", ownFilesOnly, SSO, unset, text(&p.SSO.Session, printable)},
		{"sso_start_url", ownFilesOnly, SSO, unset, text(&p.SSO.StartURL, printable)},
		{"sso_region", ownFilesOnly, SSO, unset, text(&p.SSO.Region, region)},
		{"sso_account_id", ownFilesOnly, SSO, wrong, text(&p.SSO.AccountID, printable)},
		{"sso_role_name", ownFilesOnly, SSO, wrong, text(&p.SSO.RoleName, printable)},
		{"sso_registration_scopes", ownFilesOnly, SSO, unset, text(&p.SSO.Scopes, printable)},
		{"login_session", ownFilesOnly, LoginSession, unset, text(&p.LoginSession, unbroken)},

		{"endpoint_url", ownFilesOnly, NoSource, unset, text(&e.URL, unbroken)},
		{"services", ownFilesOnly, NoSource, unset, text(new(string), printable)},
		{"ignore_configured_endpoint_urls", ownFilesOnly, NoSource, unset, yesNo(&e.IgnoreConfigured)},
		{"use_fips_endpoint", ownFilesOnly, NoSource, unset, yesNo(&e.UseFIPS)},
		{"use_dualstack_endpoint", ownFilesOnly, NoSource, unset, yesNo(&e.UseDualStack)},
		{"sts_regional_endpoints", ownFilesOnly, NoSource, unset, text(&e.STSRegional, oneOf("legacy", "regional"))},
		{"ca_bundle", ownFilesOnly, NoSource, unset, text(&e.CABundle, printable)},
		{"max_attempts", ownFilesOnly, NoSource, unset, attempts(&e.MaxAttempts)},
		{"retry_mode", ownFilesOnly, NoSource, unset, text(&e.RetryMode, oneOf("legacy", "standard", "adaptive"))},
		{"ec2_metadata_service_endpoint", ownFilesOnly, NoSource, unset, text(&e.MetadataURL, unbroken)},
		{"ec2_metadata_service_endpoint_mode", ownFilesOnly, NoSource, unset, addressFamily(&e.MetadataMode)},
		{"ec2_metadata_v1_disabled", ownFilesOnly, NoSource, unset, flag(&e.MetadataV1Disabled)},
	}
}
