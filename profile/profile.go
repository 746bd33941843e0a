// Package profile reads the AWS files, config and credentials, and works out which profiles a profile depends on.
//
// It is not responsible for credentials: it says where they come from and asks nobody for them. It uses no network, does
// not read the process's environment, and never writes the AWS files.
//
// # What is read
//
// Locate says which files: the config file is the one given by --path, else ./aws_config, else AWS_CONFIG_FILE, else
// ~/.aws/config; the credentials file is AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials. A profile that ./aws_config
// lacks is looked up, whole, in the user's own config file: keys never merge across the two. The keys of the credentials
// file come before those of either.
//
// Load reads the files once and finds their sections (package ini); the keys of a profile are read when Chain comes to it,
// so that 10,000 profiles cost no more than the bytes that they are. Chain goes from source_profile to source_profile, up
// to the profile whose own credentials everything begins with, and returns the profiles on that way as plain values. The
// settings table has a row for each key: its name, the field that it goes to, the check of its value, the source that it
// belongs to, and who may say it.
//
// # What may be trusted
//
// ./aws_config came with a repository, and is not the user's word. A key in it that the requested chain uses, and that the
// settings table does not let any file say, is an UntrustedError until the user has allowed the file (package trust) as it
// is: by its resolved path and its content's hash. The bytes that are parsed are the bytes that are hashed. A row of the
// table that says nothing about it is a key that only the user's own files may say. The user's own files, and one given by
// --path, need no such step.
package profile

import (
	"time"

	"aws-runas/profile/ini"
)

// Position is a place in a file, for messages.
type Position = ini.Position

// Profile is one profile as the files have it, key by key; the credentials file comes before the config file. A key that is
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
	LoginSession         string // login_session, an ARN
	Color                string // aws_runas_color: one of Colors
	Endpoints            Endpoints

	wrong   map[string]error // what is wrong with the values of keys, by the key's name; see Check
	unknown []unknownKey
}

// Check returns the first error in the values of the keys. A value is checked where it is used, never before: who uses a
// field whose value Chain has not checked asks here first. Chain checks all but those of the endpoints, which count for the
// selected profile only and behind the environment's variables, and duration_seconds of the first role.
func (p Profile) Check(keys ...string) error {
	for _, key := range keys {
		if err := p.wrong[key]; err != nil {
			return err
		}
	}
	return nil
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
	Scopes    string // sso_registration_scopes of the sso-session section, with commas between
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
