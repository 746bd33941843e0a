package profile

// setting is a key that a profile may have.
type setting struct {
	key  string
	read func(value string) error // checks the value and puts it into the profile
}

// settings lists the keys whose values stand by themselves. Lengths and characters are those of the STS API's reference.
func (p *Profile) settings() []setting {
	e := &p.Endpoints
	return []setting{
		{"region", text(&p.Region, optional(region))},
		{"role_arn", text(&p.RoleARN, roleARN)},
		{"source_profile", text(&p.SourceProfile, printable)},
		{"credential_source", text(&p.CredentialSource, printable)},
		{"external_id", text(&p.ExternalID, word(2, 1224, "_=,.@:/+-"))},
		{"duration_seconds", roleDuration(&p.Duration)},
		{"role_session_name", text(&p.RoleSessionName, word(2, 64, "_=,.@+-"))},
		{"session_tags", tags(&p.SessionTags)},
		{"transitive_session_tags", tagKeys(&p.TransitiveTagKeys)},
		{"source_identity", text(&p.SourceIdentity, word(2, 64, "_=,.@+-"))},
		{"mfa_serial", text(&p.MFASerial, word(9, 256, "_=/:,.@+-"))},
		{"mfa_process", text(&p.MFAProcess, optional(printable))},
		{"credential_process", text(&p.CredentialProcess, printable)},
		{"web_identity_token_file", text(&p.WebIdentityTokenFile, printable)},
		{"sso_session", text(&p.SSO.Session, printable)},
		{"sso_start_url", text(&p.SSO.StartURL, unbroken)},
		{"sso_region", text(&p.SSO.Region, region)},
		{"sso_account_id", text(&p.SSO.AccountID, accountID)},
		{"sso_role_name", text(&p.SSO.RoleName, word(1, 64, "_=,.@+-"))},
		{"endpoint_url", text(&e.URL, optional(unbroken))},
		{"ignore_configured_endpoint_urls", yesNo(&e.IgnoreConfigured)},
		{"use_fips_endpoint", yesNo(&e.UseFIPS)},
		{"use_dualstack_endpoint", yesNo(&e.UseDualStack)},
		{"sts_regional_endpoints", text(&e.STSRegional, optional(oneOf("legacy", "regional")))},
		{"ca_bundle", text(&e.CABundle, optional(printable))},
		{"max_attempts", attempts(&e.MaxAttempts)},
		{"retry_mode", text(&e.RetryMode, optional(oneOf("legacy", "standard", "adaptive")))},
		{"ec2_metadata_service_endpoint", text(&e.MetadataURL, optional(unbroken))},
		{"ec2_metadata_service_endpoint_mode", addressFamily(&e.MetadataMode)},
		{"ec2_metadata_v1_disabled", flag(&e.MetadataV1Disabled)},
	}
}

// keySettings lists the keys of static credentials, which are read from one file together.
func (p *Profile) keySettings() []setting {
	return []setting{
		{"aws_access_key_id", text(&p.AccessKeyID, unbroken)},
		{"aws_secret_access_key", text(&p.SecretAccessKey, unbroken)},
		{"aws_session_token", text(&p.SessionToken, optional(unbroken))},
	}
}

// ssoSettings lists the keys that an sso-session section has for the profiles that name it.
func (p *Profile) ssoSettings() []setting {
	return []setting{
		{"sso_start_url", text(&p.SSO.StartURL, unbroken)},
		{"sso_region", text(&p.SSO.Region, region)},
	}
}
