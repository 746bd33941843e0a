package sts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/smithy-go"

	"aws-runas/profile"
	"aws-runas/sts/cache"
	"aws-runas/sts/client"
	"aws-runas/sts/mfa"
	"aws-runas/sts/request"
	"aws-runas/sts/source"
	"aws-runas/sts/ststest"
)

// stage is a service and a broker that asks it. The user types each code that is asked for.
type stage struct {
	server *ststest.Server
	broker *Broker
	clock  time.Duration // ahead of the machine's
}

func newStage(t *testing.T, chain []profile.Profile, world ststest.World) *stage {
	t.Helper()
	s := &stage{server: ststest.New(world, time.Now)}
	t.Cleanup(s.server.Close)
	getenv := func(name string) string {
		return map[string]string{"AWS_ENDPOINT_URL": s.server.URL, "AWS_EC2_METADATA_DISABLED": "true"}[name]
	}
	config, err := client.New(getenv, chain[0], chain)
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Now().Add(s.clock) }
	say := func(format string, args ...any) { t.Logf(format, args...) }
	s.broker = &Broker{
		AWS: config, Now: now, Say: say,
		Source: source.Resolver{Getenv: getenv, Home: t.TempDir(), Dir: t.TempDir(), AWS: config, Now: now},
		Cache:  &cache.Store{Dir: t.TempDir() + "/cache", Now: now, Warn: say, Patience: time.Minute},
		MFA:    mfa.Prompter{Open: func() (io.ReadWriteCloser, error) { return &typist{server: s.server}, nil }},
	}
	return s
}

// typist answers a question with an unused code of the device that it names.
type typist struct {
	server *ststest.Server
	asked  string
	answer io.Reader
}

func (p *typist) Write(text []byte) (int, error) {
	p.asked += string(text)
	return len(text), nil
}

func (p *typist) Read(b []byte) (int, error) {
	if p.answer == nil {
		for _, serial := range []string{ststest.AliceSerial, ststest.CarolSerial} {
			if strings.Contains(p.asked, serial) {
				p.answer = strings.NewReader(p.server.UnusedCode(serial) + "\n")
			}
		}
	}
	if p.answer == nil {
		return 0, errors.New("nobody has the device")
	}
	return p.answer.Read(b)
}

func (*typist) Close() error { return nil }

// made are the calls that the service saw since, by their actions.
func (s *stage) made() []string {
	var actions []string
	for _, c := range s.server.Calls() {
		words := []string{c.Action}
		if c.RoleARN != "" {
			words = append(words, c.RoleARN)
		}
		if c.Serial != "" {
			words = append(words, "code of "+c.Serial)
		}
		if c.Duration != 0 {
			words = append(words, formatDuration(c.Duration))
		}
		actions = append(actions, strings.Join(words, " "))
	}
	s.server.ClearLog()
	return actions
}

// certain are the calls of a plan that are made for certain, in the same words.
func certain(p Plan) []string {
	var actions []string
	for _, s := range p {
		if s.When != Certain {
			continue
		}
		words := []string{s.Action}
		if s.RoleARN != "" {
			words = append(words, s.RoleARN)
		}
		if s.Serial != "" {
			words = append(words, "code of "+s.Serial)
		}
		if s.Duration != 0 {
			words = append(words, formatDuration(s.Duration))
		}
		actions = append(actions, strings.Join(words, " "))
	}
	return actions
}

// TestPlanIsTheDeed holds a plan beside the calls that the service sees when the request follows: what is certain is called,
// and nothing else, as long as the service refuses nothing. Each request is made three times: anew, out of the cache, and
// after an hour.
func TestPlanIsTheDeed(t *testing.T) {
	t.Parallel()
	alice := profile.Profile{Name: "default", AccessKeyID: ststest.AliceKeyID, SecretAccessKey: ststest.AliceSecret}
	bob := profile.Profile{Name: "bob", AccessKeyID: ststest.BobKeyID, SecretAccessKey: ststest.BobSecret}
	arn := func(name, arn, serial string) profile.Profile {
		return profile.Profile{Name: name, RoleARN: arn, MFASerial: serial}
	}
	dev, prod := arn("dev", ststest.DeveloperARN, ""), arn("prod", ststest.AdminARN, ststest.AliceSerial)
	audit, ro := arn("audit", ststest.AuditARN, ""), arn("ro", ststest.ReadOnlyARN, "")
	audited, named := arn("audit", ststest.AuditARN, ststest.AliceSerial), dev
	named.RoleSessionName = "me"
	device := alice
	device.MFASerial = ststest.AliceSerial
	long := dev
	long.Duration = 4 * time.Hour
	longProd := prod
	longProd.Duration = 2 * time.Hour
	chains := map[string][]profile.Profile{
		"keys": {bob}, "device": {device}, "dev": {dev, alice}, "named": {named, alice}, "prod": {prod, alice}, "ro": {ro, bob},
		"audit": {audit, prod, alice}, "audited": {audited, prod, alice}, "long": {long, alice}, "long hop": {audit, longProd, alice},
		"long prod": {longProd, alice},
	}
	requests := map[string]request.Request{
		"": {}, "-d 15m": {Duration: 15 * time.Minute}, "-d 1h": {Duration: time.Hour}, "-d 3h": {Duration: 3 * time.Hour},
		"-n": {NoRole: true}, "-n -d 12h": {NoRole: true, Duration: 12 * time.Hour},
		"--no-session": {NoSession: true}, "--refresh": {Refresh: true}, "--role": {Role: ststest.DeveloperARN},
	}
	checked := 0
	for name, chain := range chains {
		for flags, req := range requests {
			checked++
			req := Request{Chain: chain, Request: req}
			t.Run(fmt.Sprintf("%s %s", name, flags), func(t *testing.T) {
				t.Parallel()
				s := newStage(t, chain, ststest.Fixture())
				for run, later := range []time.Duration{0, 0, 50 * time.Minute, 13 * time.Hour} {
					s.clock += later
					s.server.Advance(later)
					follow(t, s, req, run)
				}
			})
		}
	}
	if checked < 60 {
		t.Errorf("%d requests were checked", checked)
	}
}

func follow(t *testing.T, s *stage, req Request, run int) {
	t.Helper()
	plan, planErr := s.broker.Plan(t.Context(), req)
	if calls := s.made(); len(calls) != 0 {
		t.Errorf("run %d: the plan made calls: %q", run, calls)
	}
	_, err := s.broker.Credentials(context.WithoutCancel(t.Context()), req)
	calls := s.made()
	if planErr != nil {
		if err == nil || err.Error() != planErr.Error() || len(calls) != 0 {
			t.Errorf("run %d: planned %v, and it is %v, with the calls %q", run, planErr, err, calls)
		}
		return
	}
	if refusal, is := errors.AsType[smithy.APIError](err); err != nil && !is {
		t.Fatalf("run %d: %v (%v)", run, err, refusal)
	}
	if want := certain(plan); !slices.Equal(calls, want) {
		t.Errorf("run %d: calls\n%s\nplan\n%s\n%v", run, strings.Join(calls, "\n"), lines(plan), err)
	}
}
