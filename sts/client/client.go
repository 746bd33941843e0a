// Package client says how AWS is reached: the region that calls are made in, the SDK clients of STS, IAM Identity
// Center (SSO) and its OIDC service, the HTTP client below them, retries and time limits, and what a failed call means
// in plain words.
//
// It builds no host names but those of the sign-in service, whose module of the SDK is not linked: region, FIPS, dual-stack
// and endpoint options go to the SDK's own resolver. It is not
// responsible for credentials or for which calls are made. HTTPS_PROXY, HTTP_PROXY and NO_PROXY are the one thing that
// it does not get handed: net/http reads them from the process's own environment.
package client

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
)

// Config is what the environment and the selected profile say about reaching AWS. Make it with New. Clients made by
// one Config share connections and the time that the network may take in all.
type Config struct {
	region    string // as the user set it, "" where there is none
	callsTo   string // region, or the one that stands for the partition
	partition string
	global    bool // STS is asked at its global endpoint, where the SDK's rules have one for the region
	fips      bool
	dualStack bool
	urls      overrides
	retryer   func() aws.Retryer
	bundle    string // a file
	network   *network
}

// New reads the settings: environment variables come before the profile's keys, as in the AWS CLI. The profile is the
// selected one, never one that it depends on. The chain serves only when no region is set anywhere: then the partition
// is that of the first role or serial ARN in it.
//
// An error names the variable, or the file and line, of a value that can not be used. No file is read yet.
func New(getenv func(string) string, selected profile.Profile, chain []profile.Profile) (Config, error) {
	return NewIn("", getenv, selected, chain)
}

// NewIn is New with the region that --region names, which comes before all settings; empty where it names none.
func NewIn(named string, getenv func(string) string, selected profile.Profile, chain []profile.Profile) (Config, error) {
	from := reader{named: named, getenv: getenv, profile: selected}
	configured := selected.Endpoints

	region := from.region()
	s := Config{
		region:    region,
		callsTo:   region,
		partition: partitionOfRegion(region),
		global:    from.legacy(),
		fips:      from.boolean("AWS_USE_FIPS_ENDPOINT", configured.UseFIPS),
		dualStack: from.boolean("AWS_USE_DUALSTACK_ENDPOINT", configured.UseDualStack),
		urls:      from.overrides(),
		retryer:   from.retryer(),
	}
	bundle := from.setting("AWS_CA_BUNDLE", "ca_bundle", configured.CABundle)
	s.bundle, s.network = bundle.value, newNetwork(bundle)
	if region == "" {
		s.partition = partitionOfChain(chain)
		s.callsTo = regionOfPartition(s.partition)
		s.global = true
	}
	return s, from.err
}

// Region returns the region that the user has set: --region, else AWS_REGION, else AWS_DEFAULT_REGION, else the selected profile's.
// It is "" when there is none anywhere.
func (s Config) Region() string { return s.region }

// OwnSTS says whether the user has named the endpoint of STS, so that it may be another server than AWS's.
func (s Config) OwnSTS() bool { return s.urls.sts != "" }

// Scope tells apart worlds whose credentials have nothing to do with each other: it is the URL that overrides the
// STS endpoint, else the name of the AWS partition (aws, aws-cn, …), and the CA bundle, which says whom to take for AWS.
// Cached credentials belong to one scope.
func (s Config) Scope() string {
	scope := s.partition
	if s.urls.sts != "" {
		scope = s.urls.sts
	}
	if s.bundle != "" {
		scope += " " + s.bundle
	}
	return scope
}

// partitionOfRegion and regionOfPartition know regions by their prefixes only; the SDK's list of partitions is not
// exported. A wrong guess can not send a call astray: the resolver makes the host name from the region itself.
func partitionOfRegion(region string) string {
	for _, p := range partitions() {
		if strings.HasPrefix(region, p.regionPrefix) {
			return p.name
		}
	}
	return "aws"
}

func regionOfPartition(partition string) string {
	for _, p := range partitions() {
		if p.name == partition {
			return p.region
		}
	}
	return "us-east-1"
}

// partitions lists the partitions other than aws, with the region that answers where none is set.
func partitions() []struct{ name, regionPrefix, region string } {
	return []struct{ name, regionPrefix, region string }{
		{"aws-cn", "cn-", "cn-northwest-1"},
		{"aws-us-gov", "us-gov-", "us-gov-west-1"},
		{"aws-eusc", "eusc-", "eusc-de-east-1"},
		{"aws-iso", "us-iso-", "us-iso-east-1"},
		{"aws-iso-b", "us-isob-", "us-isob-east-1"},
		{"aws-iso-e", "eu-isoe-", "eu-isoe-west-1"},
		{"aws-iso-f", "us-isof-", "us-isof-south-1"},
	}
}

func partitionOfChain(chain []profile.Profile) string {
	for _, p := range chain {
		for _, arn := range []string{p.RoleARN, p.MFASerial} {
			if parts := strings.SplitN(arn, ":", 3); len(parts) == 3 && parts[0] == "arn" {
				return parts[1]
			}
		}
	}
	return "aws"
}
