package profile

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What the AWS CLI reads, beyond the vendors' suites.
func TestGrammar(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, config string
		want         string // of the key k in the profile a
	}{
		{"byte order mark", "\ufeff[profile a]\nk = v", "v"},
		{"carriage returns", "[profile a]\r\nk = v\r\n  more\r\n", "v\nmore"},
		{"no newline at the end", "[profile a]\nk = v", "v"},
		{"indented keys", "[profile a]\n  j = 1\n  k = v\n  l = 2", "v"},
		{"indented header", "  [profile a]\n  k = v", "v"},
		{"less indented than the key before", "[profile a]\n    j = 1\n  k = v", "v"},
		{"indented comment", "[profile a]\nk = v\n  # comment\n  ; comment\n  more", "v\nmore"},
		{"dot in the name", "[profile a]\nk = v\n[profile a.b]\nk = w", "v"},
		{"reference", "[profile a]\nj = x\nk = %(j)s ${j} %", "%(j)s ${j} %"},
		{"backslash at the end", "[profile a]\nk = v\\\nj = 1", `v\`},
		{"Windows path", "[profile a]\nk = C:\\Users\\x y\\new.exe", `C:\Users\x y\new.exe`},
		{"double quotes", "[profile a]\nk = \"v\"", `"v"`},
		{"three double quotes", "[profile a]\nk = \"\"\"v\nj = 1", `"""v`},
		{"backtick", "[profile a]\nk = `v\nj = 1", "`v"},
		{"number and colon", "[profile a]\nk = 0:v", "0:v"},
		{"brackets", "[profile a]\nk = [v]", "[v]"},
		{"comment characters", "[profile a]\nk = a#b;c # d", "a#b;c"},
		{"comment behind a tab", "[profile a]\nk = v\t; c", "v"},
		{"comment and no value", "[profile a]\nk = # c\n  x = 1", "\nx = 1"},
		{"header with a bracket in its comment", "[profile a] # [b]\nk = v", "v"},
		{"block of another key", "[profile a]\nk = v\ns3 =\n  k = w", "v"},
		{"key called -", "[profile a]\n- = 1\nk = v", "v"},
		{"many keys", "[profile a]\nk = u\n" + strings.Repeat("j = 1\n", 250) + "k = v", "v"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := load(t, map[string]string{"config": tt.config}).config
			values, err := f.Values(f.Profile("a"))
			if err != nil {
				t.Fatal(err)
			}
			if got := values["k"].Text; got != tt.want {
				t.Errorf("want %q, got %q", tt.want, got)
			}
		})
	}
}

// TestWrongLine has wrong lines. Each is the error of the profile whose section it is in, and of no other.
func TestWrongLine(t *testing.T) {
	t.Parallel()
	tests := []struct{ config, want string }{
		{"[profile a\nk = v", `:1: profile "a": the section's header has no ] at its end`},
		{"[profile a # c\nk = v", `:1: profile "a": the section's header has no ] at its end`},
		{"[profile a]\nk", `:2: profile "a": this line is not of the form key = value`},
		{"[profile a]\nk # = v", `:2: profile "a": this line is not of the form key = value`},
		{"[profile a]\r\nk = v\r\naws_secr", `:3: profile "a": this line is not of the form key = value`},
		{"[profile a]\n\x00\x00\x00\x00", `:2: profile "a": this line is not of the form key = value`},
		{"[profile a]\n = v", `:2: profile "a": this line has no key before its =`},
		{"[profile a]\n : v", `:2: profile "a": this line has no key before its :`},
		{"[profile a]\ns3 = # c\n  v", `:3: profile "a": this line, below a key without a value, is not of the form key = value`},
		{"[profile a]\ns3 =\n  = v", `:3: profile "a": this line has no key before its =`},
		{"[profile a]\nrole_arn arn:aws:iam::123456789012:role/x", `:2: profile "a": this line has a key with a blank in it: is its = missing, or at another place?`},
		{"[profile a]\nk" + keys + "\n[profile a]" + keys, `:2: profile "a": this line is not of the form key = value`},
	}
	for _, tt := range tests {
		t.Run(tt.config, func(t *testing.T) {
			t.Parallel()
			s := load(t, map[string]string{"config": "[profile b]" + keys + tt.config + "\n[profile c]" + keys})
			for _, name := range []string{"b", "c"} {
				if chain, err := s.Chain(name); err != nil || chain[0].Source() != StaticKeys {
					t.Errorf("%s: %+v, %v", name, chain, err)
				}
			}
			s = load(t, map[string]string{"config": tt.config})
			if _, err := s.Chain("a"); err == nil || err.Error() != s.files.Config+tt.want {
				t.Errorf("want %s, got %v", tt.want, err)
			}
		})
	}
}

// TestNobodysLines has keys below a header that can't be read, or that is not that of a profile. They belong to no profile:
// not to the one above, and not to the one that was perhaps meant.
func TestNobodysLines(t *testing.T) {
	t.Parallel()
	for _, header := range []string{"[a = 1", "[profile b", "[", "[]", "[profile b c]", "[b]", "[profile]", "[profile ]", "[other b]", "[profile \"b"} {
		s := load(t, map[string]string{"config": "[profile a]\nregion=eu-west-1" + keys + header + role("r") + "region=eu-west-2\n[profile c]" + keys})
		chain, err := s.Chain("a")
		if err != nil || len(chain) != 1 || chain[0].Region != "eu-west-1" || chain[0].Source() != StaticKeys {
			t.Errorf("%s: the profile above has %+v, %v", header, chain, err)
		}
		if chain, err := s.Chain("b"); err == nil {
			t.Errorf("%s: the profile b is %+v", header, chain)
		}
		if names := s.Names(); !slices.Equal(names, []string{"a", "c"}) {
			t.Errorf("%s: the names are %q", header, names)
		}
	}
}

// TestStrayLines stand above all headers, and were perhaps meant for the default profile.
func TestStrayLines(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"config", "credentials"} {
		s := load(t, map[string]string{"config": "[default]" + keys + "[profile a]" + keys, file: "\n\nk = v\n[default]" + keys + "[a]" + keys})
		want := filepath.Join(s.dir(), file) + ":3: there is no section's header above this line"
		if _, err := s.Chain("default"); err == nil || err.Error() != want {
			t.Errorf("want %s, got %v", want, err)
		}
		if file == "credentials" {
			if _, err := s.Chain("a"); err != nil {
				t.Errorf("another profile: %v", err)
			}
		}
	}
}

func TestUTF16(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"\xff\xfe[\x00a\x00]\x00", "\xfe\xff\x00[\x00a\x00]"} {
		files := in(t, map[string]string{"config": text})
		if _, err := Load(files); err == nil || err.Error() != files.Config+": this file is UTF-16" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A file takes no more than time in proportion to its size, whatever is in it. There is no clock here:
// the square of these sizes would take until the test's deadline.
func TestHostileSizes(t *testing.T) {
	t.Parallel()
	const size, lines = 10 << 20, 500_000
	var distinct strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&distinct, "k%d=\n", i)
	}
	tests := []struct{ name, config, profile string }{
		{"long value", "[profile a]" + keys + "k = " + strings.Repeat("x ;#", size/4), "a"},
		{"long comment", "[profile a]" + keys + "#" + strings.Repeat("x ", size/2), "a"},
		{"long key", "[profile a]" + keys + strings.Repeat("k", size) + "=v", "a"},
		{"long name", "[profile a]" + keys + "[profile \"" + strings.Repeat("'#]", size/3) + "\"]", "a"},
		{"many continuations", "[profile a]" + keys + "k = v\n" + strings.Repeat(" x\n", lines), "a"},
		{"many sub-properties", "[profile a]" + keys + "k =\n" + strings.Repeat(" x=\n", lines), "a"},
		{"many sections that are one", strings.Repeat("[profile b]\n", lines) + "[profile a]" + keys, "a"},
		{"many keys", "[profile a]" + keys + distinct.String(), "a"},
		{"many brackets", "[profile a]" + keys + strings.Repeat("[]\n", lines), "a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := load(t, map[string]string{"config": tt.config}).Chain(tt.profile); err != nil {
				t.Error(err)
			}
		})
	}
}

// hops returns a config file of n roles, each assumed with the next, and the last with what stands in the profile end.
func hops(n int, end string) string {
	var config strings.Builder
	for i := range n {
		fmt.Fprintf(&config, "[profile p%d]"+role("r")+"source_profile=p%d\n", i, i+1)
	}
	return config.String() + fmt.Sprintf("[profile p%d]", n) + end
}

func TestLongLoop(t *testing.T) {
	t.Parallel()
	_, err := load(t, map[string]string{"config": hops(10, role("r")+"source_profile=p0")}).Chain("p0")
	want := `"p0" → "p1" → "p2" → "p3" → "p4" → "p5" → … → "p0"`
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("want an error that ends with %s, got %v", want, err)
	}
}

func TestLongestChain(t *testing.T) {
	t.Parallel()
	if chain, err := load(t, map[string]string{"config": hops(16, keys)}).Chain("p0"); err != nil || len(chain) != 17 {
		t.Errorf("16 roles: %d profiles, %v", len(chain), err)
	}
	for _, n := range []int{17, 20_000} {
		s := load(t, map[string]string{"config": hops(n, keys)})
		want := s.files.Config + `:49: profile "p16": a chain of more than 16 roles, from "p0" on`
		if _, err := s.Chain("p0"); err == nil || err.Error() != want {
			t.Errorf("%d roles: want %s, got %v", n, want, err)
		}
	}
}
