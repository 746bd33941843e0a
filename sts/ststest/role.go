package ststest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

func (s *Server) assumeRole(q request) (result, error) {
	if q.caller.root() {
		return result{}, accessDenied("Roles may not be assumed by root accounts.")
	}
	if err := checkRole(q.form); err != nil {
		return result{}, err
	}
	if q.caller.temporary && q.duration > time.Hour {
		return result{}, validationError("The requested DurationSeconds exceeds the 1 hour session limit " +
			"for roles assumed by role chaining")
	}
	mfaAt, err := s.mfa(q)
	if err != nil {
		return result{}, err
	}
	role, err := s.authorize(q, mfaAt)
	if err != nil {
		return result{}, err
	}
	res, err := s.roleResult(role, q)
	res.SourceIdentity = q.form.Get("SourceIdentity")
	return res, err
}

// authorize finds the role of a call and asks its trust policy. A role that does not exist is refused like one that does
// not trust the caller.
func (s *Server) authorize(q request, mfaAt time.Time) (Role, error) {
	arn := q.form.Get("RoleArn")
	role, known := s.world.role(arn)
	switch {
	case !known,
		!role.trusts(q.caller.principal),
		role.ExternalID != "" && q.form.Get("ExternalId") != role.ExternalID,
		(role.RequiresMFA || role.MaxMFAAge > 0) && mfaAt.IsZero(),
		role.MaxMFAAge > 0 && s.time().Sub(mfaAt) > role.MaxMFAAge:
		return Role{}, notAuthorized(q.caller, "sts:AssumeRole", arn)
	case role.DenyTags && len(tags(q.form)) > 0:
		return Role{}, notAuthorized(q.caller, "sts:TagSession", arn)
	case role.DenySourceIdentity && q.form.Has("SourceIdentity"):
		return Role{}, notAuthorized(q.caller, "sts:SetSourceIdentity", arn)
	}
	return role, nil
}

func (s *Server) assumeRoleWithWebIdentity(q request) (result, error) {
	if err := checkRole(q.form); err != nil {
		return result{}, err
	}
	token := q.form.Get("WebIdentityToken")
	i := slices.IndexFunc(s.world.Identities, func(i Identity) bool { return i.Token == token })
	if i < 0 {
		return result{}, &refusal{http.StatusBadRequest, "InvalidIdentityToken",
			"The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"}
	}
	identity := s.world.Identities[i]
	if now := s.time(); !identity.Expires.IsZero() && !now.Before(identity.Expires) {
		return result{}, &refusal{http.StatusBadRequest, "ExpiredTokenException",
			fmt.Sprintf("Token expired: current date/time %d must be before the expiration date/time %d",
				now.Unix(), identity.Expires.Unix())}
	}
	role, _ := s.world.role(q.form.Get("RoleArn"))
	if !slices.Contains(role.Trusts, identity.Subject) {
		return result{}, accessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity")
	}
	res, err := s.roleResult(role, q)
	res.Subject, res.Audience, res.Provider = identity.Subject, identity.Audience, identity.Provider
	return res, err
}

// roleResult issues credentials of the role, for an hour unless the call says something else.
func (s *Server) roleResult(role Role, q request) (result, error) {
	duration := q.duration
	if duration == 0 {
		duration = time.Hour
	}
	if duration > role.longest() {
		return result{}, validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	c := roleCaller(role, q.form.Get("RoleSessionName"))
	return result{Credentials: s.issue(c, duration), AssumedRoleUser: &assumedRoleUser{ID: c.id, ARN: c.arn}}, nil
}

// checkRole refuses what the constraints of the parameters let through: an ARN that is no role's, in whatever partition, a
// policy that is no JSON, tags that contradict each other.
func checkRole(form url.Values) error {
	arn := form.Get("RoleArn")
	if arnField(arn, 0) != "arn" || arnField(arn, 2) != "iam" || len(account(arn)) != 12 ||
		!strings.HasPrefix(arnField(arn, 5), "role/") {
		return validationError("Request ARN is invalid")
	}
	if form.Has("Policy") && !json.Valid([]byte(form.Get("Policy"))) {
		return &refusal{http.StatusBadRequest, "MalformedPolicyDocument", "Syntax errors in policy."}
	}
	return checkTags(form)
}

// checkTags refuses a tag without its value, two with the same key, and a transitive key without its tag.
func checkTags(form url.Values) error {
	keys, values := list(form, "Tags.member.N.Key"), list(form, "Tags.member.N.Value")
	if len(keys) != len(values) {
		return validationError("every member of Tags must have a Key and a Value")
	}
	seen := map[string]bool{}
	for _, k := range keys {
		if folded := strings.ToLower(k); seen[folded] {
			return invalidParameter("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
		} else {
			seen[folded] = true
		}
	}
	for _, k := range list(form, "TransitiveTagKeys.member.N") {
		if !seen[strings.ToLower(k)] {
			return invalidParameter("The specified transitive tag key must be included in the requested tags.")
		}
	}
	return nil
}

func invalidParameter(message string) error {
	return &refusal{http.StatusBadRequest, "InvalidParameterValue", message}
}

// tags returns the session tags as Key=Value.
func tags(form url.Values) []string {
	keys, values := list(form, "Tags.member.N.Key"), list(form, "Tags.member.N.Value")
	var tags []string
	for i := range min(len(keys), len(values)) {
		tags = append(tags, keys[i]+"="+values[i])
	}
	return tags
}
