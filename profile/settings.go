package profile

// setting is a row of the settings table: all that is to be known of a key that a profile may have.
type setting struct {
	key  string
	says speaker
	of   Source                   // the source that the key belongs to; NoSource where it counts whatever the source
	read func(value string) error // checks the value and puts it into the profile's field
}

// speaker says whose word a key needs, when it stands in ./aws_config, a file that came with a repository.
type speaker uint8

const (
	ownFilesOnly speaker = iota // not a repository's file, until the user allows it: so is every key that nobody thought about
	anyFile
)

// settings is the settings table: the keys that a profile may have, where their values go, and what these have to be.
// Lengths and characters are those of the STS API's reference.
func settings(p *Profile) []setting {
	e := &p.Endpoints
	return []setting{
		{"region", anyFile, NoSource, text(&p.Region, optional(region))},
		{"role_arn", anyFile, NoSource, text(&p.RoleARN, roleARN)},
		{"source_profile", anyFile, NoSource, text(&p.SourceProfile, printable)},
		{"credential_source", anyFile, NoSource, text(&p.CredentialSource, printable)},
		{"external_id", anyFile, NoSource, text(&p.ExternalID, word(2, 1224, "_=,.@:/+-"))},
		{"duration_seconds", anyFile, NoSource, roleDuration(&p.Duration)},
		{"role_session_name", anyFile, NoSource, text(&p.RoleSessionName, word(2, 64, "_=,.@+-"))},
		{"session_tags", anyFile, NoSource, tags(&p.SessionTags)},
		{"transitive_session_tags", anyFile, NoSource, tagKeys(&p.TransitiveTagKeys)},
		{"source_identity", anyFile, NoSource, text(&p.SourceIdentity, word(2, 64, "_=,.@+-"))},
		{"mfa_serial", anyFile, NoSource, text(&p.MFASerial, word(9, 256, "_=/:,.@+-"))},
		{"mfa_process", ownFilesOnly, NoSource, text(&p.MFAProcess, optional(printable))},

		{"aws_access_key_id", anyFile, StaticKeys, text(&p.AccessKeyID, unbroken)},
		{"aws_secret_access_key", anyFile, StaticKeys, text(&p.SecretAccessKey, unbroken)},
		{"aws_session_token", anyFile, StaticKeys, text(&p.SessionToken, optional(unbroken))},
		{"credential_process", ownFilesOnly, Process, text(&p.CredentialProcess, printable)},
		{"web_identity_token_file", ownFilesOnly, WebIdentity, text(&p.WebIdentityTokenFile, printable)},
		{"sso_session", ownFilesOnly, SSO, text(&p.SSO.Session, printable)},
		{"sso_start_url", ownFilesOnly, SSO, text(&p.SSO.StartURL, unbroken)},
		{"sso_region", ownFilesOnly, SSO, text(&p.SSO.Region, region)},
		{"sso_account_id", ownFilesOnly, SSO, text(&p.SSO.AccountID, accountID)},
		{"sso_role_name", ownFilesOnly, SSO, text(&p.SSO.RoleName, word(1, 64, "_=,.@+-"))},
		{"sso_registration_scopes", ownFilesOnly, SSO, text(&p.SSO.Scopes, optional(printable))},
		{"login_session", ownFilesOnly, LoginSession, text(&p.LoginSession, unbroken)},

		{"endpoint_url", ownFilesOnly, NoSource, text(&e.URL, optional(unbroken))},
		{"ignore_configured_endpoint_urls", ownFilesOnly, NoSource, yesNo(&e.IgnoreConfigured)}, // it would undo what the user has set
		{"use_fips_endpoint", anyFile, NoSource, yesNo(&e.UseFIPS)},
		{"use_dualstack_endpoint", anyFile, NoSource, yesNo(&e.UseDualStack)},
		{"sts_regional_endpoints", anyFile, NoSource, text(&e.STSRegional, optional(oneOf("legacy", "regional")))},
		{"ca_bundle", ownFilesOnly, NoSource, text(&e.CABundle, optional(printable))},
		{"max_attempts", anyFile, NoSource, attempts(&e.MaxAttempts)},
		{"retry_mode", anyFile, NoSource, text(&e.RetryMode, optional(oneOf("legacy", "standard", "adaptive")))},
		{"ec2_metadata_service_endpoint", ownFilesOnly, NoSource, text(&e.MetadataURL, optional(unbroken))},
		{"ec2_metadata_service_endpoint_mode", anyFile, NoSource, addressFamily(&e.MetadataMode)},
		{"ec2_metadata_v1_disabled", anyFile, NoSource, flag(&e.MetadataV1Disabled)},
	}
}
