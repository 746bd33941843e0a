package report_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aws-runas/profile"
	"aws-runas/shells/cli"
	"aws-runas/sts"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/report"
	"aws-runas/sts/source"
	"aws-runas/sts/ststest"
)

var update = flag.Bool("update", false, "rewrite testdata/golden")

// now is shortly before midnight, east of Greenwich.
var now = time.Date(2030, 3, 4, 23, 29, 0, 0, time.FixedZone("here", 60*60))

const more = `
[profile prod-eu-central-1-of-the-platform-team-read-only]
role_arn        = arn:aws:iam::444455556666:role/platform/operations/read-only-for-the-night-shift
source_profile  = default
aws_runas_color = magenta

[profile 漢字]
role_arn       = arn:aws:iam::111122223333:role/developer
source_profile = default

[profile old]
role_arn       = arn:aws:iam::444455556666:role/old
source_profile = defalt

[sso-session corp]
sso_start_url = https://corp.example.com/start
sso_region    = eu-west-1

[profile sso-prod]
sso_session    = corp
sso_account_id = 444455556666
sso_role_name  = Admin
region         = eu-west-1
`

// world is that of the fixture, with a few profiles more, an MFA session, and the roles of two profiles.
func world(t *testing.T) report.World {
	t.Helper()
	home := t.TempDir()
	if err := ststest.WriteConfig(home); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(home, ".aws", "config")
	text, err := os.ReadFile(config)
	if err == nil {
		err = os.WriteFile(config, append(text, more...), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	set, err := profile.Load(profile.Locate(func(string) string { return "" }, home, t.TempDir(), ""))
	if err != nil {
		t.Fatal(err)
	}
	store := &cache.Store{Dir: filepath.Join(home, "cache"), Now: func() time.Time { return now }, Warn: t.Logf}
	w := report.World{Set: set, Home: home, Now: now}
	w.Broker = func(chain []profile.Profile) (*sts.Broker, error) {
		getenv := func(string) string { return "" }
		aws, err := client.New(getenv, chain[0], chain)
		return &sts.Broker{
			AWS: aws, Cache: store.Listed(), Now: store.Now, Say: t.Logf,
			Source: source.Resolver{Getenv: getenv, Home: home, Dir: home, AWS: aws, Now: store.Now},
		}, err
	}
	keep(t, w, store, "prod", sts.GetSessionToken, 9*time.Hour+12*time.Minute)
	keep(t, w, store, "prod", sts.AssumeRole, 43*time.Minute)
	keep(t, w, store, "dev", sts.AssumeRole, 12*time.Minute)
	w.Shell = report.Shell{Profile: "prod", Expires: now.Add(43 * time.Minute)}
	return w
}

// keep puts the result of a step of a profile's plan into the cache, with so much of its life left.
func keep(t *testing.T, w report.World, store *cache.Store, name, action string, left time.Duration) {
	t.Helper()
	chain, err := w.Set.Chain(name)
	if err != nil {
		t.Fatal(err)
	}
	broker, err := w.Broker(chain)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := broker.Steps(sts.Request{Chain: chain})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range plan {
		if step.Action == action && step.When != sts.Conditional {
			store.Put(step.Key, cache.Entry{
				Profile: name, Kind: "role", AccessKeyID: "ASIA1", SecretAccessKey: "secret", SessionToken: "token",
				Issued: now.Add(left - 12*time.Hour), Expires: now.Add(left),
			})
			return
		}
	}
	t.Fatalf("%s: no step %s in %v", name, action, plan)
}

func draw(columns int, color bool, header []string, lines []report.Line) []string {
	g := cli.Grid{Header: header, Firm: report.Firm()}
	for _, l := range lines {
		g.Rows = append(g.Rows, cli.GridRow{Mark: l.Mark, Cells: l.Cells, Note: l.Note, Color: cli.Color(l.Color)})
	}
	return g.Lines(columns, color)
}

// TestScreens holds what list and status print. After a wanted change:
//
//	go test ./sts/report -run TestScreens -update
func TestScreens(t *testing.T) {
	t.Parallel()
	w := world(t)
	list := w.List(nil)
	asJSON, err := list.JSON(now)
	if err != nil {
		t.Fatal(err)
	}
	s := report.Session{
		State: report.Live, Profile: "prod", RoleARN: "arn:aws:iam::444455556666:role/admin", KeyID: "ASIAIOSFODNN7EXA0028",
		SessionName: "aws-runas-session_111122223333_alice_1795818654", Expires: now.Add(43 * time.Minute), Region: "eu-central-1",
		RegionNow: "eu-central-1", Hides: true, Hook: true, Renew: true, Saved: []string{"AWS_PROFILE", "AWS_REGION", "AWS_ACCESS_KEY_ID"},
	}
	status := w.Status(s)
	statusJSON, err := status.JSON(now)
	if err != nil {
		t.Fatal(err)
	}
	dead := s
	dead.Profile, dead.RoleARN, dead.Expires = "sso-prod", "", now.Add(-6*time.Minute)
	spell := func(args []string) string { return "aws-runas " + strings.Join(args, " ") }
	texts := map[string]string{
		"list-80": list.Text(now, 80, false, draw), "list-80-color": list.Text(now, 80, true, draw),
		"list-200": list.Text(now, 200, false, draw), "list-44": list.Text(now, 44, false, draw),
		"list.tsv": list.TSV(now), "list.json": asJSON,
		"status": status.Text(spell), "status.json": statusJSON, "status-expired": w.Status(dead).Text(spell),
	}
	for name, text := range texts {
		texts[name] = strings.ReplaceAll(text, w.Home, "HOME")
		for line := range strings.Lines(text) {
			if columns := len([]rune(strings.TrimSuffix(line, "\n"))); strings.HasPrefix(name, "list-80") && columns > 80+len("\x1b[31m\x1b[0m") {
				t.Errorf("%s: %d columns: %s", name, columns, line)
			}
		}
	}
	golden(t, filepath.Join("testdata", "golden"), texts)
}

func golden(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if *update {
		if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
			t.Fatal(err)
		}
		for name, text := range want {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, ok := want[f.Name()]; !ok {
			t.Errorf("%s is no screen", f.Name())
		}
	}
	for name, text := range want {
		has, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is missing", name)
		} else if err != nil || text != string(has) {
			t.Errorf("%s differs (%v), it is now\n%s\nIf that is wanted, run the test with -update.", name, err, text)
		}
	}
}
