package ststest

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"
)

// World is what a server knows: who may call, and what for.
type World struct {
	Users      []User
	Roles      []Role
	Identities []Identity
}

// User is an IAM user or, with an ARN that ends in :root, an account's root user. The account is the ARN's.
type User struct {
	ARN     string            // arn:aws:iam::111122223333:user/team/alice
	Keys    []Key             // long-lived access keys
	Devices map[string]string // TOTP devices: the secret, in base32, by serial number

	// DenySessionToken makes GetSessionToken an AccessDenied, as a policy can. The MFA code is used up by then.
	DenySessionToken bool
}

// Key is a long-lived access key.
type Key struct{ ID, Secret string }

// Role is an IAM role: who may assume it, and how. The zero value of each condition asks for nothing.
type Role struct {
	ARN string

	// Trusts names who may assume the role: ARNs of users and roles, account roots (arn:aws:iam::111122223333:root)
	// for everybody in the account, and subjects of web identities.
	Trusts      []string
	ExternalID  string
	RequiresMFA bool
	MaxMFAAge   time.Duration // how long ago the code may have been given; implies RequiresMFA

	MaxSession         time.Duration // MaxSessionDuration; 0 is AWS's default of an hour
	DenyTags           bool          // the trust does not allow sts:TagSession
	DenySourceIdentity bool          // nor sts:SetSourceIdentity
}

// Identity is a web identity: a token that an OpenID Connect provider gave to a subject.
type Identity struct {
	Token    string
	Subject  string
	Provider string // the provider's ARN or domain name
	Audience string
	Expires  time.Time // zero: never
}

// key finds a long-lived key and the user it belongs to.
func (w World) key(id string) (User, Key, bool) {
	for _, u := range w.Users {
		for _, k := range u.Keys {
			if k.ID == id {
				return u, k, true
			}
		}
	}
	return User{}, Key{}, false
}

// role finds a role by its ARN.
func (w World) role(arn string) (Role, bool) {
	i := slices.IndexFunc(w.Roles, func(r Role) bool { return r.ARN == arn })
	if i < 0 {
		return Role{}, false
	}
	return w.Roles[i], true
}

// user finds a user by its ARN; the zero User when there is none.
func (w World) user(arn string) User {
	for _, u := range w.Users {
		if u.ARN == arn {
			return u
		}
	}
	return User{}
}

// device finds the secret of a TOTP device, whoever has it.
func (w World) device(serial string) (secret string, found bool) {
	for _, u := range w.Users {
		if secret, found = u.Devices[serial]; found {
			return secret, true
		}
	}
	return "", false
}

// trusts reports whether the role's policy names the principal, its ARN or its account.
func (r Role) trusts(principal string) bool {
	root := "arn:" + partition(principal) + ":iam::" + account(principal) + ":root"
	return slices.Contains(r.Trusts, principal) || slices.Contains(r.Trusts, root)
}

// longest is the longest session the role allows.
func (r Role) longest() time.Duration {
	if r.MaxSession == 0 {
		return time.Hour
	}
	return r.MaxSession
}

// assumedARN is the ARN of a session of the role. The role's path is not in it.
func (r Role) assumedARN(sessionName string) string {
	name := r.ARN[strings.LastIndex(r.ARN, "/")+1:]
	return "arn:" + partition(r.ARN) + ":sts::" + account(r.ARN) + ":assumed-role/" + name + "/" + sessionName
}

func partition(arn string) string { return arnField(arn, 1) }
func account(arn string) string   { return arnField(arn, 4) }

// arnField returns a field of arn:partition:service:region:account:resource, empty where there is none.
func arnField(arn string, i int) string {
	fields := strings.SplitN(arn, ":", 6)
	if len(fields) < 6 {
		return ""
	}
	return fields[i]
}

// uniqueID makes the id that IAM gives to a user (AIDA…) or role (AROA…): 21 characters, always the same for an ARN.
func uniqueID(prefix, arn string) string {
	sum := sha256.Sum256([]byte(arn))
	return prefix + base32.StdEncoding.EncodeToString(sum[:])[:17]
}
