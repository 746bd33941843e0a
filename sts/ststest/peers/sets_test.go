package peers_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"aws-runas/sts/ststest"
)

// The world of the random sets: users with a key each, and roles of their account that everybody there may assume.
const (
	account    = "arn:aws:iam::111122223333"
	externalID = "partner-7788" // that the last role wants
	webToken   = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwZWVyIn0.example"
	users      = 5
	roles      = 5
)

// userKey is a user's key. In the secrets is what some parsers of the files take for something else; a call that is
// signed with less than the whole of it is refused.
func userKey(n int) ststest.Key {
	secrets := [users]string{`"K7"MDENG+=`, "%(region)s/K7$HOME", "K7#MDENG;bPx\\", "'K7=MDENG`", "wJalrXUtnFEMI/K7"}
	return ststest.Key{ID: fmt.Sprintf("AKIAIOSFODNN7EXUSR%02d", n), Secret: secrets[n]}
}

func roleARN(n int) string { return fmt.Sprintf("%s:role/role%d", account, n) }

func randomSetsWorld() ststest.World {
	w := ststest.World{Identities: []ststest.Identity{{
		Token: webToken, Subject: "peer", Provider: "token.example.com", Audience: "sts.amazonaws.com",
	}}}
	for n := range users {
		w.Users = append(w.Users, ststest.User{ARN: fmt.Sprintf("%s:user/user%d", account, n), Keys: []ststest.Key{userKey(n)}})
	}
	for n := range roles {
		r := ststest.Role{ARN: roleARN(n), Trusts: []string{account + ":root", "peer"}, MaxSession: 12 * time.Hour}
		if n == roles-1 {
			r.ExternalID = externalID
		}
		w.Roles = append(w.Roles, r)
	}
	return w
}

// In the texts of a set these stand for a session of the service, which has a secret of its own in every run, and for the
// home directory.
const (
	sessionID     = "<SESSION_ID>"
	sessionSecret = "<SESSION_SECRET>"
	sessionToken  = "<SESSION_TOKEN>"
	homeDirectory = "<HOME>"
)

// processFiles are printed by the credential processes of the sets.
func processFiles() map[string]string {
	const version, keys = `{"Version": 1, `, `"AccessKeyId": "%s", "SecretAccessKey": "%s"`
	user := userKey(users - 1)
	return map[string]string{
		"long-lived.json": version + fmt.Sprintf(keys, user.ID, user.Secret) + "}",
		"temporary.json": version + fmt.Sprintf(keys, sessionID, sessionSecret) +
			`, "SessionToken": "` + sessionToken + `", "Expiration": "2099-01-01T00:00:00Z"}`,
		"half.json": version + `"AccessKeyId": "` + user.ID + `"}`,
	}
}

// set is a random set of profiles, one of which is asked for. It keeps to what aws-runas means to share with botocore:
//
//   - A profile that is asked for, or led to, and has a role names where the keys come from. Without, botocore gives up
//     and aws-runas looks at what is at hand.
//   - Roles of more than an hour are assumed with long-term keys only. From temporary ones AWS refuses; aws-runas lowers
//     what a role in between asks for.
//   - Durations are numbers: what is none, botocore ignores. Half a pair of static keys has no other source beside it: a
//     key without its id does not count for botocore, and is an error for aws-runas.
//   - No section and no key is there twice, nothing is behind a value, [profile default] is below [default]: there the
//     grammar of the vendors' own tests, which aws-runas follows, is not the AWS CLI's.
//   - A web identity token has no line end behind it: botocore sends that along, and aws-runas leaves it away.
//   - There is a region, without which botocore makes no call, and aws-runas one to the global endpoint. It is in
//     AWS_DEFAULT_REGION: version 1 of the AWS CLI does not read AWS_REGION.
type set struct {
	rng      *rand.Rand
	profiles []*plan
	environ  []string
	asked    string
}

// plan is a profile before it is spelled.
type plan struct {
	name        string
	kind        kind
	keys        []property // in any order
	config      []property
	credentials []property
}

type property struct{ key, value string }

type kind int

const (
	staticKeys    kind = iota
	temporaryKeys      // static, with a session token
	longProcess        // prints long-term keys
	process            // prints temporary keys, half a pair, or nothing
	webIdentity
	chained     // a role with a source_profile
	keysAndRole // static keys beside a role
	sourced     // a role with a credential_source
	bare
	kinds
)

// longLived says whether a role may be assumed from the profile for more than an hour.
func (k kind) longLived() bool { return k == staticKeys || k == longProcess || k == keysAndRole }

func newSet(rng *rand.Rand) *set {
	s := &set{rng: rng}
	names := []string{"default", "dev", "prod.eu", "team/x", "me@example", "UPPER", "with space", "a:b+c", "dev.admin", "größe"}
	rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names[:3+rng.IntN(5)] {
		// Half of them are roles with a source profile, so that there are chains.
		s.profiles = append(s.profiles, &plan{name: name, kind: pick(rng, chained, kind(rng.IntN(int(kinds))))})
	}
	if last := s.profiles[len(s.profiles)-1]; !s.sometimes(10) {
		last.kind = kind(rng.IntN(int(chained)))
	}
	for _, p := range s.profiles {
		s.fill(p)
		s.spread(p)
	}
	s.asked = s.profiles[rng.IntN(len(s.profiles))/2].name // one of the first half, where the long chains begin
	if s.sometimes(40) {
		s.asked = "nowhere"
	}
	s.fillEnviron()
	return s
}

// sometimes is true once in n times.
func (s *set) sometimes(n int) bool { return s.rng.IntN(n) == 0 }

func pick[T any](rng *rand.Rand, from ...T) T { return from[rng.IntN(len(from))] }

func (s *set) fillEnviron() {
	user := userKey(s.rng.IntN(users))
	switch s.rng.IntN(6) {
	case 0: // none
	case 1:
		s.environ = []string{"AWS_ACCESS_KEY_ID=" + user.ID}
	case 2, 3:
		token := pick(s.rng, "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")
		s.environ = []string{"AWS_ACCESS_KEY_ID=" + sessionID, "AWS_SECRET_ACCESS_KEY=" + sessionSecret, token + "=" + sessionToken}
	default:
		s.environ = []string{"AWS_ACCESS_KEY_ID=" + user.ID, "AWS_SECRET_ACCESS_KEY=" + user.Secret}
	}
	hasRegion := slices.ContainsFunc(s.profiles, func(p *plan) bool {
		return p.name == s.asked && slices.ContainsFunc(p.keys, func(k property) bool { return k.key == "region" })
	})
	if !hasRegion || s.sometimes(3) {
		s.environ = append(s.environ, "AWS_DEFAULT_REGION=eu-north-1")
	}
	if s.sometimes(4) { // variables that a profile asked for by name puts out of action
		s.environ = append(s.environ, "AWS_WEB_IDENTITY_TOKEN_FILE="+homeDirectory+"/.aws/web-token",
			"AWS_ROLE_ARN="+roleARN(0), "AWS_ROLE_SESSION_NAME=from-the-environment")
	}
}

// fill gives the profile the keys of its kind.
func (s *set) fill(p *plan) {
	add := func(key, value string) { p.keys = append(p.keys, property{key, value}) }
	switch p.kind {
	case longProcess:
		add("credential_process", s.command("long-lived.json"))
	case process:
		add("credential_process", s.command(pick(s.rng, "temporary.json", "temporary.json", "half.json", "missing.json")))
	case webIdentity:
		add("web_identity_token_file", homeDirectory+"/.aws/"+pick(s.rng, "web-token", "web-token", "web-token", "wrong-token", "no-token"))
		if s.sometimes(3) {
			add("source_profile", s.sourceOf(p)) // has no meaning here
		}
	case chained:
		add("source_profile", s.sourceOf(p))
		if s.sometimes(40) {
			add("credential_source", "Environment") // one too many
		}
	case keysAndRole:
		add("source_profile", pick(s.rng, p.name, s.sourceOf(p)))
	case sourced:
		add("credential_source", pick(s.rng, "Environment", "Environment", "Environment", "EcsContainer", "Ec2InstanceMetadata", "environment"))
	}
	switch p.kind {
	case chained, keysAndRole, sourced, webIdentity:
		s.addRole(p)
	}
	if s.sometimes(2) {
		add("region", pick(s.rng, "eu-west-1", "us-east-1", "us-west-2", "ap-southeast-2"))
	}
}

// addRole adds the keys of a role, now and then without the role itself.
func (s *set) addRole(p *plan) {
	add := func(key, value string) { p.keys = append(p.keys, property{key, value}) }
	if !s.sometimes(30) {
		n := s.rng.IntN(roles)
		add("role_arn", roleARN(n))
		if n == roles-1 || s.sometimes(5) {
			add("external_id", pick(s.rng, externalID, externalID, "some-other-id"))
		}
	}
	if s.sometimes(2) {
		add("role_session_name", pick(s.rng, "me@example.com", "ci_job=7"))
	}
	longest := []string{"900", "1800", "3600"}
	source := slices.IndexFunc(s.profiles, func(q *plan) bool { return slices.Contains(p.keys, property{"source_profile", q.name}) })
	if source >= 0 && s.profiles[source].kind.longLived() {
		longest = append(longest, "7200", "43200")
	}
	if s.sometimes(2) {
		add("duration_seconds", pick(s.rng, longest...))
	}
}

// sourceOf is the name of a source profile: mostly one below the profile, now and then any, and one that is nowhere.
func (s *set) sourceOf(p *plan) string {
	if s.sometimes(30) {
		return "nobody"
	}
	below := s.profiles[slices.Index(s.profiles, p)+1:]
	if len(below) == 0 || s.sometimes(12) {
		below = s.profiles
	}
	return pick(s.rng, below...).name
}

// command is a credential_process that prints a file, in one of the ways to quote it.
func (s *set) command(file string) string {
	path := homeDirectory + "/.aws/" + file
	return pick(s.rng, "cat "+path, `cat "`+path+`"`, `sh -c 'cat "$0"' `+path, `sh   -c "cat \"$0\"" `+strings.ReplaceAll(path, "e", `\e`))
}
