package request_test

import (
	"flag"
	"io"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/request"
)

// parse sets a request as a command line would that has all the flags.
func parse(t *testing.T, args ...string) (r request.Request, err error) {
	t.Helper()
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	for _, f := range append(r.Flags(), r.RenewalFlags()...) {
		for _, name := range []string{f.Long, f.Short} {
			switch v := f.Value.(type) {
			case *string:
				fs.StringVar(v, name, "", "")
			case *bool:
				fs.BoolVar(v, name, false, "")
			case flag.Value:
				fs.Var(v, name, "")
			default:
				t.Fatalf("--%s has a value of type %T", f.Long, v)
			}
			if f.Short == "" {
				break
			}
		}
	}
	err = fs.Parse(args)
	return r, err
}

// TestWords parses what Words returns: the same request but for what is about this one time.
func TestWords(t *testing.T) {
	t.Parallel()
	all, err := parse(t, "-d", "1h30m", "--session-duration", "45m")
	if err != nil {
		t.Fatal(err)
	}
	all.Profile, all.Role, all.Region, all.Path = "it's -r", "arn:aws:iam::111122223333:role/x", "eu-west-1", "/a b/config"
	all.Local, all.Credentials = "/a b/aws_config", "-c"
	all.NoRole, all.NoSession, all.NoCache = true, true, true
	for name, want := range map[string]request.Request{"none": {}, "all": all} {
		once := want
		once.MFACode, once.Refresh, once.NoInput = "123456", true, true
		var read request.Request
		if err := read.Parse(once.Words()); err != nil || read != want {
			t.Errorf("%s: %q is read as %+v, %v; want %+v", name, once.Words(), read, err, want)
		}
		if got, err := parse(t, once.Words()...); err != nil || got != want {
			t.Errorf("%s: %q is parsed as %+v, %v; want %+v", name, once.Words(), got, err, want)
		}
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"3600": time.Hour, "1h30m": 90 * time.Minute, "900s": 15 * time.Minute, "0001": time.Second, "2147483647": 2147483647 * time.Second,
		"": 0, "0": 0, "-3600": 0, "-1h": 0, "1.5": 0, "1500ms": 0, "1h0.5s": 0, "one hour": 0, "3600 ": 0, "2147483648": 0, "0x10": 0, "1d": 0,
	} {
		r, err := parse(t, "-d", text)
		if r.Duration != want || (err == nil) != (want > 0) {
			t.Errorf("%q: %v, %v; want %v", text, r.Duration, err, want)
		}
		if words := strings.Join(r.Words(), " "); err == nil && words != "-d "+text {
			t.Errorf("%q is said again as %q", text, words)
		}
	}
}

// TestVariables reads every variable there is, and none whose name a session exports.
func TestVariables(t *testing.T) {
	t.Parallel()
	environ := map[string]string{
		"AWS_RUNAS_DURATION": "1h30m", "AWS_RUNAS_PATH": "file", "AWS_RUNAS_NO_CACHE": "on", "AWS_RUNAS_NO_SESSION": "1",
		"AWS_RUNAS_PROFILE": "prod", "AWS_RUNAS_ROLE": "arn", "AWS_RUNAS_NO_ROLE": "1", "AWS_RUNAS_REFRESH": "1", "AWS_RUNAS_MFA_CODE": "123456", "AWS_RUNAS_NO_INPUT": "1",
	}
	r := request.New(func(name string) string { return environ[name] })
	want, err := parse(t, "-d", "1h30m")
	if err != nil {
		t.Fatal(err)
	}
	want.Path, want.NoCache, want.NoSession = "file", true, true
	if *r != want || r.Check() != nil {
		t.Errorf("%+v, %v; want %+v", *r, r.Check(), want)
	}
	for value, want := range map[string]bool{"": false, "0": false, "false": false, "No": false, "off": false, "1": true, "TRUE": true, "yes": true} {
		r := request.New(func(name string) string { return map[string]string{"AWS_RUNAS_NO_CACHE": value}[name] })
		if r.NoCache != want || r.Check() != nil {
			t.Errorf("AWS_RUNAS_NO_CACHE=%s: %v, %v", value, r.NoCache, r.Check())
		}
	}
}

// TestCheck has requests that make no sense: each is wrong usage, and says what to do.
func TestCheck(t *testing.T) {
	t.Parallel()
	bad := func(name string) string {
		return map[string]string{"AWS_RUNAS_DURATION": "soon", "AWS_RUNAS_NO_CACHE": "perhaps"}[name]
	}
	both := &request.Request{NoRole: true, Role: "arn:aws:iam::111122223333:role/x"}
	for _, test := range []struct {
		r    *request.Request
		want string
	}{
		{request.New(bad), `invalid value "soon" of AWS_RUNAS_DURATION: a duration is a number of seconds, or as in 1h30m`},
		{request.New(func(name string) string { return strings.Replace(bad(name), "soon", "1h", 1) }), `invalid value "perhaps" of AWS_RUNAS_NO_CACHE: it is neither yes nor no`},
		{both, "--no-role and --role can't be combined"},
	} {
		err := test.r.Check()
		if err == nil || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
			continue
		}
		if usage := err.(interface {
			Hint() string
			ExitStatus() int
		}); usage.Hint() == "" || usage.ExitStatus() != 2 {
			t.Errorf("%v: hint %q, status %d", err, usage.Hint(), usage.ExitStatus())
		}
	}
}

// TestManner makes every manner of asking.
func TestManner(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		m              request.Manner
		asks           bool
		patience, most time.Duration
	}{
		"at a terminal":      {new(request.Request).Ordinary(true), true, 2 * time.Minute, 0},
		"without a terminal": {new(request.Request).Ordinary(false), true, 15 * time.Second, 0},
		"no input":           {(&request.Request{NoInput: true}).Ordinary(true), false, 2 * time.Minute, 0},
		"renewal":            {request.Renewal("prod"), false, 3 * time.Second, 3 * time.Second},
	} {
		if m := test.m; (m.NoInput == nil) != test.asks || m.Patience != test.patience || m.Limit != test.most || m.Renewal != (name == "renewal") {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, words := range [][]string{{"prod"}, {"-r"}, {"-x"}, {"--"}, {"-d", "soon"}} {
		if err := new(request.Request).Parse(words); err == nil {
			t.Errorf("%q is read", words)
		}
	}
}
