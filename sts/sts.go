// Package sts turns a chain of profiles into temporary credentials: it decides which calls of the AWS Security Token
// Service are needed, makes them, and caches what they return.
//
// # The calls
//
// Temporary credentials are those with a session token. The rules below decide on the calls, and Broker.Plan lists them
// without making any.
//
//	the chain                                  the calls
//	role, no MFA                               AssumeRole
//	role with mfa_serial, for up to an hour,   GetSessionToken with an MFA code, for 12 hours: every role of the keys and the
//	  from long-term credentials               device shares this session. Then AssumeRole without a code
//	role with mfa_serial, for longer           AssumeRole with an MFA code: AWS caps a role assumed from a session at an hour
//	role from temporary credentials            AssumeRole for an hour at most; with mfa_serial a code goes along, as with the AWS
//	                                           CLI. GetSessionToken is never called: AWS refuses it
//	role of a role                             AssumeRole signed with the other role's session. A device that the other role
//	                                           names as well is not asked again
//	--no-session                               AssumeRole with an MFA code, for a trust policy that requires a fresh one
//	--no-role, or mfa_serial without a role    GetSessionToken with an MFA code, for an hour or as long as --duration says
//	no role and no mfa_serial                  none: the source's credentials as they are
//	GetSessionToken is refused                 AssumeRole with an MFA code. The refusal is remembered for 12 hours
//	a role is denied to a cached MFA session   AssumeRole once more with an MFA code, which its trust policy may require to be
//	                                           fresh, where a question is possible
//
// A role that names no role_session_name is named for its caller, whom GetCallerIdentity tells once for each access key. A
// session that --no-role made and that is active in the shell serves roles of the same keys in place of a cached one.
//
// It is not responsible for which profiles make a chain (package profile), where a source's own credentials come from
// (sts/source), how AWS is reached (sts/client), or what becomes of the result (package env).
package sts

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/mfa"
	"aws-runas/sts/request"
	"aws-runas/sts/source"
)

// Request says what to get credentials for.
type Request struct {
	// Chain leads from the profile asked for to the source of the keys. Each but the last is a role that is assumed with
	// the credentials of the next.
	Chain []profile.Profile
	request.Request
	Manner request.Manner
}

// Result is what a request leads to.
type Result struct {
	Credentials aws.Credentials
	RoleARN     string // as configured; empty without a role
	SessionName string // the role session's name; empty without a role
	SourceKeyID string // of a session without a role that was made with a profile's static keys: their id

	FromEnvironment bool // everything began with keys from the environment
}

// Live is the session without a role that is active in this shell. It is the base of every role of the same keys.
type Live struct {
	Credentials aws.Credentials
	SourceKeyID string
}

// Broker gets credentials.
type Broker struct {
	AWS    client.Config
	Source source.Resolver
	Cache  *cache.Store
	MFA    mfa.Prompter
	Live   Live
	Now    func() time.Time
	Say    func(format string, args ...any) // a line for the user
}

// Credentials gets what the request asks for: from the cache where that is live, else with as few calls and questions as
// will do. Errors name the profile whose call failed.
func (b *Broker) Credentials(ctx context.Context, req Request) (Result, error) {
	t, err := b.task(req)
	if err != nil {
		return Result{}, err
	}
	r, err := t.result(ctx)
	r.FromEnvironment = t.Source.Kind == profile.Environment
	return r, err
}

// Plan lists what Credentials would do for the request. Nothing is asked, run or sent. The error is that of a request that
// can't be met, as far as that is known beforehand.
func (b *Broker) Plan(ctx context.Context, req Request) (Plan, error) {
	t, err := b.task(req)
	if err != nil {
		return nil, err
	}
	t.Endpoint, t.Region = b.AWS.STSEndpoint(ctx)
	t.Portal = b.AWS.SSOEndpoint(ctx, t.last().SSO.Region)
	return t.plan()
}

// RoleKey is the key under which the role is cached that a request is for; empty where that is none. Nothing is asked.
func (b *Broker) RoleKey(req Request) cache.Key {
	t, err := b.task(req)
	if err != nil || t.first() < 0 {
		return ""
	}
	return t.roleKey(0)
}
