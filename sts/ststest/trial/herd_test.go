//go:build linux

package trial_test

import (
	"maps"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/program"
)

// process is one of many, on a terminal of its own.
type process struct {
	*program.Process
	asks bool // it has asked for a code; else it has said that it waits for another
}

// onTerminal starts a command line that prints keys, and waits until it asks or waits.
func (u *user) onTerminal(t *testing.T, flags ...string) *process {
	t.Helper()
	p := u.begin(t, flags...)
	p.settle(t)
	return p
}

func (u *user) begin(t *testing.T, flags ...string) *process {
	t.Helper()
	return &process{Process: u.Pty(t, slices.Concat([]string{"aws-runas", "exec"}, flags, show)...)}
}

// settle waits until the process asks, or says that it waits and for whom.
func (p *process) settle(t *testing.T) {
	t.Helper()
	said := p.Expect(`profile "`)
	p.asks = strings.Contains(said, "MFA code for")
	if !p.asks && !strings.Contains(said, "aws-runas: waiting for process ") {
		t.Fatalf("the process says %q", said)
	}
}

// answer types a code that was not used yet.
func (u *user) answer(p *process) { p.Send(u.Server.UnusedCode(ststest.AliceSerial) + "\r") }

// keys are those that the process ends with. It must not ask again.
func (p *process) keys(t *testing.T) keys {
	t.Helper()
	said := p.Expect(">")
	p.Wait()
	if err := p.Cmd.Wait(); err != nil || strings.Contains(said, "MFA code") {
		t.Fatalf("the process says %q, %v", said, err)
	}
	return keysIn(t, said)
}

// herd starts processes at once, each with one of the flags in turn, and returns the one that asks when all others wait.
func (u *user) herd(t *testing.T, n int, flags ...[]string) (all []*process, asking *process) {
	t.Helper()
	for i := range n {
		all = append(all, u.begin(t, flags[i%len(flags)]...))
	}
	for _, p := range all {
		p.settle(t)
		if p.asks && asking != nil {
			t.Fatal("two processes ask")
		}
		if p.asks {
			asking = p
		}
	}
	if asking == nil {
		t.Fatal("no process asks")
	}
	return all, asking
}

func wantCalls(t *testing.T, got, want map[string]int) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("calls %v, want %v", got, want)
	}
}

// TestHerd starts twenty processes at once on a cold cache, for a role behind MFA.
func TestHerd(t *testing.T) {
	t.Parallel()
	for round := range *rounds {
		t.Run(strconv.Itoa(round), func(t *testing.T) {
			t.Parallel()
			u := newUser(t)
			all, asking := u.herd(t, 20, []string{"-r", "prod"})
			u.answer(asking)
			got := map[keys]bool{}
			for _, p := range all {
				got[p.keys(t)] = true
			}
			wantCalls(t, u.calls(), map[string]int{"GetSessionToken": 1, "AssumeRole": 1, "GetCallerIdentity": 1})
			for k := range got {
				u.wantRole(t, k, ststest.AdminARN)
			}
			if len(got) != 1 {
				t.Errorf("%d different keys, want the same for all", len(got))
			}
		})
	}
}

// TestHerdWithoutTerminals has one process that can ask, and others that can only wait for it.
func TestHerdWithoutTerminals(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	asking := u.onTerminal(t, "-r", "prod")
	var waiting []*exec.Cmd
	var said []*lines
	for range 5 {
		cmd := u.exec(t, "-r", "prod")
		l := start(t, cmd)
		l.expect(t, "waiting for process "+strconv.Itoa(asking.Cmd.Process.Pid))
		waiting, said = append(waiting, cmd), append(said, l)
	}
	u.answer(asking)
	want := asking.keys(t)
	for i, cmd := range waiting {
		if err := cmd.Wait(); err != nil || keysIn(t, said[i].stdout.String()) != want {
			t.Errorf("%q, %v; want the keys of the process that asked", said[i].stdout.String(), err)
		}
	}
	wantCalls(t, u.calls(), map[string]int{"GetSessionToken": 1, "AssumeRole": 1, "GetCallerIdentity": 1})
}

// TestRolesShareTheSession asks for three roles of one user at once: one question serves them all.
func TestRolesShareTheSession(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	u.append(t, profileText("other", map[string]string{
		"role_arn": ststest.DeveloperARN, "source_profile": "default", "mfa_serial": ststest.AliceSerial,
	}))
	roles := []string{ststest.AdminARN, ststest.FreshARN, ststest.DeveloperARN}
	all, asking := u.herd(t, 6, []string{"-r", "prod"}, []string{"-r", "fresh"}, []string{"-r", "other"})
	u.answer(asking)
	var got []keys
	for _, p := range all {
		got = append(got, p.keys(t))
	}
	wantCalls(t, u.calls(), map[string]int{"GetSessionToken": 1, "AssumeRole": 3, "GetCallerIdentity": 1})
	for i, k := range got {
		u.wantRole(t, k, roles[i%len(roles)])
	}
}

// TestUsersDoNotMeet has two users of one service, with the same keys and each with a home: neither waits for the other.
func TestUsersDoNotMeet(t *testing.T) {
	t.Parallel()
	one, other := newUser(t), newUser(t)
	other.Server, other.URL = one.Server, one.URL
	got := map[keys]bool{}
	first, second := one.onTerminal(t, "-r", "prod"), other.onTerminal(t, "-r", "prod")
	for _, p := range []*process{first, second} {
		if !p.asks {
			t.Fatal("a user waits for another")
		}
		one.answer(p)
		got[p.keys(t)] = true
	}
	wantCalls(t, one.calls(), map[string]int{"GetSessionToken": 2, "AssumeRole": 2, "GetCallerIdentity": 2})
	if len(got) != 2 {
		t.Error("both users have the same keys")
	}
}

// TestRefreshInACrowd refreshes a role that wants a code of its own: one question, and all have the new keys.
func TestRefreshInACrowd(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	before := u.onTerminal(t, "-r", "fresh", "--no-session")
	u.answer(before)
	old := before.keys(t)
	u.calls()
	all, asking := u.herd(t, 5, []string{"-r", "fresh", "--no-session", "--refresh"})
	u.answer(asking)
	got := map[keys]bool{}
	for _, p := range all {
		got[p.keys(t)] = true
	}
	wantCalls(t, u.calls(), map[string]int{"AssumeRole": 1})
	if len(got) != 1 || got[old] {
		t.Errorf("%d different keys, the old ones among them: %t; want new ones, the same for all", len(got), got[old])
	}
}

// TestKilledLeader kills the process that asks: the one that waits for it asks instead.
func TestKilledLeader(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	all, asking := u.herd(t, 2, []string{"-r", "prod"})
	if err := asking.Cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	survivor := all[0]
	if survivor == asking {
		survivor = all[1]
	}
	survivor.Expect("MFA code for")
	u.answer(survivor)
	k := survivor.keys(t)
	wantCalls(t, u.calls(), map[string]int{"GetSessionToken": 1, "AssumeRole": 1, "GetCallerIdentity": 1})
	u.wantRole(t, k, ststest.AdminARN)
}
