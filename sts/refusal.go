package sts

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/aws/smithy-go"

	"aws-runas/profile"
	"aws-runas/sts/client"
	"aws-runas/sts/hint"
)

// code is the error code of a refusal by AWS; empty where err is none.
func code(err error) string {
	if api, is := errors.AsType[smithy.APIError](err); is {
		return api.ErrorCode()
	}
	return ""
}

func message(err error) string {
	if api, is := errors.AsType[smithy.APIError](err); is {
		return api.ErrorMessage()
	}
	return ""
}

// Other servers have the codes of their own services for a denial.
func isAccessDenied(err error) bool {
	return code(err) == "AccessDenied" || code(err) == "AccessDeniedException"
}

// isCodeRefused tells a wrong or used MFA code from other denials: AWS has no error code of its own for it.
func isCodeRefused(err error) bool {
	return isAccessDenied(err) && strings.Contains(message(err), "MultiFactorAuthentication failed") && !isDeviceRefused(err)
}

// isDeviceRefused tells that the MFA device is not the caller's, or there is none of its serial number. No code will do then.
func isDeviceRefused(err error) bool {
	return isAccessDenied(err) && strings.Contains(message(err), "verify your MFA serial number")
}

// isUnknownAction says that the server has no such action, as servers say that are not AWS.
func isUnknownAction(err error) bool {
	switch code(err) {
	case "InvalidAction", "NotImplemented", "MethodNotAllowed", "UnknownOperationException", "UnsupportedOperation":
		return true
	}
	switch status, _ := client.Status(err); status {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		return true
	}
	return false
}

// isCallerRefused says that the keys, the clock or the signature are at fault: so will the next call be refused.
func isCallerRefused(err error) bool {
	switch code(err) {
	case "InvalidClientTokenId", "InvalidAccessKeyId", "UnrecognizedClientException", "ExpiredToken", "ExpiredTokenException",
		"SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature", "RequestExpired", "RequestTimeTooSkewed",
		"AuthFailure", "MissingAuthenticationToken", "OptInRequired", "RegionDisabledException":
		return true
	}
	return false
}

// callError words a failed call of the profile's, with what to do about it where that can be told from the code.
func callError(p profile.Profile, what string, err error) error {
	explained := client.Explain(err)
	wrapped := profileError(p, "%s: %w", what, explained)
	if own, has := explained.(interface{ Hint() string }); has && own.Hint() != "" {
		return wrapped
	}
	if lines := hintFor(p, err); lines != "" {
		return hint.With(wrapped, lines)
	}
	return wrapped
}

// hintFor is what to do about a refusal. It names the place of the value that is most likely at fault.
func hintFor(p profile.Profile, err error) string {
	switch code(err) {
	case "InvalidClientTokenId", "InvalidAccessKeyId", "UnrecognizedClientException":
		return "AWS does not know the access key: it was deleted or deactivated, or belongs to another partition or server"
	case "ExpiredToken", "ExpiredTokenException":
		return "the source credentials have expired: get new ones, or leave out a stale aws_session_token"
	case "SignatureDoesNotMatch", "InvalidSignatureException":
		return "the secret access key does not belong to the access key id: compare aws_secret_access_key with the one that AWS issued"
	case "RegionDisabledException":
		return "activate STS in this region in the account's settings (IAM), or use another one: AWS_REGION or region" + at(p, "region")
	case "ValidationError":
		if strings.Contains(message(err), "MaxSessionDuration") {
			return "ask for less, with --duration or duration_seconds" + at(p, "duration_seconds") + ", or raise the role's maximum session duration"
		}
	}
	return ""
}

// at is where a key of the profile stands, as the rest of a sentence; empty where it is not set.
func at(p profile.Profile, key string) string {
	if place, set := p.Lines[key]; set {
		return fmt.Sprintf(" (%s)", place)
	}
	return ""
}

// deniedHint lists why a role may be denied, the likeliest cause first, by what its profile has. AWS does not say which.
func deniedHint(p profile.Profile, caller string) string {
	if caller == "" {
		caller = "the caller"
	}
	causes := []string{fmt.Sprintf("the trust policy of %s must allow %s, and a policy of the caller's the role", p.RoleARN, caller)}
	if p.MFASerial == "" {
		causes = append(causes, "a role that requires MFA needs mfa_serial in its profile")
	}
	if p.ExternalID == "" {
		causes = append(causes, "a role of another company's account may require an external_id")
	} else {
		causes = append(causes, "the role may require another external_id"+at(p, "external_id"))
	}
	return strings.Join(append(causes, "or there is no such role: see role_arn"+at(p, "role_arn")), "\n")
}

// deviceError is that of a device that no code will do for.
func deviceError(p profile.Profile, err error) error {
	place := ""
	if at, set := p.Lines["mfa_serial"]; set {
		place = fmt.Sprintf("%s: ", at)
	}
	wrapped := fmt.Errorf("profile %q: %sthe MFA device %s is not one of the caller's: %w", p.Name, place, p.MFASerial, client.Explain(cause(err)))
	switch {
	case strings.Contains(p.MFASerial, ":user/"):
		return hint.With(wrapped, "this is the ARN of a user: the device's has :mfa/ in place of :user/")
	case strings.Contains(p.MFASerial, ":u2f/"):
		return hint.With(wrapped, "security keys and passkeys make no codes: add an authenticator app to the user, and name that device")
	}
	return hint.With(wrapped, "the device's ARN or serial number is in the IAM console, under the user's security credentials")
}

// cause is the error of AWS below the words of a call.
func cause(err error) error {
	if api, is := errors.AsType[smithy.APIError](err); is {
		return fmt.Errorf("%s: %s", api.ErrorCode(), api.ErrorMessage())
	}
	return err
}
