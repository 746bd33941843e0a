package option_test

import (
	"flag"
	"io"
	"testing"
	"time"

	"aws-runas/sts/option"
)

// parse parses a command line as a command does that has all the options.
func parse(args ...string) (o option.Options, err error) {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	o.Register(fs)
	fs.StringVar(&o.Renew.Local, "local", "", "")
	fs.StringVar(&o.Renew.Credentials, "credentials", "", "")
	return o, fs.Parse(args)
}

// TestWords parses what Words gives: the same options but for those that are about this one time.
func TestWords(t *testing.T) {
	t.Parallel()
	var all option.Options
	all.Profile, all.Role, all.Path = "it's -r", "arn:aws:iam::111122223333:role/x", "/a b/config"
	all.Renew = option.Files{Local: "/a b/aws_config", Credentials: "-c"}
	all.NoRole, all.NoSession, all.NoCache = true, true, true
	if err := all.Duration.Set("1h30m"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]option.Options{"none": {}, "all": all} {
		once := want
		once.MFACode, once.Refresh, once.NoInput = "123456", true, true
		if got, err := parse(once.Words()...); err != nil || got != want {
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
		o, err := parse("-d", text)
		if o.Duration.Duration != want || (err == nil) != (want > 0) {
			t.Errorf("%q: %v, %v; want %v", text, o.Duration.Duration, err, want)
		}
		if err == nil && o.Duration.String() != text {
			t.Errorf("%q is shown as %q", text, o.Duration)
		}
	}
}

// TestEmptyText has a flag with an empty text, as of a variable that was not set.
func TestEmptyText(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"-r", "--profile", "--role", "-p", "--path", "--mfa-code"} {
		if o, err := parse(name, ""); err == nil {
			t.Errorf("%s with an empty text: %+v and no error", name, o)
		}
	}
}

func TestPrintable(t *testing.T) {
	t.Parallel()
	const text, want = "a\x1b[31m\n\u009b1m\x7f é \u2028\xff", "a [31m  1m  é \u2028�"
	if got := option.Printable(text); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestUnparsed writes long flags as the user does, and leaves the user's own words alone.
func TestUnparsed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ args, want string }{
		{"--mfa-code", "flag needs an argument: --mfa-code"},
		{"-r", "flag needs an argument: -r"},
		{"--duration=x for -yy", `invalid value "x for -yy" for flag --duration: a duration is a number of seconds, or as in 1h30m`},
		{"-d=x for flag -yy", `invalid value "x for flag -yy" for flag -d: a duration is a number of seconds, or as in 1h30m`},
		{"--no-cache=maybe", `invalid boolean value "maybe" for --no-cache: parse error`},
		{"--bogus", "unknown flag --bogus"},
	} {
		_, err := parse(test.args)
		if got := option.Unparsed([]string{"env"}, err).Error(); got != test.want {
			t.Errorf("%s: %s, want %s", test.args, got, test.want)
		}
	}
}
