package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"aws-runas/profile"
	"aws-runas/sts"
	"aws-runas/sts/login"
)

// List is what there is to become.
type List struct {
	Profiles []Profile
	Sessions []Until // MFA sessions and sign-ins of the profiles that are listed, which are live
}

// Until is something that lives for a while.
type Until struct {
	What    string // "MFA session of alice", "SSO corp"
	Expires time.Time
}

// Profile is one profile. A text is empty where there is no such thing.
type Profile struct {
	Name    string
	Account string // id
	Role    string // the role's name with its path; OwnKeys where there is none
	RoleARN string
	Through string // the source_profile, or where the credentials come from
	Region  string // the profile's
	Asks    Asks
	Expires time.Time // of the credentials that are live, in this shell or in the cache; zero where none are, or never

	Active  bool   // it is this shell's
	Expired bool   // it is this shell's, and dead
	Local   bool   // of ./aws_config
	Color   string // aws_runas_color
	Problem string // why it can't be used, beginning with the place
	Allow   bool   // it can be used once ./aws_config is allowed
}

// OwnKeys is the Role of a profile without one that has keys.
const OwnKeys = "own keys"

// Asks says whether the user will be asked something.
type Asks string

// What will be asked.
const (
	Nothing Asks = ""
	Ready   Asks = "ready"   // nothing: an MFA session is cached
	Code    Asks = "asks"    // an MFA code
	SignIn  Asks = "sign in" // a sign-in to IAM Identity Center
)

// List lists the profiles in which every word is found: in the name, the account or the role, in any case of letters.
func (w World) List(words []string) List {
	l := w.lister()
	for i := range words {
		words[i] = strings.ToLower(words[i])
	}
	var list List
	for _, name := range w.Set.Matching(words) {
		if p := l.profile(name); p.matches(words) {
			list.Profiles = append(list.Profiles, p)
		}
	}
	slices.SortFunc(list.Profiles, func(a, b Profile) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Name, b.Name))
	})
	for _, s := range l.sessions {
		list.Sessions = append(list.Sessions, s)
	}
	slices.SortFunc(list.Sessions, func(a, b Until) int { return strings.Compare(a.What, b.What) })
	return list
}

func (p Profile) matches(lower []string) bool {
	if len(lower) == 0 {
		return true
	}
	text := strings.ToLower(p.Name + "\n" + p.Account + "\n" + p.Role)
	return !slices.ContainsFunc(lower, func(word string) bool { return !strings.Contains(text, word) })
}

// lister remembers what many profiles share.
type lister struct {
	World
	brokers  map[string]*sts.Broker
	sessions map[string]Until    // by what they are
	signIns  map[string]signedIn // by the token's file
}

func (w World) lister() *lister {
	return &lister{World: w, brokers: map[string]*sts.Broker{}, sessions: map[string]Until{}, signIns: map[string]signedIn{}}
}

// signedIn is the state of a sign-in.
type signedIn struct {
	expires     time.Time
	refreshable bool // without a question
}

func (l *lister) profile(name string) Profile {
	p := Profile{Name: name, Active: name == l.Shell.Profile && !l.Shell.Nameless}
	p.Local = l.Set.IsLocal(name)
	if p.Active {
		p.Expires = l.Shell.Expires
		p.Expired = !p.Expires.IsZero() && !p.Expires.After(l.Now)
	}
	chain, err := l.Set.Chain(name)
	if err != nil {
		return l.broken(p, err)
	}
	p.describe(chain)
	broker, err := l.broker(chain)
	if err != nil {
		return l.broken(p, err)
	}
	plan, err := broker.Steps(sts.Request{Chain: chain})
	if err != nil {
		return l.broken(p, err)
	}
	l.foresee(&p, broker, plan, chain[len(chain)-1])
	return p
}

// describe says what the chain leads to.
func (p *Profile) describe(chain []profile.Profile) {
	first, last := chain[0], chain[len(chain)-1]
	p.Region, p.Color, p.RoleARN = first.Region, first.Color, first.RoleARN
	p.Account, p.Role = roleOf(first.RoleARN)
	if through := first.SourceProfile; through != "" && through != first.Name && len(chain) > 1 {
		p.Through = through
		return
	}
	switch s := last.Source(); s {
	case profile.StaticKeys:
		if p.Role == "" {
			p.Role = OwnKeys
		} else {
			p.Through = OwnKeys
		}
	case profile.SSO:
		p.Through = "sso " + login.TargetOf(last.SSO).String()
		if p.Role == "" {
			p.Account, p.Role = last.SSO.AccountID, last.SSO.RoleName
		}
	default:
		p.Through = string(s)
	}
}

// roleOf takes an ARN apart: arn:PARTITION:iam::ACCOUNT:role/PATH/NAME. Other vendors have other forms.
func roleOf(arn string) (account, role string) {
	rest := arn
	for range 4 {
		_, after, ok := strings.Cut(rest, ":")
		if !ok {
			return "", arn
		}
		rest = after
	}
	account, role, ok := strings.Cut(rest, ":")
	if !ok {
		return "", arn
	}
	return account, strings.TrimPrefix(role, "role/")
}

// broker returns the one for a chain. Most profiles say nothing about reaching AWS, and share it.
func (l *lister) broker(chain []profile.Profile) (*sts.Broker, error) {
	if chain[0].OwnEndpoints() {
		return l.Broker(chain)
	}
	key := chain[0].Region
	for i := 0; key == "" && i < len(chain); i++ { // the partition is then that of the first ARN
		key = "?" + partition(cmp.Or(chain[i].RoleARN, chain[i].MFASerial))
	}
	if b, known := l.brokers[key]; known {
		return b, nil
	}
	b, err := l.Broker(chain)
	if err == nil {
		l.brokers[key] = b
	}
	return b, err
}

func partition(arn string) string {
	parts := strings.SplitN(arn, ":", 3)
	if len(parts) < 3 {
		return ""
	}
	return parts[1]
}

// foresee says what is live, and what will be asked.
func (l *lister) foresee(p *Profile, broker *sts.Broker, plan sts.Plan, last profile.Profile) {
	for _, step := range plan {
		if step.Serial != "" {
			if p.Asks == Nothing {
				p.Asks = Ready
			}
			if step.When == sts.Certain || step.When == sts.Unknown {
				p.Asks = Code
			}
		}
		if step.Action == sts.GetSessionToken && step.When == sts.Cached {
			what := "MFA session of " + device(step.Serial)
			l.sessions[string(step.Key)] = Until{what, step.Until}
		}
	}
	result := plan[len(plan)-1].Key // what is done instead has the same
	if e, ok := broker.Cache.Get(result); result != "" && ok && !p.Active && e.Expires.After(l.Now) {
		p.Expires = e.Expires
	}
	if last.Source() == profile.SSO {
		l.foreseeSignIn(p, plan, login.TargetOf(last.SSO))
	}
}

func (l *lister) foreseeSignIn(p *Profile, plan sts.Plan, target login.Target) {
	file := login.TokenFile(l.Home, target)
	s, known := l.signIns[file]
	if !known {
		s.expires, s.refreshable = login.GoodUntil(file, l.Now)
		l.signIns[file] = s
	}
	live := s.expires.After(l.Now)
	if live {
		l.sessions[file] = Until{"SSO " + target.String(), s.expires}
	}
	needed := slices.ContainsFunc(plan, func(s sts.Step) bool { return s.Action == "GetRoleCredentials" && s.When == sts.Certain })
	if needed && !live && !s.refreshable {
		p.Asks = SignIn
	}
}

// broken says what is wrong, and where.
func (l *lister) broken(p Profile, err error) Profile {
	if untrusted, is := errors.AsType[*profile.UntrustedError](err); is {
		keys := make([]string, len(untrusted.Keys))
		for i, k := range untrusted.Keys {
			keys[i] = k.Key
		}
		p.Allow = true
		p.Problem = fmt.Sprintf("./aws_config:%d: %s: needs aws-runas allow", untrusted.Keys[0].At.Line, strings.Join(keys, ", "))
		return p
	}
	p.Problem = strings.TrimPrefix(err.Error(), fmt.Sprintf("profile %q: ", p.Name))
	var placed interface {
		Parts() (at profile.Position, profile, reason string)
	}
	if errors.As(err, &placed) {
		at, of, reason := placed.Parts()
		if of != "" && of != p.Name {
			reason = fmt.Sprintf("profile %q: %s", of, reason)
		}
		p.Problem = at.String() + ": " + reason
	}
	p.Problem = l.short(p.Problem)
	return p
}
