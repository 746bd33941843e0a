package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"aws-runas/profile"
	"aws-runas/sts"
	"aws-runas/sts/request"
)

// Session is the session of a shell, as its environment and its hook tell.
type Session struct {
	State       State
	Profile     string
	RoleARN     string // as configured
	SessionName string
	KeyID       string    // of which the last four characters are shown
	Expires     time.Time // zero where it never does
	NoRole      bool
	Nameless    bool     // the profile is one in name only
	Region      string   // that the session set; empty where it set none
	RegionNow   string   // of the environment
	Hides       bool     // keys of the user's own
	Since       []string // the names of variables that the user has set since, and that hide or mix up the keys

	Hook  bool     // the hook has told the rest
	Renew bool     // it renews this session; else this shell has only inherited it
	Saved []string // the names of the variables that the shell keeps, to restore them
}

// State is what there is of a session.
type State string

// The states.
const (
	None    State = "none"
	Live    State = "live"
	Expired State = "expired"
	Covered State = "covered" // the user has put other keys over it
)

// Status is what a shell is, and what it needs.
type Status struct {
	Session
	Lines    []Labelled // what is so
	Problems []string   // what is wrong
	Cures    [][]string // what to type: arguments of this program, one line after the other
}

// Labelled is a line with a label of one word.
type Labelled struct{ Label, Text string }

// renewedBefore is how long before the end the hook renews a session.
const renewedBefore = 5 * time.Minute

// At says as much of the session as its environment does.
func (s Session) At(now time.Time) Status {
	if s.State == Live && !s.Expires.IsZero() && !s.Expires.After(now) {
		s.State = Expired
	}
	return Status{Session: s}
}

// Status says what a session is, from what there is at hand.
func (w World) Status(s Session) Status {
	st := s.At(w.Now)
	switch st.State {
	case None:
		return st
	case Covered:
		st.Problems = []string{fmt.Sprintf("other keys have been put over the session of %s, or it was removed", s.Profile)}
		st.Cures = [][]string{{"drop"}}
		return st
	}
	st.describe(w)
	for _, name := range s.Since {
		st.Problems = append(st.Problems, fmt.Sprintf("%s is set, which makes some AWS SDK ignore the session's keys or mix them up: unset it", name))
	}
	if st.State == Expired && len(st.Cures) == 0 {
		st.Cures = [][]string{{"use", s.Profile}}
	}
	return st
}

func (st *Status) describe(w World) {
	f := st.foresee(w)
	st.line("left", st.left(w.Now, f.asks))
	who := st.SessionName
	if who != "" {
		who += ", "
	}
	st.line("who", who+"key "+Ending(st.KeyID))
	st.line("region", st.region(w, f.chain))
	st.line("through", f.through)
	st.line("hidden", st.hidden())
}

func (st *Status) line(label, text string) {
	if text != "" {
		st.Lines = append(st.Lines, Labelled{label, text})
	}
}

// Ending is what is shown of an access key id.
func Ending(keyID string) string { return "…" + keyID[max(0, len(keyID)-4):] }

func (st *Status) left(now time.Time, asks Asks) string {
	if st.Expires.IsZero() {
		return "no end is known"
	}
	text := Left(st.Expires.Sub(now)) + ", until " + Clock(st.Expires, now)
	if st.State == Expired {
		text = fmt.Sprintf("expired %s ago, at %s", Left(now.Sub(st.Expires)), Clock(st.Expires, now))
	}
	switch {
	case !st.Hook:
	case !st.Renew:
		text += " (this shell only inherited it and doesn't renew)"
	case st.State == Expired:
	case asks == Code:
		text += " (the hook can't renew it: an MFA code will be needed)"
	case asks == SignIn:
		text += " (the hook can't renew it: a sign-in will be needed)"
	default:
		text += fmt.Sprintf(" (the hook renews at %s, without a question)", Clock(st.Expires.Add(-renewedBefore), now))
	}
	return text
}

func (st *Status) region(w World, chain []profile.Profile) string {
	own := ""
	if slices.ContainsFunc(st.Saved, func(name string) bool { return name == "AWS_REGION" || name == "AWS_DEFAULT_REGION" }) {
		own = " (yours is put away)"
	}
	switch {
	case st.Region == "" && st.RegionNow == "":
		return "none"
	case st.Region == "":
		return st.RegionNow + ", your own"
	case st.Region != st.RegionNow:
		return fmt.Sprintf("%s, your own since (the session's was %s)", orDash(st.RegionNow), st.Region)
	}
	if len(chain) > 0 {
		if at, known := chain[0].Lines["region"]; known && chain[0].Region == st.Region {
			return st.Region + ", from " + w.short(at.String()) + own
		}
	}
	return st.Region + own
}

func (st *Status) hidden() string {
	names := slices.DeleteFunc(slices.Clone(st.Saved), func(name string) bool {
		return strings.HasPrefix(name, "AWS_ACCESS_KEY") || strings.HasPrefix(name, "AWS_SECRET_") || strings.HasPrefix(name, "AWS_SESSION_TOKEN") ||
			strings.Contains(name, "REGION") || strings.Contains(name, "EXPIRATION")
	})
	if st.Hides {
		names = append(names, "keys of your own")
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, " and ") + ": drop restores them"
}

// foreseen is what the files and the cache say of a session.
type foreseen struct {
	chain   []profile.Profile
	asks    Asks
	through string
}

func (st *Status) foresee(w World) (f foreseen) {
	if st.Nameless {
		return f
	}
	chain, err := w.Set.Chain(st.Profile)
	l := w.lister()
	if err == nil {
		f.chain = chain
		f.asks, f.through, err = l.through(chain, st.RoleARN, st.NoRole)
	}
	if err != nil {
		st.Problems = append(st.Problems, l.broken(Profile{Name: st.Profile}, err).Problem)
	}
	if f.asks == SignIn {
		reason := fmt.Sprintf("the sign-in to %s is over", strings.TrimPrefix(f.through, "sso "))
		if st.State == Expired {
			reason = "not renewed: " + reason
		}
		st.Problems = append(st.Problems, reason)
		st.Cures = [][]string{{"login", "-r", st.Profile}, {"use", st.Profile}}
	}
	return f
}

// through says where the credentials come from, and whether getting them again takes an answer of the user's.
func (l *lister) through(chain []profile.Profile, roleARN string, noRole bool) (Asks, string, error) {
	broker, err := l.broker(chain)
	if err != nil {
		return Nothing, "", err
	}
	req := sts.Request{Chain: chain, Request: request.Request{NoRole: noRole, Refresh: true}}
	if roleARN != chain[0].RoleARN {
		req.Role = roleARN
	}
	plan, err := broker.Steps(req)
	if err != nil {
		return Nothing, "", err
	}
	var p Profile
	last := chain[len(chain)-1]
	p.describe(chain)
	l.foresee(&p, broker, plan, last)
	text := p.Through
	if last.Source() == profile.StaticKeys {
		at := last.At
		if line, known := last.Lines["aws_access_key_id"]; known {
			at = line
		}
		text = fmt.Sprintf("%s (%s, %s)", last.Name, Ending(last.AccessKeyID), l.short(at.String()))
	}
	for _, s := range l.sessions {
		text += fmt.Sprintf(", %s: %s left", s.What, Left(s.Expires.Sub(l.Now)))
	}
	return p.Asks, text, nil
}

// Verified holds what GetCallerIdentity has answered against the session.
func (st *Status) Verified(arn string, err error) {
	switch {
	case err != nil:
		st.Problems = append(st.Problems, "not verified: "+err.Error())
	case st.RoleARN != "" && !isRole(arn, st.RoleARN):
		st.Problems = append(st.Problems, fmt.Sprintf("the keys are not the profile's: they are those of %s", arn))
	default:
		st.line("verified", arn)
		return
	}
	if st.State == Live {
		st.State = Covered
	}
}

// isRole says whether the ARN is that of a session of a role: arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION, which has no
// path.
func isRole(arn, role string) bool {
	account, name := roleOf(role)
	sessionAccount, session := roleOf(arn)
	session, assumed := strings.CutPrefix(session, "assumed-role/")
	return assumed && account == sessionAccount && strings.HasPrefix(session, name[strings.LastIndexByte(name, '/')+1:]+"/")
}
