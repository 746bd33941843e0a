package ststest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// operation is an action of the API.
type operation struct {
	parameters []parameter
	unsigned   bool
	do         func(*Server, request) (result, error)
}

// request is a checked call.
type request struct {
	form     url.Values
	caller   caller // zero in an unsigned call
	duration time.Duration
}

// operations are the actions the server knows.
func operations() map[string]operation {
	serial := parameter{name: "SerialNumber", min: 9, max: 256, pattern: serialPattern}
	code := parameter{name: "TokenCode", min: 6, max: 6, pattern: codePattern}
	role := []parameter{
		{name: "RoleArn", required: true, min: 20, max: 2048},
		{name: "RoleSessionName", required: true, min: 2, max: 64, pattern: namePattern},
		{name: "DurationSeconds", min: 900, max: 43200, number: true},
		{name: "Policy", min: 1, max: 2048},
		{name: "PolicyArns.member.N.arn", min: 20, max: 2048},
	}
	return map[string]operation{
		"GetCallerIdentity": {do: (*Server).getCallerIdentity},
		"GetSessionToken": {do: (*Server).getSessionToken, parameters: []parameter{
			{name: "DurationSeconds", min: 900, max: 129600, number: true}, serial, code,
		}},
		"AssumeRole": {do: (*Server).assumeRole, parameters: append(slices.Clone(role), serial, code,
			parameter{name: "ExternalId", min: 2, max: 1224, pattern: externalID},
			parameter{name: "SourceIdentity", min: 2, max: 64, pattern: namePattern},
			parameter{name: "Tags.member.N.Key", min: 1, max: 128, pattern: tagPattern},
			parameter{name: "Tags.member.N.Value", min: 0, max: 256, pattern: tagValue},
			parameter{name: "TransitiveTagKeys.member.N", min: 1, max: 128, pattern: tagPattern},
		)},
		"AssumeRoleWithWebIdentity": {do: (*Server).assumeRoleWithWebIdentity, unsigned: true, parameters: append(slices.Clone(role),
			parameter{name: "WebIdentityToken", required: true, min: 4, max: 20000},
			parameter{name: "ProviderId", min: 4, max: 2048},
		)},
	}
}

func (s *Server) getCallerIdentity(q request) (result, error) {
	return result{Arn: q.caller.arn, UserID: q.caller.id, Account: account(q.caller.arn)}, nil
}

func (s *Server) getSessionToken(q request) (result, error) {
	if q.caller.temporary {
		return result{}, accessDenied("Cannot call GetSessionToken with session credentials")
	}
	duration := 12 * time.Hour
	if q.duration != 0 {
		duration = q.duration
	}
	if q.caller.root() {
		duration = min(duration, time.Hour)
	}
	c := q.caller
	var err error
	if c.mfaAt, err = s.mfa(q); err != nil {
		return result{}, err
	}
	for _, u := range s.world.Users {
		if u.ARN == c.arn && u.DenySessionToken {
			return result{}, notAuthorized(c, "sts:GetSessionToken", c.arn)
		}
	}
	return credentialsResult(s.issue(c, duration)), nil
}

// mfa takes the call's code, and tells when the caller last gave one: now, or when its session was made.
func (s *Server) mfa(q request) (time.Time, error) {
	serial, code := q.form.Get("SerialNumber"), q.form.Get("TokenCode")
	switch {
	case serial == "" && code == "":
		return q.caller.mfaAt, nil
	case serial == "" || code == "":
		return time.Time{}, accessDenied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.")
	}
	return s.time(), s.useCode(q.caller, serial, code)
}

func (s *Server) assumeRole(q request) (result, error) {
	if q.caller.root() {
		return result{}, accessDenied("Roles may not be assumed by root accounts.")
	}
	if err := checkRoleARN(q.form.Get("RoleArn")); err != nil {
		return result{}, err
	}
	duration := q.roleDuration()
	if q.caller.temporary && duration > time.Hour {
		return result{}, validationError("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining")
	}
	if err := checkPolicy(q.form); err != nil {
		return result{}, err
	}
	tags, err := tagsOf(q.form)
	if err != nil {
		return result{}, err
	}
	mfaAt, err := s.mfa(q)
	if err != nil {
		return result{}, err
	}
	role, known := s.world.role(q.form.Get("RoleArn"))
	if !known || !s.allows(role, q, mfaAt) {
		return result{}, notAuthorized(q.caller, "sts:AssumeRole", q.form.Get("RoleArn"))
	}
	if len(tags) > 0 && role.DenyTags {
		return result{}, notAuthorized(q.caller, "sts:TagSession", role.ARN)
	}
	source := q.form.Get("SourceIdentity")
	if source != "" && role.DenySourceIdentity {
		return result{}, notAuthorized(q.caller, "sts:SetSourceIdentity", role.ARN)
	}
	if duration > role.longest() {
		return result{}, validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	res := s.sessionOf(role, q.form.Get("RoleSessionName"), duration)
	res.SourceIdentity = source
	return res, nil
}

// allows reports whether the role's trust lets the caller in.
func (s *Server) allows(role Role, q request, mfaAt time.Time) bool {
	switch {
	case !role.trusts(q.caller.principal):
		return false
	case role.ExternalID != "" && q.form.Get("ExternalId") != role.ExternalID:
		return false
	case role.RequiresMFA && mfaAt.IsZero():
		return false
	case role.MaxMFAAge > 0 && (mfaAt.IsZero() || s.time().Sub(mfaAt) > role.MaxMFAAge):
		return false
	}
	return true
}

func (s *Server) assumeRoleWithWebIdentity(q request) (result, error) {
	if err := checkRoleARN(q.form.Get("RoleArn")); err != nil {
		return result{}, err
	}
	if err := checkPolicy(q.form); err != nil {
		return result{}, err
	}
	i := slices.IndexFunc(s.world.Identities, func(i Identity) bool { return i.Token == q.form.Get("WebIdentityToken") })
	if i < 0 {
		return result{}, &refusal{400, "InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"}
	}
	identity := s.world.Identities[i]
	if !identity.Expires.IsZero() && !s.time().Before(identity.Expires) {
		return result{}, &refusal{400, "ExpiredTokenException", fmt.Sprintf("Token expired: current date/time %d must be before the expiration date/time %d",
			s.time().Unix(), identity.Expires.Unix())}
	}
	role, _ := s.world.role(q.form.Get("RoleArn"))
	if !slices.Contains(role.Trusts, identity.Subject) {
		return result{}, accessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity")
	}
	duration := q.roleDuration()
	if duration > role.longest() {
		return result{}, validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	res := s.sessionOf(role, q.form.Get("RoleSessionName"), duration)
	res.Subject, res.Audience, res.Provider = identity.Subject, identity.Audience, identity.Provider
	return res, nil
}

// roleDuration is how long a role's session shall last: an hour unless the call says something else.
func (q request) roleDuration() time.Duration {
	if q.duration == 0 {
		return time.Hour
	}
	return q.duration
}

// sessionOf issues credentials of the role.
func (s *Server) sessionOf(role Role, sessionName string, duration time.Duration) result {
	c := roleCaller(role, sessionName)
	res := credentialsResult(s.issue(c, duration))
	res.AssumedRoleUser = &assumedRoleUser{AssumedRoleID: c.id, Arn: c.arn}
	return res
}

func notAuthorized(c caller, action, resource string) error {
	return accessDenied(fmt.Sprintf("User: %s is not authorized to perform: %s on resource: %s", c.arn, action, resource))
}

// checkRoleARN refuses what is no role's ARN, whatever the partition.
func checkRoleARN(arn string) error {
	if !strings.HasPrefix(arnField(arn, 5), "role/") || arnField(arn, 0) != "arn" || arnField(arn, 2) != "iam" || len(account(arn)) != 12 {
		return validationError("Request ARN is invalid")
	}
	return nil
}

// checkPolicy refuses a session policy that is no JSON.
func checkPolicy(form url.Values) error {
	if policy := form.Get("Policy"); policy != "" && !json.Valid([]byte(policy)) {
		return &refusal{400, "MalformedPolicyDocument", "Syntax errors in policy."}
	}
	return nil
}

// tagsOf collects the session tags, Key=Value in the order of the call.
func tagsOf(form url.Values) ([]string, error) {
	var tags []string
	seen := map[string]bool{}
	for i := 1; form.Has(tagName(i, "Key")); i++ {
		key := form.Get(tagName(i, "Key"))
		if !form.Has(tagName(i, "Value")) {
			return nil, validationError("1 validation error detected: Value null at 'tags." + strconv.Itoa(i) +
				".member.value' failed to satisfy constraint: Member must not be null")
		}
		if folded := strings.ToLower(key); seen[folded] {
			return nil, &refusal{400, "InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive."}
		} else {
			seen[folded] = true
		}
		tags = append(tags, key+"="+form.Get(tagName(i, "Value")))
	}
	return tags, nil
}

func tagName(i int, part string) string { return "Tags.member." + strconv.Itoa(i) + "." + part }

// list collects the members of a list of texts.
func list(form url.Values, prefix, suffix string) []string {
	var members []string
	for i := 1; form.Has(prefix + strconv.Itoa(i) + suffix); i++ {
		members = append(members, form.Get(prefix+strconv.Itoa(i)+suffix))
	}
	return members
}

func sortedNames(form url.Values) []string { return slices.Sorted(maps.Keys(form)) }
