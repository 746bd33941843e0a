package env

import (
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Session is what one activation leaves in an environment.
type Session struct {
	Profile     string          // the profile's name, as it was asked for
	Credentials aws.Credentials // without CanExpire there are no expiry variables
	RoleARN     string          // as configured; empty without a role
	SessionName string          // the role session's name; empty without a role
	Region      string          // the profile's; empty leaves the user's own
	Source      string          // SourceEnvironment, SourceAmbient; or, without a role, the id of the static key that made it
	NoRole      bool            // made by --no-role
	Again       []string        // the flags with which the session can be renewed from any directory; nil when it can't be
}

// Change describes how current becomes an environment in which the session is active. Every variable that the session
// owns is named, set or removed, so that no half of an older session shadows this one.
func (s Session) Change(current List) Change {
	c := Change{
		Save:      current.saved(func(t treatment) condition { return t.save }),
		SaveAgain: current.saved(func(t treatment) condition { return t.again }),
	}
	state := current.State()
	for _, v := range Variables() {
		switch value := s.value(v.Name, current); {
		case v.Group != RegionName || value != "":
			c.Steps = append(c.Steps, setOrRemove(v.Name, value))
		case table[v.Group][state].undo.holds(current, v):
			c.Steps = append(c.Steps, Step{Name: v.Name, Action: Restore})
		}
	}
	return c
}

// saved returns the variables to which a treatment applies, as what the shell saves.
func (l List) saved(condition func(treatment) condition) []Saved {
	var all []Saved
	for _, v := range l.which(condition) {
		all = append(all, Saved{Name: v.Name, Exported: l.has(v.Name)})
	}
	return all
}

// value is what the session sets the variable to; empty where it removes it.
func (s Session) value(name string, current List) string {
	c := s.Credentials
	switch name {
	case AccessKeyID, RunasAccessKeyID:
		return c.AccessKeyID
	case SecretAccessKey:
		return c.SecretAccessKey
	case SessionToken:
		return c.SessionToken
	case RoleSessionName:
		return s.SessionName
	case Region, DefaultRegion, RunasRegion:
		return s.Region
	case RunasSource:
		return s.Source
	case RunasHides:
		return hides(current)
	case RunasAssumedRoleARN:
		return s.RoleARN
	case RunasProfile:
		return s.Profile
	}
	switch {
	case name == RunasNoRole && s.NoRole:
		return NoRole
	case name == SessionExpirationUnix && c.CanExpire:
		return strconv.FormatInt(c.Expires.Unix(), 10)
	case (name == CredentialExpiration || name == SessionExpiration) && c.CanExpire:
		return c.Expires.UTC().Format(time.RFC3339)
	}
	return ""
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
	var steps []Step
	for _, v := range Variables() {
		if v.Renewed {
			steps = append(steps, setOrRemove(v.Name, s.value(v.Name, current)))
		}
	}
	return Change{Steps: steps}, nil
}

func setOrRemove(name, value string) Step {
	if value == "" {
		return Step{Name: name, Action: Remove}
	}
	return Step{Name: name, Action: Set, Value: value}
}
