package sts

import (
	"time"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/source"
)

// Plan is what a request leads to: its steps, in the order in which they are made. The calls are made by the same rules.
type Plan []Step

// Step is the getting of one set of credentials, or of the caller's identity.
type Step struct {
	// Action is an API action, or another way to a source's credentials: one of the constants below.
	Action  string
	Profile string           // whose keys say so
	At      profile.Position // of the section, or of static keys
	RoleARN string           // that is assumed

	Signer      Signer
	Serial      string        // of the MFA device whose code is sent along; empty where none is
	Duration    time.Duration // that is asked for; 0 leaves it to AWS
	SessionName NameForm
	Name        string // the role session name, where it is Configured

	Region   string // that the call is signed for; empty where that does not matter
	Endpoint string // the URL; empty where nothing is sent to AWS

	Key   cache.Key // under which the result is cached; empty where it is not
	When  When
	If    string    // of a Conditional or Unknown step: when it is made, as the rest of a sentence that begins with "if"
	Until time.Time // of what is Cached: when it expires; zero where that is never, or not known
}

// The actions. Those of a source that are no API action are spelt as source.Source has them.
const (
	AssumeRole        = "AssumeRole"
	GetSessionToken   = "GetSessionToken"
	GetCallerIdentity = "GetCallerIdentity"
	CreateToken       = "CreateToken"  // of IAM Identity Center: it refreshes the token
	Keys              = "keys"         // static ones, or those in the environment: no call
	LiveSession       = "live session" // that --no-role made and that is active in this shell: no call
)

// Signer says which credentials sign a call.
type Signer string

// The signers.
const (
	Unsigned   Signer = ""
	BySource   Signer = "source credentials"
	ByLive     Signer = "live session"
	BySession  Signer = "MFA session"
	ByNextRole Signer = "role session" // of the next profile in the chain
)

// NameForm is how a role session is named.
type NameForm string

// The forms of a role session name. A part that is not known, or that makes it too long, is left out.
const (
	Configured NameForm = "role_session_name"
	ByCaller   NameForm = "aws-runas-session_ACCOUNT_USER_UNIXTIME" // by GetCallerIdentity
	ByRoleID   NameForm = "aws-runas-session_ROLEID-SESSION_UNIXTIME"
	ByTime     NameForm = "aws-runas-session_UNIXTIME"
)

// When says whether a step is made.
type When string

// The answers.
const (
	Certain     When = "certain"
	Conditional When = "conditional" // a server's answer to another step, or a token's age, decides
	Unknown     When = "unknown"     // what a program or a service of the machine hands out decides
	Cached      When = "cached"      // the result is there already
	Unneeded    When = "unneeded"    // what it would serve is there already
)

// The conditions.
const (
	ifRefused   = "GetSessionToken is refused"
	ifDenied    = "the role is denied to the MFA session"
	ifLongTerm  = "the source's credentials are long-term"
	ifTemporary = "the source's credentials are temporary"
	ifNew       = "the identity of the source's credentials is not cached yet"
	ifDue       = "the SSO token has less than 15 minutes left"
)

// plan lists the steps of a request. The error is that of a request that can't be met, as far as that is known.
func (r rules) plan() (Plan, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	switch {
	case r.sessionOnly():
		session := r.mark(r.session(0), true, r.askedFor(r.lasts))
		if session.When == Certain && r.LongTerm == source.Unknown {
			session.When, session.If = Unknown, ifLongTerm
		}
		return append(r.sourceSteps(session.When != Cached), session), nil
	case r.first() < 0:
		return r.sourceSteps(true), nil
	}
	return r.roleSteps(0, true)
}

// mark says of a step whether it is made: not where its result is cached, or where nothing needs it.
func (r rules) mark(s Step, needed bool, usable func(cache.Entry) bool) Step {
	e, cached := r.Cached(s.Key)
	switch {
	case s.Key != "" && cached && usable(e):
		s.When, s.Until = Cached, e.Expires
	case needed:
		s.When = Certain
	default:
		s.When = Unneeded
	}
	return s
}

// askedFor is the rule by which what the request is for is served from the cache.
func (r rules) askedFor(usable func(cache.Entry) bool) func(cache.Entry) bool {
	return func(e cache.Entry) bool { return !r.Refresh && usable(e) }
}

// roleSteps are those that lead to the i-th profile's role.
func (r rules) roleSteps(i int, needed bool) (Plan, error) {
	step, err := r.assume(i)
	if err != nil {
		return nil, err
	}
	usable := r.fresh
	if i == 0 {
		usable = r.askedFor(r.fresh)
	}
	step = r.mark(step, needed, usable)
	if i < r.first() {
		below, err := r.roleSteps(i+1, step.When == Certain)
		return append(below, step), err
	}
	return r.firstRole(i, step), nil
}

// firstRole are the steps that lead to the role nearest to the source, and what is done instead when one of them fails.
func (r rules) firstRole(i int, step Step) Plan {
	made := step.When == Certain
	var before, instead Plan
	otherwise := func(when When, cause string, learn func(*Known)) bool {
		learned := r
		learn(&learned.Known)
		other, err := learned.assume(i)
		other.When, other.If = when, cause
		changes := other.Signer != step.Signer || other.Serial != step.Serial || other.Duration != step.Duration
		if made && err == nil && changes {
			instead = append(instead, other)
		}
		return made && (changes || err != nil)
	}
	denied := func(k *Known) { k.SessionDenied = true }
	needed := made
	switch step.Signer {
	case BySession:
		session := r.mark(r.session(i), made, r.shared)
		needed = session.When == Certain
		if session.When == Cached {
			otherwise(Conditional, ifDenied, denied)
		} else {
			otherwise(Conditional, ifRefused, func(k *Known) { k.SessionRefused = true })
		}
		before = Plan{session}
	case ByLive:
		before = Plan{{Action: LiveSession, Profile: step.Profile, When: Cached, Until: r.Live.Credentials.Expires}}
		if r.Chain[i].MFASerial != "" {
			otherwise(Conditional, ifDenied, denied)
		}
	}
	if r.LongTerm == source.Unknown && otherwise(Unknown, ifTemporary, func(k *Known) { k.LongTerm = source.No }) {
		step.When, step.If = Unknown, ifLongTerm
		for n := range before {
			if before[n].When == Certain {
				before[n].When, before[n].If = Unknown, ifLongTerm
			}
		}
	}
	if step.SessionName == ByCaller {
		before, needed = append(before, r.identity(step, made)), made
	}
	plan := append(r.sourceSteps(needed), before...)
	return append(append(plan, step), instead...)
}

// identity is the call by which a role session is named for who asks for it.
func (r rules) identity(role Step, needed bool) Step {
	s := Step{Action: GetCallerIdentity, Profile: role.Profile, Signer: BySource, Region: r.Region, Endpoint: r.Endpoint}
	keyID := r.Source.KeyID
	if e, ok := r.Cached(r.sourceKey()); keyID == "" && r.Source.Cached && ok && r.fresh(e) {
		keyID = e.AccessKeyID
	}
	if keyID != "" {
		s.Key = r.identityKey(keyID)
	}
	s = r.mark(s, needed, r.holds)
	if s.When == Certain && keyID == "" {
		s.When, s.If = Unknown, ifNew
	}
	return s
}

// sourceSteps are those by which the source's credentials are got.
func (r rules) sourceSteps(needed bool) Plan {
	p := r.sourceProfile()
	s := Step{Action: r.Source.Action, Profile: p.Name, At: p.At, Key: r.sourceKey()}
	switch r.Source.Kind {
	case profile.StaticKeys, profile.Environment:
		s.Action, s.When = Keys, Cached
		if at, known := p.Lines["aws_access_key_id"]; known {
			s.At = at
		}
		return Plan{s}
	case profile.WebIdentity:
		s.RoleARN, s.Duration, s.Region, s.Endpoint = p.RoleARN, p.Duration, r.Region, r.Endpoint
		s.SessionName, s.Name = Configured, p.RoleSessionName
		if s.Name == "" {
			s.SessionName = ByTime
		}
	case profile.SSO:
		s.Region, s.Endpoint = p.SSO.Region, r.Portal
	}
	usable := r.fresh
	if len(r.Chain) == 1 {
		usable = r.askedFor(r.fresh)
	}
	s = r.mark(s, needed, usable)
	if r.Source.Kind == profile.SSO && p.SSO.Session != "" && s.When == Certain {
		return Plan{{Action: CreateToken, Profile: p.Name, At: p.At, Region: p.SSO.Region, When: Conditional, If: ifDue}, s}
	}
	return Plan{s}
}
