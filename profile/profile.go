// Package profile reads the AWS files, config and credentials, and works out which profiles a profile depends on.
//
// It is not responsible for credentials: it says where they come from and asks nobody for them. It uses no network and
// does not read the process's environment, and it never writes the AWS files.
package profile

import (
	"time"

	"aws-runas/profile/ini"
)

// Position is a place in a file, for messages.
type Position = ini.Position

// Profile is one profile as the files have it, key by key, the credentials file before the config file. A key that is
// absent is the zero value. The meaning of each key is the AWS CLI's ("Configuration and credential file settings" and
// "Using an IAM role" in its user guide).
type Profile struct {
	Name  string
	At    Position            // where its section begins
	Local bool                // read from ./aws_config, a file that is not the user's word
	Lines map[string]Position // where each key that is set stands, by the key's name

	Region string

	RoleARN              string
	SourceProfile        string
	CredentialSource     string // Environment, Ec2InstanceMetadata or EcsContainer; or Ambient or Machine, which no file has
	ExternalID           string
	Duration             time.Duration // duration_seconds
	RoleSessionName      string
	SessionTags          []Tag    // session_tags, in the file's order
	TransitiveTagKeys    []string // transitive_session_tags
	SourceIdentity       string
	MFASerial            string
	MFAProcess           string
	AccessKeyID          string
	SecretAccessKey      string
	SessionToken         string
	CredentialProcess    string
	WebIdentityTokenFile string
	SSO                  SSORole
	Endpoints            Endpoints
}

// Tag is a session tag.
type Tag struct{ Key, Value string }

// SSORole selects a role in IAM Identity Center. Session is empty for the older form without an sso-session section.
type SSORole struct {
	Session   string
	StartURL  string
	Region    string
	AccountID string
	RoleName  string
}

// Endpoints is what a profile says about reaching AWS, as the "AWS SDKs and Tools Reference Guide" names the settings.
// A pointer is nil where the profile has no such key.
type Endpoints struct {
	URL                string            // endpoint_url
	Services           map[string]string // endpoint_url of each service in the services section, by its name there (sts, sso, sso_oidc)
	IgnoreConfigured   *bool             // ignore_configured_endpoint_urls
	UseFIPS            *bool             // use_fips_endpoint
	UseDualStack       *bool             // use_dualstack_endpoint
	STSRegional        string            // sts_regional_endpoints: legacy or regional
	CABundle           string            // ca_bundle, a file
	MaxAttempts        int               // max_attempts
	RetryMode          string            // retry_mode
	MetadataURL        string            // ec2_metadata_service_endpoint
	MetadataMode       string            // ec2_metadata_service_endpoint_mode: IPv4 or IPv6
	MetadataV1Disabled bool              // ec2_metadata_v1_disabled
}
