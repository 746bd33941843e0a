// Package sts turns a chain of profiles into temporary credentials: it decides which calls of the AWS Security Token
// Service are needed, makes them, and keeps their answers.
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
	t, err := b.task(ctx, req)
	if err != nil {
		return Result{}, err
	}
	r, err := t.result(ctx)
	r.FromEnvironment = source.FromEnvironment(t.last(), b.Source.Getenv)
	return r, err
}

// RoleKey is the key under which the role is kept that a request is for; empty where that is none. Nothing is asked.
func (b *Broker) RoleKey(ctx context.Context, req Request) cache.Key {
	t, err := b.task(ctx, req)
	if err != nil || len(t.Chain) < 2 {
		return ""
	}
	return t.roleKey(0)
}

func (t *task) result(ctx context.Context) (Result, error) {
	selected := t.Chain[0]
	switch {
	case t.NoRole:
		return t.withoutRole(ctx)
	case len(t.Chain) > 1:
		e, err := t.role(ctx, 0)
		return Result{Credentials: credentials(e), RoleARN: selected.RoleARN, SessionName: e.SessionName}, err
	case selected.MFASerial != "" && t.mayBeLongLived():
		r, err := t.withoutRole(ctx)
		if err != errTemporary {
			return r, err
		}
	}
	e, err := t.sourceCredentials()
	if err == nil && longLived(e) {
		t.Say("profile %q has neither role_arn nor mfa_serial: these are its long-lived keys as they are", selected.Name)
	}
	return Result{Credentials: credentials(e), RoleARN: selected.RoleARN, SessionName: e.SessionName}, err
}
