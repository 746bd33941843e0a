package sts

import (
	"fmt"
	"strconv"
	"time"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/hint"
	"aws-runas/sts/source"
)

// Limits of the calls, from the STS API reference.
const (
	shortest        = 15 * time.Minute // of every call
	longestRole     = 12 * time.Hour
	longestSession  = 36 * time.Hour
	longestChained  = time.Hour // a role assumed with temporary credentials
	ordinaryRole    = time.Hour
	ordinarySession = 12 * time.Hour // AWS's own default
)

// Known is what is known while a request is worked on. It only grows: source credentials tell whether they are temporary,
// and AWS's answers what it refuses.
type Known struct {
	Now            time.Time
	Source         source.Source // where the chain's credentials begin
	LongTerm       source.Answer // whether they are long-term: unknown until a program has run
	Live           Live          // the session without a role that is active in this shell
	SessionRefused bool          // AWS makes no session of the source's keys
	SessionDenied  bool          // a role was denied to an MFA session, which was older than its trust policy wants

	// Cached returns a cache entry, live or not.
	Cached func(cache.Key) (cache.Entry, bool)

	Scope  string // see client.Config
	OwnSTS bool   // the server is one that the user has named, whose limits are its own

	// Where calls go, for the plan alone: the region that calls to STS are signed for, their URL, and that of IAM Identity
	// Center's portal.
	Region, Endpoint, Portal string
}

// rules decide from a request and from what is known which call comes next, and with what in it. They make no call, and
// read no clock and no file. Both the plan and the calls come from them.
type rules struct {
	Request
	Known
}

// first is the index of the role nearest to the source. It is negative in a chain without a role.
func (r rules) first() int { return len(r.Chain) - 2 }

// sessionOnly says whether a session of the source's keys is asked for, and no role.
func (r rules) sessionOnly() bool {
	return r.NoRole || len(r.Chain) == 1 && r.Chain[0].MFASerial != "" && r.LongTerm != source.No
}

// duration is how long a role in the chain is asked for. Only the role asked for has a say in it from the command line; one
// in between that is assumed with temporary credentials gets what AWS allows.
func (r rules) duration(i int) time.Duration {
	d := r.Chain[i].Duration
	switch {
	case i == 0 && r.Duration != 0:
		return r.Duration
	case d == 0:
		return ordinaryRole
	case i > 0 && r.callerIsTemporary(i): // whoever the server is: no more is needed to go on
		return min(d, longestChained)
	}
	return d
}

// callerIsTemporary says whether a role is known to be assumed with temporary credentials.
func (r rules) callerIsTemporary(i int) bool { return i < r.first() || r.LongTerm == source.No }

// sessionServes says whether a role may be assumed with a session of the source's keys, which AWS caps at an hour.
func (r rules) sessionServes(i int) bool {
	return !r.NoSession && i == r.first() && r.duration(i) <= longestChained && r.LongTerm != source.No
}

// liveServes says whether the session that is active in this shell was made with the source's keys.
func (r rules) liveServes() bool {
	live := r.Live
	return live.SourceKeyID != "" && live.SourceKeyID == r.Source.Identity && live.Credentials.Expires.Sub(r.Now) >= time.Minute
}

// assume is the call that gets the i-th profile's role, as far as is known now.
func (r rules) assume(i int) (Step, error) {
	p := r.Chain[i]
	s := Step{
		Action: AssumeRole, Profile: p.Name, At: p.At, RoleARN: p.RoleARN, Duration: r.duration(i), Key: r.roleKey(i),
		SessionName: ByCaller, Region: r.Region, Endpoint: r.Endpoint,
	}
	switch {
	case i < r.first():
		s.Signer, s.SessionName = ByNextRole, ByRoleID
		if p.MFASerial != r.Chain[i+1].MFASerial {
			s.Serial = p.MFASerial
		}
	case r.sessionServes(i) && r.liveServes() && !r.SessionDenied:
		s.Signer = ByLive
	case r.sessionServes(i) && p.MFASerial != "" && !r.SessionRefused && !r.SessionDenied:
		s.Signer = BySession
	default:
		s.Signer, s.Serial = BySource, p.MFASerial
	}
	if p.RoleSessionName != "" {
		s.SessionName, s.Name = Configured, p.RoleSessionName
	}
	if r.exceedsChained(i) {
		return s, r.chainedError(i)
	}
	return s, nil
}

// session is the call that gets a session of the source's keys, with the device of the i-th profile.
func (r rules) session(i int) Step {
	p, d := r.Chain[i], r.sharedDuration()
	if r.sessionOnly() {
		d = r.sessionDuration()
	}
	return Step{
		Action: GetSessionToken, Profile: p.Name, At: p.At, Signer: BySource, Serial: p.MFASerial, Duration: d,
		Region: r.Region, Endpoint: r.Endpoint, Key: r.sessionKey("session", p),
	}
}

// sharedDuration is how long the session is asked for that all roles of the source's keys and a device share.
func (r rules) sharedDuration() time.Duration {
	if r.SessionDuration != 0 {
		return r.SessionDuration
	}
	return ordinarySession
}

// shared says whether such a session serves another role: it is fresh, and was not made longer ago than one may live.
func (r rules) shared(e cache.Entry) bool {
	return r.fresh(e) && !r.tooOld(e)
}

// tooOld says whether an entry is an MFA session that was made longer ago than one may live.
func (r rules) tooOld(e cache.Entry) bool {
	return e.Kind == "session" && r.SessionDuration != 0 && r.Now.Sub(e.Issued) >= r.SessionDuration
}

// sessionDuration is how long a session is asked for that is no means to a role.
func (r rules) sessionDuration() time.Duration {
	if r.Duration == 0 {
		return ordinaryRole
	}
	return r.Duration
}

// sessionKey names what all roles of the source's keys and the profile's device share: the session, or that it is refused.
func (r rules) sessionKey(kind string, p profile.Profile) cache.Key {
	return cache.NewKey(kind, r.Scope, r.Source.Identity, p.MFASerial)
}

// identityKey names the identity of an access key.
func (r rules) identityKey(keyID string) cache.Key { return cache.NewKey("identity", r.Scope, keyID) }

// sourceKey names the source's credentials. It is empty where they are not cached.
func (r rules) sourceKey() cache.Key {
	if !r.Source.Cached {
		return ""
	}
	p := r.sourceProfile()
	return cache.NewKey("source", r.Scope, r.Source.Identity, p.Duration.String(), p.RoleSessionName)
}

// sourceProfile is the source's, with the duration that is asked for where it is the whole chain.
func (r rules) sourceProfile() profile.Profile {
	p := r.Source.Profile
	if len(r.Chain) == 1 && r.Duration != 0 {
		p.Duration = r.Duration
	}
	return p
}

// roleKey is made of all that shapes the request: not the profile's name and not the region, which change nothing about
// the credentials, and not what is learned while it is worked on, or a run could not find what another has cached.
func (r rules) roleKey(i int) cache.Key {
	r.LongTerm, r.SessionRefused, r.SessionDenied = r.Source.LongTerm, false, false
	p, from := r.Chain[i], r.Source.Identity
	if i < r.first() {
		from = string(r.roleKey(i + 1))
	}
	serial := p.MFASerial
	if r.sessionServes(i) {
		serial = ""
	}
	parts := []string{
		r.Scope, from, p.RoleARN, p.ExternalID, r.duration(i).String(), p.RoleSessionName, p.SourceIdentity,
		serial, strconv.Itoa(len(p.SessionTags)),
	}
	for _, tag := range p.SessionTags {
		parts = append(parts, tag.Key, tag.Value)
	}
	return cache.NewKey("role", append(parts, p.TransitiveTagKeys...)...)
}

// fresh says whether an entry is served without a thought: it has 15 minutes left, or half its life if that is less.
func (r rules) fresh(e cache.Entry) bool {
	return e.Expires.Sub(r.Now) >= min(15*time.Minute, e.Expires.Sub(e.Issued)/2)
}

// lastsLong says whether a program that keeps the credentials can use them for a while before it asks again: botocore and
// .NET ask for every request from 15 minutes before the end on. Half of the life will do where that is less.
func (r rules) lastsLong(e cache.Entry) bool {
	return e.Expires.Sub(r.Now) >= min(20*time.Minute, e.Expires.Sub(e.Issued)/2)
}

// holds says whether what is no credentials is served: until it expires.
func (r rules) holds(e cache.Entry) bool { return r.Now.Before(e.Expires) }

// lasts says whether a session is left for as long as is wanted. One that was made for just that long is shared by all
// terminals for as long as it is fresh.
func (r rules) lasts(e cache.Entry) bool {
	wanted := r.sessionDuration()
	madeForThat := e.Expires.Sub(e.Issued).Round(time.Minute) == wanted.Round(time.Minute)
	return e.Expires.Sub(r.Now) >= wanted || madeForThat && r.fresh(e)
}

// check holds the request against the limits of the calls, before any is made.
func (r rules) check() error {
	p, d := r.Chain[0], r.Duration
	what, longest := "a role for", longestRole
	if r.NoRole || p.RoleARN == "" {
		what, longest = "a session of", longestSession
	}
	if shared := r.SessionDuration; r.outside(shared, longestSession) {
		return profileError(p, "--session-duration %s was requested: AWS allows %s to %s", formatDuration(shared), formatDuration(shortest), formatDuration(longestSession))
	}
	switch {
	case r.outside(d, longest):
		return profileError(p, "%s %s was requested: AWS allows %s to %s", what, formatDuration(d), formatDuration(shortest), formatDuration(longest))
	case r.sessionOnly() && p.MFASerial == "":
		return hint.Errorf("add mfa_serial to the profile, or leave out --no-role",
			"no mfa_serial in profile %q: a session would be useless", p.Name)
	case r.NoRole && r.LongTerm == source.No:
		return profileError(p, "--no-role: %w", errTemporary)
	case !r.NoRole && r.first() >= 0 && r.exceedsChained(0):
		return r.chainedError(0)
	}
	return nil
}

// outside says whether a duration that was asked for is one that the server is known to refuse. The least is the API's own, the
// longest AWS's.
func (r rules) outside(d, longest time.Duration) bool {
	return d != 0 && (d < shortest || d > longest && !r.OwnSTS)
}

// exceedsChained says whether a role is asked for with temporary credentials, for longer than AWS allows then.
func (r rules) exceedsChained(i int) bool {
	return !r.OwnSTS && r.duration(i) > longestChained && r.callerIsTemporary(i)
}

// chainedError is that of a role that is asked for with temporary credentials, for longer than AWS allows then.
func (r rules) chainedError(i int) error {
	return hint.With(
		profileError(r.Chain[i], "a role for %s was requested: AWS caps a role assumed with temporary credentials at %s",
			formatDuration(r.duration(i)), formatDuration(longestChained)),
		"ask for less, with --duration 3600 or duration_seconds in the profile",
	)
}

func profileError(p profile.Profile, format string, args ...any) error {
	return fmt.Errorf("profile %q: %w", p.Name, fmt.Errorf(format, args...))
}
