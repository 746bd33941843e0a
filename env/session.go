package env

import (
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// The variables of a session. The AWS_ACCESS_KEY_ID group is what the AWS SDKs read; AWS_SESSION_EXPIRATION and its
// Unix form are the original tool's, and AWS_RUNAS_* are this program's own notes.
const (
	AccessKeyID           = "AWS_ACCESS_KEY_ID"
	SecretAccessKey       = "AWS_SECRET_ACCESS_KEY"
	SessionToken          = "AWS_SESSION_TOKEN"
	CredentialExpiration  = "AWS_CREDENTIAL_EXPIRATION"
	SessionExpiration     = "AWS_SESSION_EXPIRATION"
	SessionExpirationUnix = "AWS_SESSION_EXPIRATION_UNIX"
	Region                = "AWS_REGION"
	DefaultRegion         = "AWS_DEFAULT_REGION"
	RoleSessionName       = "AWS_ROLE_SESSION_NAME"

	RunasProfile        = "AWS_RUNAS_PROFILE"
	RunasAccessKeyID    = "AWS_RUNAS_ACCESS_KEY_ID"
	RunasAssumedRoleARN = "AWS_RUNAS_ASSUMED_ROLE_ARN"
	RunasRegion         = "AWS_RUNAS_REGION"
	RunasSource         = "AWS_RUNAS_SOURCE"
	RunasHides          = "AWS_RUNAS_HIDES"
)

// SourceEnvironment is the value of AWS_RUNAS_SOURCE in a session that was made from keys in the environment: those
// keys are hidden while the session is active, so nothing else can be made from them.
const SourceEnvironment = "environment"

// SourceAmbient is the value of AWS_RUNAS_SOURCE in a session with a role that was assumed without a profile, from the
// credentials that were at hand. Its profile is one in name only.
const SourceAmbient = "ambient"

// HidesKeys is the value of AWS_RUNAS_HIDES in a session that stands in front of keys of the user's own in the environment.
// What looks for keys there must not go on to another place while it can't see them.
const HidesKeys = "keys"

// keyNames are the variables that belong to one set of keys: they are replaced together, and stay together when the user
// has put other keys there.
var (
	keyNames    = append([]string{AccessKeyID, SecretAccessKey, SessionToken}, expiryNames...)
	expiryNames = []string{CredentialExpiration, SessionExpiration, SessionExpirationUnix}
)

// hiddenNames are removed while a session is active, really removed and never set empty: each makes some SDK ignore the
// session's keys or mix them up. JavaScript's SDK and Terraform put AWS_PROFILE before keys, botocore reads
// AWS_SECURITY_TOKEN before AWS_SESSION_TOKEN and fails on an empty AWS_PROFILE, and AWS_ACCOUNT_ID drives
// account-based endpoints.
var hiddenNames = []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN", "AWS_ACCOUNT_ID"}

var regionNames = []string{Region, DefaultRegion}

// noteNames mean nothing to anybody else: no user's value of them is ever kept.
var noteNames = []string{RunasProfile, RunasAccessKeyID, RunasAssumedRoleARN, RunasRegion, RunasSource, RunasHides}

// Session is what one activation leaves in an environment.
type Session struct {
	Profile     string          // the profile's name, as it was asked for
	Credentials aws.Credentials // without CanExpire there are no expiry variables
	RoleARN     string          // as configured; empty without a role
	SessionName string          // the role session's name; empty without a role
	Region      string          // the profile's; empty leaves the user's own
	Source      string          // SourceEnvironment, SourceAmbient; or, without a role, the id of the static key that made it
	Again       []string        // the flags with which the session can be renewed from any directory; nil when it can't be
}

// Change describes how current becomes an environment in which the session is active. Every variable that the session
// owns is named, set or removed, so that no half of an older session shadows this one.
func (s Session) Change(current List) Change {
	steps := s.keys()
	for _, name := range hiddenNames {
		steps = append(steps, Step{Name: name, Action: Remove})
	}
	for _, name := range regionNames {
		switch {
		case s.Region != "":
			steps = append(steps, Step{Name: name, Action: Set, Value: s.Region})
		case current.exported(name):
			steps = append(steps, Step{Name: name, Action: Restore})
		}
	}
	steps = append(steps,
		setOrRemove(RunasRegion, s.Region),
		setOrRemove(RunasAssumedRoleARN, s.RoleARN),
		setOrRemove(RunasSource, s.Source),
		setOrRemove(RunasHides, hides(current)),
		Step{Name: RunasProfile, Action: Set, Value: s.Profile},
	)
	return Change{Save: current.saves(), SaveAgain: current.savesAgain(), Steps: steps}
}

// hides is the note that keys of the user's own are in the environment, behind the session or about to be.
func hides(current List) string {
	if current.Active() {
		return current.Get(RunasHides)
	}
	if current.Get(AccessKeyID) != "" || current.Get(SecretAccessKey) != "" {
		return HidesKeys
	}
	return ""
}

// CheckRole is for a request that names neither a profile nor a role, and so means the active session's profile, which has
// the role given here. It is an error if the session is of another one: it was made with --role, or the file has changed.
func (l List) CheckRole(role string) error {
	s, active := l.Session()
	if !active || s.RoleARN == "" || s.RoleARN == role {
		return nil
	}
	return fmt.Errorf("the session of this shell has the role %s, which is not that of profile %q: say with -r or --role which is meant",
		s.RoleARN, s.Profile)
}

// Renewal describes how fresh keys take the place of the active session's older ones: region, profile and all else stay
// as they are. So the session must be the same one: it is an error if another profile's is active by now, or if the profile
// has another role.
func (s Session) Renewal(current List) (Change, error) {
	old, active := current.Session()
	switch {
	case !active || old.Profile != s.Profile:
		return Change{}, fmt.Errorf("the session of profile %q is not active any more", s.Profile)
	case old.RoleARN != s.RoleARN:
		return Change{}, fmt.Errorf("profile %q has another role than when the session was activated: activate it again", s.Profile)
	}
	return Change{Steps: s.keys()}, nil
}

// keys are the steps that replace one set of keys by another.
func (s Session) keys() []Step {
	c := s.Credentials
	var rfc3339, unix string
	if c.CanExpire {
		rfc3339 = c.Expires.UTC().Format(time.RFC3339)
		unix = strconv.FormatInt(c.Expires.Unix(), 10)
	}
	return []Step{
		{Name: AccessKeyID, Action: Set, Value: c.AccessKeyID},
		{Name: SecretAccessKey, Action: Set, Value: c.SecretAccessKey},
		setOrRemove(SessionToken, c.SessionToken),
		setOrRemove(CredentialExpiration, rfc3339),
		setOrRemove(SessionExpiration, rfc3339),
		setOrRemove(SessionExpirationUnix, unix),
		setOrRemove(RoleSessionName, s.SessionName),
		{Name: RunasAccessKeyID, Action: Set, Value: c.AccessKeyID},
	}
}

func setOrRemove(name, value string) Step {
	if value == "" {
		return Step{Name: name, Action: Remove}
	}
	return Step{Name: name, Action: Set, Value: value}
}
