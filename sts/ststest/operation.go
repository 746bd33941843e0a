package ststest

import (
	"fmt"
	"net/url"
	"slices"
	"time"
)

// operation is an action of the API.
type operation struct {
	parameters []parameter
	unsigned   bool
	do         func(*Server, request) (result, error) // called with the lock held
}

// request is a call whose form is right and whose caller is known.
type request struct {
	form     url.Values
	caller   caller        // zero in an unsigned call
	duration time.Duration // 0 when the call says nothing
}

// operations are the actions that the server knows, by name.
func operations() map[string]operation {
	mfa := []parameter{
		{name: "SerialNumber", min: 9, max: 256, pattern: serialPattern},
		{name: "TokenCode", min: 6, max: 6, pattern: codePattern},
	}
	role := []parameter{
		{name: "RoleArn", required: true, min: 20, max: 2048},
		{name: "RoleSessionName", required: true, min: 2, max: 64, pattern: namePattern},
		{name: "DurationSeconds", number: true, min: 900, max: 43200},
		{name: "Policy", min: 1, max: 2048},
		{name: "PolicyArns.member.N.arn", members: 10, min: 20, max: 2048},
	}
	return map[string]operation{
		"GetCallerIdentity": {do: (*Server).getCallerIdentity},
		"GetSessionToken": {do: (*Server).getSessionToken, parameters: slices.Concat(mfa, []parameter{
			{name: "DurationSeconds", number: true, min: 900, max: 129600},
		})},
		"AssumeRole": {do: (*Server).assumeRole, parameters: slices.Concat(role, mfa, []parameter{
			{name: "ExternalId", min: 2, max: 1224, pattern: externalIDPattern},
			{name: "SourceIdentity", min: 2, max: 64, pattern: namePattern},
			{name: "Tags.member.N.Key", members: 50, min: 1, max: 128, pattern: tagKeyPattern},
			{name: "Tags.member.N.Value", members: 50, max: 256, pattern: tagValuePattern},
			{name: "TransitiveTagKeys.member.N", members: 50, min: 1, max: 128, pattern: tagKeyPattern},
		})},
		"AssumeRoleWithWebIdentity": {do: (*Server).assumeRoleWithWebIdentity, unsigned: true,
			parameters: slices.Concat(role, []parameter{
				{name: "WebIdentityToken", required: true, min: 4, max: 20000},
				{name: "ProviderId", min: 4, max: 2048},
			})},
	}
}

func (s *Server) getCallerIdentity(q request) (result, error) {
	return result{Arn: q.caller.arn, UserID: q.caller.id, Account: account(q.caller.arn)}, nil
}

func (s *Server) getSessionToken(q request) (result, error) {
	c := q.caller
	if c.temporary {
		return result{}, accessDenied("Cannot call GetSessionToken with session credentials")
	}
	duration := q.duration
	if duration == 0 {
		duration = 12 * time.Hour
	}
	if c.root() {
		duration = min(duration, time.Hour)
	}
	var err error
	if c.mfaAt, err = s.mfa(q); err != nil {
		return result{}, err
	}
	if s.world.user(c.principal).DenySessionToken {
		return result{}, notAuthorized(c, "sts:GetSessionToken", c.arn)
	}
	return result{Credentials: s.issue(c, duration)}, nil
}

// mfa takes the call's code, and tells when the caller last gave one: now, or when its session was made. The time is zero
// when the caller never did.
func (s *Server) mfa(q request) (time.Time, error) {
	serial, code := q.form.Get("SerialNumber"), q.form.Get("TokenCode")
	switch {
	case serial == "" && code == "":
		return q.caller.mfaAt, nil
	case serial == "" || code == "":
		return time.Time{}, accessDenied("MultiFactorAuthentication failed, " +
			"must provide both MFA serial number and one time pass code.")
	}
	return s.time(), s.useCode(q.caller, serial, code)
}

func notAuthorized(c caller, action, resource string) error {
	return accessDenied(fmt.Sprintf("User: %s is not authorized to perform: %s on resource: %s", c.arn, action, resource))
}
