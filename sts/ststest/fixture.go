package ststest

import (
	"embed"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// The people of Fixture. Their keys are the fakes of AWS's documentation with a name in them.
const (
	AliceARN    = "arn:aws:iam::111122223333:user/alice"
	AliceKeyID  = "AKIAIOSFODNN7EXALICE"
	AliceSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXALICEKEY"
	AliceSerial = "arn:aws:iam::111122223333:mfa/alice"
	AliceSeed   = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" // the secret of her MFA device, in base32

	BobARN    = "arn:aws:iam::111122223333:user/ops/bob"
	BobKeyID  = "AKIAIOSFODNN7EXMPBOB"
	BobSecret = "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"

	CarolARN    = "arn:aws:iam::111122223333:user/carol"
	CarolKeyID  = "AKIAIOSFODNN7EXCAROL"
	CarolSecret = "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"
	CarolSerial = "GAHT12345678"
	CarolSeed   = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

	RootKeyID  = "AKIAIOSFODNN7EXMROOT"
	RootSecret = "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"
)

// The roles of Fixture.
const (
	DeveloperARN = "arn:aws:iam::111122223333:role/developer"     // alice's account; up to 12 h
	AdminARN     = "arn:aws:iam::444455556666:role/admin"         // alice's account, with MFA; up to 4 h
	FreshARN     = "arn:aws:iam::444455556666:role/fresh"         // alice's account, with MFA of the last 5 minutes
	AuditARN     = "arn:aws:iam::444455556666:role/sec/audit"     // sessions of AdminARN
	PartnerARN   = "arn:aws:iam::999988887777:role/partner"       // alice with PartnerID
	ReadOnlyARN  = "arn:aws:iam::111122223333:role/readonly"      // bob; no session tags, no source identity
	DeployARN    = "arn:aws:iam::111122223333:role/ci/deploy"     // carol, and the web identity
	PartnerID    = "partner-7788"                                 // the external id that PartnerARN wants
	WebToken     = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjaSJ9.example" // the web identity's token
)

// Fixture is a small world for scripts and demonstrations: alice, who has an MFA device; bob, who has none; carol, who
// has a hardware device and may not call GetSessionToken; the account's root user; and the roles above. WriteConfig
// writes the files that go with it.
func Fixture() World {
	const home = "arn:aws:iam::111122223333:root"
	const subject = "repo:example/app:ref:refs/heads/main"
	return World{
		Users: []User{
			{ARN: AliceARN, Keys: []Key{{AliceKeyID, AliceSecret}}, Devices: map[string]string{AliceSerial: AliceSeed}},
			{ARN: BobARN, Keys: []Key{{BobKeyID, BobSecret}}},
			{ARN: CarolARN, Keys: []Key{{CarolKeyID, CarolSecret}}, Devices: map[string]string{CarolSerial: CarolSeed},
				DenySessionToken: true},
			{ARN: home, Keys: []Key{{RootKeyID, RootSecret}}},
		},
		Roles: []Role{
			{ARN: DeveloperARN, Trusts: []string{home}, MaxSession: 12 * time.Hour},
			{ARN: AdminARN, Trusts: []string{home}, RequiresMFA: true, MaxSession: 4 * time.Hour},
			{ARN: FreshARN, Trusts: []string{home}, MaxMFAAge: 5 * time.Minute},
			{ARN: AuditARN, Trusts: []string{AdminARN}},
			{ARN: PartnerARN, Trusts: []string{AliceARN}, ExternalID: PartnerID},
			{ARN: ReadOnlyARN, Trusts: []string{BobARN}, DenyTags: true, DenySourceIdentity: true},
			{ARN: DeployARN, Trusts: []string{CarolARN, subject}},
		},
		Identities: []Identity{{
			Token:    WebToken,
			Subject:  subject,
			Provider: "arn:aws:iam::111122223333:oidc-provider/token.example.com",
			Audience: "sts.amazonaws.com",
		}},
	}
}

//go:embed aws
var awsFiles embed.FS

// WriteConfig writes ~/.aws/config, ~/.aws/credentials and a token file of the web identity into a home directory, as the
// people of Fixture would have them. The files and what is in them:
//
//	default   alice's keys, eu-west-1        prod   AdminARN with MFA, eu-central-1
//	dev       DeveloperARN                   fresh  FreshARN with MFA
//	audit     AuditARN through prod          ext    PartnerARN with its external id
//	bob       bob's keys                     ro     ReadOnlyARN of bob
//	carol     carol's keys and MFA           deploy DeployARN of carol, with MFA
//	root      the root user's keys           ci     DeployARN by the web identity
func WriteConfig(home string) error {
	dir := filepath.Join(home, ".aws")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return fs.WalkDir(awsFiles, "aws", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := awsFiles.ReadFile(path)
		if err != nil {
			return err
		}
		filled := strings.ReplaceAll(string(text), "HOME", filepath.ToSlash(home))
		return os.WriteFile(filepath.Join(dir, entry.Name()), []byte(filled), 0o600)
	})
}
