package sts

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/source"
)

var planNow = time.Unix(1700000000, 0)

// String is a line for a test to compare: what is sent, and when.
func (s Step) String() string {
	words := []string{s.Action, s.Profile}
	add := func(format string, given bool, arg any) {
		if given {
			words = append(words, fmt.Sprintf(format, arg))
		}
	}
	add("by %s", s.Signer != Unsigned, s.Signer)
	add("code of %s", s.Serial != "", s.Serial)
	add("for %s", s.Duration != 0, formatDuration(s.Duration))
	add("as %s", s.Name != "", s.Name)
	add("as %s", s.Name == "" && s.SessionName != "", s.SessionName)
	add("-> %s", true, s.When)
	add("if %s", s.If != "", s.If)
	return strings.Join(words, " ")
}

func lines(p Plan) string {
	var all []string
	for _, s := range p {
		all = append(all, s.String())
	}
	return strings.Join(all, "\n")
}

// The sources of the tests, each as it is before anything was asked.
var (
	ownKeys   = source.Source{Kind: profile.StaticKeys, Identity: "AKIA1", KeyID: "AKIA1", LongTerm: source.Yes}
	tokenKeys = source.Source{Kind: profile.StaticKeys, Identity: "ASIA1", KeyID: "ASIA1", LongTerm: source.No}
	program   = source.Source{Kind: profile.Process, Identity: "program", Action: "credential_process", Cached: true}
	ssoRole   = source.Source{Kind: profile.SSO, Identity: "sso", Action: "GetRoleCredentials", LongTerm: source.No, Cached: true,
		Profile: profile.Profile{Name: "source", SSO: profile.SSORole{Session: "corp"}}}
	webRole = source.Source{Kind: profile.WebIdentity, Identity: "web", Action: "AssumeRoleWithWebIdentity", LongTerm: source.No, Cached: true,
		Profile: profile.Profile{Name: "source", RoleARN: "arn:w"}}
	machine = source.Source{Kind: profile.EC2Metadata, Identity: "machine", Action: "instance metadata", LongTerm: source.No}
)

// planTest is a row: a chain that ends in the profile "source", what is known, and the plan.
type planTest struct {
	name   string
	roles  []profile.Profile
	source source.Source
	change func(*rules)
	want   string
}

func (test planTest) rules() rules {
	src := test.source
	src.Profile.Name = "source"
	r := rules{
		Request: Request{Chain: append(append([]profile.Profile{}, test.roles...), profile.Profile{Name: "source"})},
		Known: Known{Now: planNow, Source: src, LongTerm: src.LongTerm, Scope: "aws",
			Cached: func(cache.Key) (cache.Entry, bool) { return cache.Entry{}, false }},
	}
	if test.change != nil {
		test.change(&r)
	}
	return r
}

func (test planTest) run(t *testing.T) {
	t.Parallel()
	plan, err := test.rules().plan()
	got := lines(plan)
	if err != nil {
		got = err.Error()
	}
	if want := strings.TrimSpace(strings.ReplaceAll(test.want, "\n\t\t\t", "\n")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// cached puts an entry with two hours left under the key of a step.
func cached(r *rules, k cache.Key, e cache.Entry) {
	before := r.Cached
	e.Issued, e.Expires = planNow.Add(-time.Minute), planNow.Add(2*time.Hour)
	r.Cached = func(asked cache.Key) (cache.Entry, bool) {
		if asked == k {
			return e, true
		}
		return before(asked)
	}
}

func role(name, serial string, d time.Duration) profile.Profile {
	return profile.Profile{Name: name, RoleARN: "arn:" + name, MFASerial: serial, Duration: d}
}

// TestPlanOfCalls has the table of calls in the package's documentation, row by row.
func TestPlanOfCalls(t *testing.T) {
	t.Parallel()
	const byCaller = " as aws-runas-session_ACCOUNT_USER_UNIXTIME"
	const byRole = " as aws-runas-session_ROLEID-SESSION_UNIXTIME"
	prod, plain := role("prod", "mfa", 0), role("dev", "", 0)
	for _, test := range []planTest{
		{"role, no MFA", []profile.Profile{plain}, ownKeys, nil, `keys source -> cached
			GetCallerIdentity dev by source credentials -> certain
			AssumeRole dev by source credentials for 1h` + byCaller + ` -> certain`},
		{"role with MFA", []profile.Profile{prod}, ownKeys, nil, `keys source -> cached
			GetSessionToken prod by source credentials code of mfa for 12h -> certain
			GetCallerIdentity prod by source credentials -> certain
			AssumeRole prod by MFA session for 1h` + byCaller + ` -> certain
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> conditional if GetSessionToken is refused`},
		{"a configured name", []profile.Profile{{Name: "prod", MFASerial: "mfa", RoleARN: "arn:prod", RoleSessionName: "me"}}, ownKeys, nil,
			`keys source -> cached
			GetSessionToken prod by source credentials code of mfa for 12h -> certain
			AssumeRole prod by MFA session for 1h as me -> certain
			AssumeRole prod by source credentials code of mfa for 1h as me -> conditional if GetSessionToken is refused`},
		{"more than an hour", []profile.Profile{role("prod", "mfa", 2*time.Hour)}, ownKeys, nil, `keys source -> cached
			GetCallerIdentity prod by source credentials -> certain
			AssumeRole prod by source credentials code of mfa for 2h` + byCaller + ` -> certain`},
		{"--no-session", []profile.Profile{prod}, ownKeys, func(r *rules) { r.NoSession = true }, `keys source -> cached
			GetCallerIdentity prod by source credentials -> certain
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> certain`},
		{"refused before", []profile.Profile{prod}, ownKeys, func(r *rules) { r.SessionRefused = true }, `keys source -> cached
			GetCallerIdentity prod by source credentials -> certain
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> certain`},
		{"hops", []profile.Profile{role("audit", "", 0), prod}, ownKeys, nil, `keys source -> cached
			GetSessionToken prod by source credentials code of mfa for 12h -> certain
			GetCallerIdentity prod by source credentials -> certain
			AssumeRole prod by MFA session for 1h` + byCaller + ` -> certain
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> conditional if GetSessionToken is refused
			AssumeRole audit by role session for 1h` + byRole + ` -> certain`},
		{"hops with one device", []profile.Profile{role("audit", "mfa", 0), role("prod", "mfa", 2*time.Hour)}, ownKeys, nil, `keys source -> cached
			GetCallerIdentity prod by source credentials -> certain
			AssumeRole prod by source credentials code of mfa for 2h` + byCaller + ` -> certain
			AssumeRole audit by role session for 1h` + byRole + ` -> certain`},
		{"hops with two devices", []profile.Profile{role("audit", "other", 0), plain}, ownKeys, nil, `keys source -> cached
			GetCallerIdentity dev by source credentials -> certain
			AssumeRole dev by source credentials for 1h` + byCaller + ` -> certain
			AssumeRole audit by role session code of other for 1h` + byRole + ` -> certain`},
		{"a hop in between is lowered", []profile.Profile{plain, role("b", "", 3*time.Hour), role("c", "", 2*time.Hour)}, tokenKeys, nil, `keys source -> cached
			GetCallerIdentity c by source credentials -> certain
			AssumeRole c by source credentials for 1h` + byCaller + ` -> certain
			AssumeRole b by role session for 1h` + byRole + ` -> certain
			AssumeRole dev by role session for 1h` + byRole + ` -> certain`},
		{"temporary keys", []profile.Profile{prod}, tokenKeys, nil, `keys source -> cached
			GetCallerIdentity prod by source credentials -> certain
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> certain`},
		{"SSO", []profile.Profile{plain}, ssoRole, nil, `CreateToken source -> conditional if the SSO token has less than 15 minutes left
			GetRoleCredentials source -> certain
			GetCallerIdentity dev by source credentials -> unknown if the identity of the source's credentials is not cached yet
			AssumeRole dev by source credentials for 1h` + byCaller + ` -> certain`},
		{"web identity alone", nil, webRole, func(r *rules) { r.Chain[0] = r.Source.Profile; r.Duration = 2 * time.Hour },
			`AssumeRoleWithWebIdentity source for 2h as aws-runas-session_UNIXTIME -> certain`},
		{"the machine", []profile.Profile{plain}, machine, nil, `instance metadata source -> certain
			GetCallerIdentity dev by source credentials -> unknown if the identity of the source's credentials is not cached yet
			AssumeRole dev by source credentials for 1h` + byCaller + ` -> certain`},
		{"a program", []profile.Profile{prod}, program, nil, `credential_process source -> certain
			GetSessionToken prod by source credentials code of mfa for 12h -> unknown if the source's credentials are long-term
			GetCallerIdentity prod by source credentials -> unknown if the identity of the source's credentials is not cached yet
			AssumeRole prod by MFA session for 1h` + byCaller + ` -> unknown if the source's credentials are long-term
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> conditional if GetSessionToken is refused
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> unknown if the source's credentials are temporary`},
		{"a program, for two hours", []profile.Profile{role("dev", "", 2*time.Hour)}, program, nil, `credential_process source -> certain
			GetCallerIdentity dev by source credentials -> unknown if the identity of the source's credentials is not cached yet
			AssumeRole dev by source credentials for 2h` + byCaller + ` -> unknown if the source's credentials are long-term`},
		{"--no-role", []profile.Profile{prod}, ownKeys, func(r *rules) { r.NoRole = true }, `keys source -> cached
			GetSessionToken prod by source credentials code of mfa for 1h -> certain`},
		{"no role, a device", nil, ownKeys, func(r *rules) { r.Chain[0].MFASerial = "mfa" }, `keys source -> cached
			GetSessionToken source by source credentials code of mfa for 1h -> certain`},
		{"no role, a device, a program", nil, program, func(r *rules) { r.Chain[0].MFASerial = "mfa" }, `credential_process source -> certain
			GetSessionToken source by source credentials code of mfa for 1h -> unknown if the source's credentials are long-term`},
		{"no role, a device, temporary keys", nil, tokenKeys, func(r *rules) { r.Chain[0].MFASerial = "mfa" }, `keys source -> cached`},
		{"no role, no device", nil, ownKeys, nil, `keys source -> cached`},
	} {
		t.Run(test.name, test.run)
	}
}

// TestPlanRefuses has the requests that are errors before any call.
func TestPlanRefuses(t *testing.T) {
	t.Parallel()
	prod := role("prod", "mfa", 0)
	for _, test := range []planTest{
		{"too short", []profile.Profile{prod}, ownKeys, func(r *rules) { r.Duration = 14 * time.Minute },
			`profile "prod": a role for 14m was requested: AWS allows 15m to 12h`},
		{"too long", []profile.Profile{prod}, ownKeys, func(r *rules) { r.Duration = 13 * time.Hour },
			`profile "prod": a role for 13h was requested: AWS allows 15m to 12h`},
		{"a session too long", []profile.Profile{prod}, ownKeys, func(r *rules) { r.NoRole, r.Duration = true, 37*time.Hour },
			`profile "prod": a session of 37h was requested: AWS allows 15m to 36h`},
		{"from temporary keys", []profile.Profile{prod}, tokenKeys, func(r *rules) { r.Duration = 2 * time.Hour },
			`profile "prod": a role for 2h was requested: AWS caps a role assumed with temporary credentials at 1h`},
		{"from a role", []profile.Profile{role("audit", "", 2*time.Hour), prod}, ownKeys, nil,
			`profile "audit": a role for 2h was requested: AWS caps a role assumed with temporary credentials at 1h`},
		{"--no-role without a device", []profile.Profile{role("dev", "", 0)}, ownKeys, func(r *rules) { r.NoRole = true },
			`no mfa_serial in profile "dev": a session would be useless`},
		{"--no-role of temporary keys", []profile.Profile{prod}, tokenKeys, func(r *rules) { r.NoRole = true },
			`profile "prod": --no-role: the source's credentials are temporary, and GetSessionToken takes long-term credentials only`},
	} {
		t.Run(test.name, test.run)
	}
}

// TestPlanWithCache has what is not called because of what is there already.
func TestPlanWithCache(t *testing.T) {
	t.Parallel()
	const byCaller = " as aws-runas-session_ACCOUNT_USER_UNIXTIME"
	prod, audit := role("prod", "mfa", 0), role("audit", "", 0)
	live := func(r *rules) {
		r.Live = Live{SourceKeyID: "AKIA1", Credentials: aws.Credentials{Expires: planNow.Add(time.Minute)}}
	}
	for _, test := range []planTest{
		{"the role", []profile.Profile{prod}, ownKeys, func(r *rules) { cached(r, r.roleKey(0), cache.Entry{}) }, `keys source -> cached
			GetSessionToken prod by source credentials code of mfa for 12h -> unneeded
			GetCallerIdentity prod by source credentials -> unneeded
			AssumeRole prod by MFA session for 1h` + byCaller + ` -> cached`},
		{"the role, with --refresh", []profile.Profile{prod}, ownKeys, func(r *rules) {
			r.Refresh = true
			cached(r, r.roleKey(0), cache.Entry{})
			cached(r, r.session(0).Key, cache.Entry{})
			cached(r, r.identityKey("AKIA1"), cache.Entry{})
		}, `keys source -> cached
			GetSessionToken prod by source credentials code of mfa for 12h -> cached
			GetCallerIdentity prod by source credentials -> cached
			AssumeRole prod by MFA session for 1h` + byCaller + ` -> certain
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> conditional if the role is denied to the MFA session`},
		{"a hop", []profile.Profile{audit, prod}, ownKeys, func(r *rules) { cached(r, r.roleKey(1), cache.Entry{}) }, `keys source -> cached
			GetSessionToken prod by source credentials code of mfa for 12h -> unneeded
			GetCallerIdentity prod by source credentials -> unneeded
			AssumeRole prod by MFA session for 1h` + byCaller + ` -> cached
			AssumeRole audit by role session for 1h as aws-runas-session_ROLEID-SESSION_UNIXTIME -> certain`},
		{"the live session", []profile.Profile{prod}, ownKeys, live, `keys source -> cached
			live session prod -> cached
			GetCallerIdentity prod by source credentials -> certain
			AssumeRole prod by live session for 1h` + byCaller + ` -> certain
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> conditional if the role is denied to the MFA session`},
		{"the live session, without a device", []profile.Profile{role("dev", "", 0)}, ownKeys, live, `keys source -> cached
			live session dev -> cached
			GetCallerIdentity dev by source credentials -> certain
			AssumeRole dev by live session for 1h` + byCaller + ` -> certain`},
		{"the live session, for longer", []profile.Profile{role("dev", "", 2*time.Hour)}, ownKeys, live, `keys source -> cached
			GetCallerIdentity dev by source credentials -> certain
			AssumeRole dev by source credentials for 2h` + byCaller + ` -> certain`},
		{"another's live session", []profile.Profile{role("dev", "", 0)}, tokenKeys, live, `keys source -> cached
			GetCallerIdentity dev by source credentials -> certain
			AssumeRole dev by source credentials for 1h` + byCaller + ` -> certain`},
		{"a live session at its end", []profile.Profile{role("dev", "", 0)}, ownKeys, func(r *rules) {
			live(r)
			r.Now = r.Now.Add(time.Second)
		}, `keys source -> cached
			GetCallerIdentity dev by source credentials -> certain
			AssumeRole dev by source credentials for 1h` + byCaller + ` -> certain`},
		{"a program's keys", []profile.Profile{prod}, program, func(r *rules) {
			cached(r, r.sourceKey(), cache.Entry{AccessKeyID: "ASIA2"})
			cached(r, r.identityKey("ASIA2"), cache.Entry{})
			r.LongTerm = source.No
		}, `credential_process source -> cached
			GetCallerIdentity prod by source credentials -> cached
			AssumeRole prod by source credentials code of mfa for 1h` + byCaller + ` -> certain`},
		{"a session for as long as is wanted", []profile.Profile{prod}, ownKeys, func(r *rules) {
			r.NoRole = true
			cached(r, r.session(0).Key, cache.Entry{})
		}, `keys source -> cached
			GetSessionToken prod by source credentials code of mfa for 1h -> cached`},
		{"a session for longer", []profile.Profile{prod}, ownKeys, func(r *rules) {
			r.NoRole, r.Duration = true, 3*time.Hour
			cached(r, r.session(0).Key, cache.Entry{})
		}, `keys source -> cached
			GetSessionToken prod by source credentials code of mfa for 3h -> certain`},
	} {
		t.Run(test.name, test.run)
	}
}

// TestKeysStay keeps the key of a role the same whatever is learned while it is got: another run must find it.
func TestKeysStay(t *testing.T) {
	t.Parallel()
	r := planTest{roles: []profile.Profile{role("audit", "", 0), role("prod", "mfa", 2*time.Hour)}, source: program}.rules()
	before := []cache.Key{r.roleKey(0), r.roleKey(1)}
	r.LongTerm, r.SessionRefused, r.SessionDenied = source.No, true, true
	if after := []cache.Key{r.roleKey(0), r.roleKey(1)}; after[0] != before[0] || after[1] != before[1] || before[0] == before[1] {
		t.Errorf("before %v, after %v", before, after)
	}
}
