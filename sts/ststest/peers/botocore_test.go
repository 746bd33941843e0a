package peers_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
)

var (
	seed = flag.Uint64("seed", rand.Uint64(), "of the random sets of profiles")
	sets = flag.Int("sets", need.Often(20, 60), "how many random sets of profiles are compared")
)

// TestSameCallsAsBotocore asks aws-runas and botocore for a profile of each of many random sets. Both must assume the
// same roles with the same keys and get the same credentials, or both fail. To see one set again:
//
//	go test ./sts/ststest/peers -run SameCalls/17 -seed SEED
func TestSameCallsAsBotocore(t *testing.T) {
	need.Program(t, "sh", "-c", "exit 0")
	peer := startBotocore(t)
	t.Logf("-seed %d", *seed)
	outcomes, ran := map[string]int{}, 0
	for i := range *sets {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			s := newSet(rand.New(rand.NewPCG(*seed, uint64(i))))
			config, credentials := s.text()
			files := map[string]string{"config": config, "credentials": credentials, "web-token": webToken, "wrong-token": "wrong"}
			maps.Copy(files, processFiles())

			ours := meet(t, s, files, func(t *testing.T, m *program.Home, profile string) (string, string) {
				r := m.Run(t, "aws-runas", "exec", "-r", profile, "--", "sh", "-c", "printf %s $AWS_ACCESS_KEY_ID")
				return r.Stdout, r.Stderr
			})
			theirs := meet(t, s, files, peer.ask)
			if ours.calls != theirs.calls || ours.keyID != theirs.keyID {
				t.Errorf("profile %q, -seed %d\n%s\n--- aws-runas:\n%s\n--- botocore:\n%s\n--- config:\n%s\n--- credentials:\n%s",
					s.asked, *seed, strings.Join(s.environ, "\n"), ours, theirs, config, credentials)
			}
			outcomes[ours.kind()]++
			ran++
		})
	}
	t.Logf("outcomes: %v", outcomes)
	for _, kind := range []string{"assumed", "error", "keys"} {
		if outcomes[kind] == 0 && ran >= 60 {
			t.Errorf("none of %d sets ended as %q", ran, kind)
		}
	}
}

// outcome is what a client made of a set.
type outcome struct {
	calls string // AssumeRole and AssumeRoleWithWebIdentity, a line each
	keyID string // of the credentials at the end; empty where it failed
	err   string
}

func (o outcome) String() string { return fmt.Sprintf("%skey %s\n%s", o.calls, o.keyID, o.err) }

func (o outcome) kind() string {
	switch {
	case o.keyID == "" && o.calls == "":
		return "error"
	case o.keyID == "":
		return "refused"
	case o.calls == "":
		return "keys"
	}
	return "assumed"
}

// meet lets a client get the credentials of a set, from a service of its own. The client returns the access key id, or an
// empty one with an error.
func meet(t *testing.T, s *set, files map[string]string, client func(*testing.T, *program.Home, string) (keyID, err string)) outcome {
	server := ststest.New(randomSetsWorld(), time.Now)
	defer server.Close()
	session := server.RoleSession(account+":role/issued", "peer", time.Hour)
	m := program.At(t, server.URL)
	fill := strings.NewReplacer(homeDirectory, filepath.ToSlash(m.Dir), sessionID, session.AccessKeyID,
		sessionSecret, session.SecretAccessKey, sessionToken, session.SessionToken)
	filled := map[string]string{}
	for name, text := range files {
		filled[name] = fill.Replace(text)
	}
	m.Write(t, filled)
	for _, variable := range s.environ {
		m.More = append(m.More, fill.Replace(variable))
	}
	var o outcome
	o.keyID, o.err = client(t, m, s.asked)
	for _, c := range server.Calls() {
		if c.Action != "GetCallerIdentity" {
			o.calls += describe(c) + "\n"
		}
	}
	return o
}

// describe is a call without the names that each client makes up for sessions. No duration is an hour.
func describe(c ststest.Call) string {
	name := c.SessionName
	if strings.HasPrefix(name, "aws-runas-session_") || strings.HasPrefix(name, "botocore-session-") {
		name = "made-up"
	}
	if c.Duration == 0 {
		c.Duration = time.Hour
	}
	return fmt.Sprintf("%s name=%s", c, name)
}

// botocorePeer is a Python process that answers for many sets: it takes long to start.
type botocorePeer struct {
	in  io.Writer
	out *bufio.Scanner
}

func startBotocore(t *testing.T) *botocorePeer {
	python := need.Program(t, "python3", "-c", "import botocore.session")
	// Not the test's context, which ends before the process is waited for.
	ctx, cancel := context.WithTimeout(context.Background(), program.Patience+time.Duration(*sets)*2*time.Second)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, python, "testdata/botocore_peer.py")
	cmd.Env = append(os.Environ(), "PYTHONUTF8=1") // the files have a name that is not ASCII
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the Python process: %v", err)
		}
	})
	return &botocorePeer{in, bufio.NewScanner(out)}
}

// ask gets the credentials of a profile from botocore.
func (p *botocorePeer) ask(t *testing.T, m *program.Home, profile string) (keyID, failure string) {
	t.Helper()
	variables := map[string]string{}
	for _, v := range m.Environ() {
		name, value, _ := strings.Cut(v, "=")
		variables[name] = value
	}
	if err := json.NewEncoder(p.in).Encode(map[string]any{"environ": variables, "profile": profile}); err != nil {
		t.Fatal(err)
	}
	if !p.out.Scan() {
		t.Fatalf("the Python process gave no answer: %v", p.out.Err())
	}
	var answer struct{ Key, Error string }
	if err := json.Unmarshal(p.out.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %v", p.out.Bytes(), err)
	}
	return answer.Key, answer.Error
}
