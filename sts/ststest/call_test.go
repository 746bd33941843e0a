package ststest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"

	"aws-runas/sts/ststest"
)

func TestLog(t *testing.T) {
	t.Parallel()
	s := start(t)
	ctx := context.Background()
	session := sessionOf(t, s, alice(), ststest.AliceSerial)
	as(s, session).AssumeRole(ctx, &sts.AssumeRoleInput{
		RoleArn: aws.String(ststest.DeveloperARN), RoleSessionName: aws.String("test-1700000000"), DurationSeconds: aws.Int32(1800),
		ExternalId: aws.String("id"), SourceIdentity: aws.String("alice"), Policy: aws.String("{\n}"),
		Tags:              []types.Tag{{Key: aws.String("team"), Value: aws.String("ops")}, {Key: aws.String("cost"), Value: aws.String("7")}},
		TransitiveTagKeys: []string{"team"},
		PolicyArns:        []types.PolicyDescriptorType{{Arn: aws.String("arn:aws:iam::aws:policy/ReadOnlyAccess")}},
	})
	as(s, aws.Credentials{}).AssumeRoleWithWebIdentity(ctx, webIdentity(ststest.DeployARN, "forged"))
	as(s, bob()).AssumeRole(ctx, assume(ststest.AdminARN))
	want := `GetSessionToken AKIAIOSFODNN7EXALICE serial=arn:aws:iam::111122223333:mfa/alice code region=eu-west-1 -> 200
AssumeRole ASIAFAKE000000000001 arn:aws:iam::111122223333:role/developer external=id duration=1800 tags=team=ops,cost=7 transitive=team source-identity=alice policy={\n} policies=arn:aws:iam::aws:policy/ReadOnlyAccess region=eu-west-1 -> 200
AssumeRoleWithWebIdentity arn:aws:iam::111122223333:role/ci/deploy -> 400 InvalidIdentityToken
AssumeRole AKIAIOSFODNN7EXMPBOB arn:aws:iam::444455556666:role/admin region=eu-west-1 -> 403 AccessDenied
`
	if got := s.Log(); got != want {
		t.Errorf("log: want\n%sgot\n%s", want, got)
	}
	calls := s.Calls()
	first, second := calls[0], calls[1]
	if len(first.TokenCode) != 6 || first.Issued != session.AccessKeyID || !strings.Contains(first.UserAgent, "aws-sdk-go-v2") {
		t.Errorf("first call: got code %q, issued %q, user agent %q", first.TokenCode, first.Issued, first.UserAgent)
	}
	if second.SessionName != "test-1700000000" || second.Duration != 30*time.Minute {
		t.Errorf("second call: got session %q for %v", second.SessionName, second.Duration)
	}
	if calls[2].WebIdentityToken != "forged" {
		t.Errorf("third call: got token %q", calls[2].WebIdentityToken)
	}
	s.ClearLog()
	if len(s.Calls()) != 0 {
		t.Error("ClearLog left calls")
	}
}

func TestAtOnce(t *testing.T) {
	t.Parallel()
	s := start(t)
	code := s.UnusedCode(ststest.AliceSerial)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() { _ = try(s, code) })
	}
	calls, err := s.Await(t.Context(), 20)
	wg.Wait()
	if err != nil {
		t.Fatal(err)
	}
	good := 0
	for _, c := range calls {
		if c.Status == 200 {
			good++
		}
	}
	if good != 1 {
		t.Errorf("one code, 20 calls: want 1 session, got %d", good)
	}
}

// control sends a request to one of the paths for scripts.
func control(t *testing.T, s *ststest.Server, method, path string, status int) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != status {
		t.Errorf("%s %s: want %d, got %d: %s", method, path, status, resp.StatusCode, body)
	}
	return string(body)
}

func TestControl(t *testing.T) {
	t.Parallel()
	s := start(t)
	ctx := context.Background()
	code := strings.TrimSpace(control(t, s, "GET", "/_code?serial="+ststest.AliceSerial, 200))
	if err := try(s, code); err != nil {
		t.Fatal(err)
	}
	if next := control(t, s, "GET", "/_code?serial="+ststest.AliceSerial, 200); strings.TrimSpace(next) == code {
		t.Errorf("the code %s was given again after its use", code)
	}
	if got := control(t, s, "GET", "/_log?calls=1", 200); got != s.Log() || strings.Count(got, "\n") != 1 {
		t.Errorf("log: got %q", got)
	}
	var c ststest.Call
	if err := json.Unmarshal([]byte(control(t, s, "GET", "/_log?format=json", 200)), &c); err != nil || c.TokenCode != code {
		t.Errorf("log in JSON: got %+v, %v", c, err)
	}
	control(t, s, "DELETE", "/_log", 200)
	if got := control(t, s, "GET", "/_log", 200); got != "" {
		t.Errorf("log after DELETE: got %q", got)
	}

	role := as(s, s.RoleSession(ststest.AdminARN, "x", time.Hour))
	control(t, s, "POST", "/_clock?advance=1h", 200)
	_, err := role.GetCallerIdentity(ctx, nil)
	refused(t, err, 403, "ExpiredToken", "")
	control(t, s, "POST", "/_clock?skew=-20m", 200)
	_, err = as(s, alice()).GetCallerIdentity(ctx, nil)
	refused(t, err, 403, "SignatureDoesNotMatch", "Signature not yet current")
	control(t, s, "POST", "/_clock?skew=0s", 200)

	control(t, s, "POST", "/_fail?kind=throttle&action=GetCallerIdentity&count=1", 200)
	control(t, s, "POST", "/_fail?kind=internal", 200)
	_, err = as(s, alice()).GetCallerIdentity(ctx, nil)
	refused(t, err, 400, "Throttling", "Rate exceeded")
	_, err = as(s, alice()).GetCallerIdentity(ctx, nil)
	refused(t, err, 500, "InternalFailure", "")
	control(t, s, "DELETE", "/_fail", 200)
	if _, err := as(s, alice()).GetCallerIdentity(ctx, nil); err != nil {
		t.Errorf("after DELETE /_fail: %v", err)
	}
}

func TestControlRefuses(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, tt := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/_", 404},
		{"PUT", "/_log", 404},
		{"GET", "/_log?calls=many", 400},
		{"GET", "/_code?serial=none", 400},
		{"POST", "/_clock", 400},
		{"POST", "/_clock?advance=soon", 400},
		{"POST", "/_clock?skew=late", 400},
		{"POST", "/_fail?kind=flood", 400},
		{"POST", "/_fail?kind=hang&count=x", 400},
		{"POST", "/_fail?kind=hang&count=-1", 400},
	} {
		t.Run(fmt.Sprint(tt.method, " ", tt.path), func(t *testing.T) {
			t.Parallel()
			control(t, s, tt.method, tt.path, tt.status)
		})
	}
}
