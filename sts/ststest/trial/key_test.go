//go:build linux

package trial_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/program"
)

// shaped is a role's profile with all that shapes a request.
var shaped = map[string]string{
	"role_arn":                ststest.DeveloperARN,
	"source_profile":          "default",
	"region":                  "eu-west-1",
	"external_id":             "one-and-only",
	"duration_seconds":        "1800",
	"role_session_name":       "somebody",
	"session_tags":            "team=blue,cost=1",
	"transitive_session_tags": "team",
	"source_identity":         "somebody",
}

// changes are what happens between two requests for it.
var changes = []struct {
	name   string
	keys   map[string]string // of the profile; an empty value takes one away
	more   string            // of the config file
	rotate bool              // alice's key
	flags  []string
	hit    bool
}{
	{name: "nothing", hit: true},
	{name: "region", keys: map[string]string{"region": "us-west-2"}, hit: true},
	{name: "no region", keys: map[string]string{"region": ""}, hit: true},
	{name: "the profile's name", more: profileText("renamed", shaped), flags: []string{"-r", "renamed"}, hit: true},
	{name: "role", keys: map[string]string{"role_arn": ststest.DeployARN}},
	{name: "external id", keys: map[string]string{"external_id": "another-one"}},
	{name: "no external id", keys: map[string]string{"external_id": ""}},
	{name: "duration", keys: map[string]string{"duration_seconds": "3000"}},
	{name: "duration by flag", flags: []string{"-d", "3000"}},
	{name: "the same duration by flag", flags: []string{"-d", "30m"}, hit: true},
	{name: "session name", keys: map[string]string{"role_session_name": "another"}},
	{name: "no session name", keys: map[string]string{"role_session_name": ""}},
	{name: "a tag's value", keys: map[string]string{"session_tags": "team=blue,cost=2"}},
	{name: "a tag's key", keys: map[string]string{"session_tags": "team=blue,price=1"}},
	{name: "where a tag ends", keys: map[string]string{"session_tags": "team=bluecost,1="}},
	{name: "fewer tags", keys: map[string]string{"session_tags": "team=blue"}},
	{name: "transitive tags", keys: map[string]string{"transitive_session_tags": "team,cost"}},
	{name: "source identity", keys: map[string]string{"source_identity": "another"}},
	{name: "a device", keys: map[string]string{"mfa_serial": ststest.AliceSerial}, flags: []string{"--no-session"}},
	{name: "a device that is not asked", keys: map[string]string{"mfa_serial": "GAHT12345678"}, flags: []string{"-d", "30m"}, hit: true},
	{name: "the source's keys", keys: map[string]string{"source_profile": "bob"}},
	{name: "the source is a role", keys: map[string]string{"source_profile": "ext"}},
	{name: "the key is rotated", rotate: true},
}

// TestCacheKey gets a role, changes one thing, and gets it again. Whatever shapes the request makes a miss; the region and
// the profile's name do not.
func TestCacheKey(t *testing.T) {
	t.Parallel()
	for _, change := range changes {
		t.Run(change.name, func(t *testing.T) {
			t.Parallel()
			u := newUser(t)
			u.Server.Update(func(w *ststest.World) { // nothing but the key tells the roles apart
				for i := range w.Roles {
					w.Roles[i] = ststest.Role{ARN: w.Roles[i].ARN, Trusts: []string{ststest.AliceARN, ststest.BobARN, ststest.PartnerARN}}
				}
			})
			file := filepath.Join(u.Dir, ".aws", "config")
			config := read(t, file)
			u.append(t, profileText("role", shaped))
			first := u.get(t, "", "-r", "role")
			u.calls()

			changed := maps.Clone(shaped)
			maps.Copy(changed, change.keys)
			write(t, file, config)
			u.append(t, profileText("role", changed)+change.more)
			if change.rotate {
				u.rotate(t)
			}
			flags := append([]string{"-r", "role"}, change.flags...)
			if changed["mfa_serial"] != "" {
				flags = append(flags, "--mfa-code", u.Server.UnusedCode(ststest.AliceSerial))
			}
			second, calls := u.get(t, "", flags...), u.calls()
			if hit := first == second; hit != change.hit || hit != (calls["AssumeRole"] == 0) {
				t.Errorf("the same keys: %t, want %t; calls: %v", hit, change.hit, calls)
			}
		})
	}
}

func profileText(name string, keys map[string]string) string {
	var b strings.Builder
	b.WriteString("[profile " + name + "]\n")
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if keys[key] != "" {
			b.WriteString(key + " = " + keys[key] + "\n")
		}
	}
	return b.String()
}

// rotate gives alice another access key in place of hers.
func (u *user) rotate(t *testing.T) {
	t.Helper()
	const id, secret = "AKIAIOSFODNN7EROTATE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXROTATEKY"
	u.Server.Update(func(w *ststest.World) { w.Users[0].Keys = []ststest.Key{{ID: id, Secret: secret}} })
	file := filepath.Join(u.Dir, ".aws", "credentials")
	text := strings.NewReplacer(ststest.AliceKeyID, id, ststest.AliceSecret, secret).Replace(string(read(t, file)))
	write(t, file, []byte(text))
}

// TestSessionKey shares alice's session among all that have her key and her device, whatever else they are.
func TestSessionKey(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	u.append(t, profileText("other", map[string]string{
		"role_arn": ststest.AdminARN, "source_profile": "default", "mfa_serial": ststest.AliceSerial,
		"region": "ap-south-1", "external_id": "another", "duration_seconds": "900",
	}))
	u.get(t, "", "-r", "prod", "--mfa-code", u.Server.UnusedCode(ststest.AliceSerial))
	wantCalls(t, u.calls(), map[string]int{"GetSessionToken": 1, "GetCallerIdentity": 1, "AssumeRole": 1})
	for _, profile := range []string{"other", "fresh"} {
		u.get(t, "", "-r", profile)
		wantCalls(t, u.calls(), map[string]int{"AssumeRole": 1})
	}
	u.rotate(t)
	o := program.Finish(t, u.exec(t, "-r", "prod", "--no-input"))
	if o.Status != 1 || !strings.Contains(o.Stderr, "an MFA code of") {
		t.Errorf("with another key: status %d, %q", o.Status, o.Stderr)
	}
	u.wantNoCalls(t)
}

// TestServicesDoNotMeet has another service in the place of the first: nothing that the one gave is used with the other.
func TestServicesDoNotMeet(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	var got []keys
	for range 2 {
		u.warm(t)
		got = append(got, u.get(t, "", "-r", "prod", "--mfa-code", u.Server.UnusedCode(ststest.AliceSerial)))
		wantCalls(t, u.calls(), map[string]int{"GetSessionToken": 1, "AssumeRole": 1})
		u.wantRole(t, got[len(got)-1], ststest.AdminARN)
		u.Serve(t, ststest.Fixture())
	}
}

// TestForget takes away what it names, says so, and leaves the rest.
func TestForget(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	dev, ext := u.get(t, "", "-r", "dev"), u.get(t, "", "-r", "ext")
	asking := u.onTerminal(t, "-r", "prod")
	write(t, u.path("notes.txt"), []byte("mine"))
	for _, step := range []struct {
		flag []string
		says string
	}{
		{[]string{"-r", "dev"}, `aws-runas: forgot the role credentials of profile "dev", …` + dev.id[len(dev.id)-4:] + ", until "},
		{[]string{"-r", "dev"}, "aws-runas: nothing was cached\n"},
		{[]string{"--all"}, `profile "ext", …` + ext.id[len(ext.id)-4:] + ", until "},
		{[]string{"--all"}, "aws-runas: nothing was cached\n"},
	} {
		o := program.Finish(t, u.command(t, append([]string{"forget"}, step.flag...)...))
		if o.Status != 0 || o.Stdout != "" || !strings.Contains(o.Stderr, step.says) {
			t.Errorf("%v: status %d, %q, %q; want %q", step.flag, o.Status, o.Stdout, o.Stderr, step.says)
		}
		if step.flag[0] == "-r" && u.get(t, "", "-r", "ext") != ext {
			t.Errorf("%v: forgot ext too", step.flag)
		}
	}
	files, err := os.ReadDir(u.cache())
	check(t, err)
	for _, f := range files { // locks that are held are left
		if f.Name() != "notes.txt" && f.Name() != "CACHEDIR.TAG" && filepath.Ext(f.Name()) != ".lock" {
			t.Errorf("%s is left", f.Name())
		}
	}
	waiting := u.onTerminal(t, "-r", "prod")
	u.answer(asking)
	if first, second := asking.keys(t), waiting.keys(t); first != second {
		t.Error("a process that began after forget did not wait for the one that asked")
	}
}
