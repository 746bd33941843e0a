package profile

import (
	"fmt"
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

func TestGrammarErrors(t *testing.T) {
	t.Parallel()
	tests := []struct{ config, want string }{
		{"\n\nk = v", ":3: there is no section's header above this line"},
		{"[profile a", ":1: the section's header has no ] at its end"},
		{"[profile a] b", ":1: the section's header has no ] at its end"},
		{"[profile a # b]", ":1: the section's header has no ] at its end"},
		{"[profile a]\nk", ":2: this line is not of the form key = value"},
		{"[profile a]\nk # = v", ":2: this line is not of the form key = value"},
		{"[profile a]\r\nk = v\r\naws_secr", ":3: this line is not of the form key = value"},
		{"[profile a]\n\x00\x00\x00\x00", ":2: this line is not of the form key = value"},
		{"[profile a]\n = v", ":2: this line has no key before its ="},
		{"[profile a]\ns3 = # c\n  v", ":3: this line, below a key without a value, is not of the form key = value"},
		{"[profile a]\ns3 =\n  = v", ":3: this line has no key before its ="},
		{"\xff\xfe[\x00a\x00]\x00", ": this file is UTF-16"},
	}
	for _, tt := range tests {
		t.Run(tt.config, func(t *testing.T) {
			t.Parallel()
			files := in(t, map[string]string{"config": tt.config})
			_, err := Load(files)
			if want := files.Config + tt.want; err == nil || err.Error() != want {
				t.Errorf("want %s, got %v", want, err)
			}
		})
	}
}

// What somebody else may put into ./aws_config takes no more than time in proportion to its size. There is no clock here:
// the square of these sizes would take until the test's deadline.
func TestHostileSizes(t *testing.T) {
	t.Parallel()
	const size, lines = 10 << 20, 500_000
	var chain, distinct strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&chain, "[profile p%d]\nrole_arn=arn:aws:iam::123456789012:role/r\nsource_profile=p%d\n", i, i+1)
		fmt.Fprintf(&distinct, "k%d=\n", i)
	}
	chain.WriteString("[profile p20000]" + keys)
	tests := []struct{ name, config, profile string }{
		{"long value", "[profile a]" + keys + "k = " + strings.Repeat("x ;#", size/4), "a"},
		{"long comment", "[profile a]" + keys + "#" + strings.Repeat("x ", size/2), "a"},
		{"long key", "[profile a]" + keys + strings.Repeat("k", size) + "=v", "a"},
		{"long name", "[profile a]" + keys + "[profile \"" + strings.Repeat("'#]", size/3) + "\"]", "a"},
		{"many continuations", "[profile a]" + keys + "k = v\n" + strings.Repeat(" x\n", lines), "a"},
		{"many sub-properties", "[profile a]" + keys + "k =\n" + strings.Repeat(" x=\n", lines), "a"},
		{"many sections that are one", strings.Repeat("[profile b]\n", lines) + "[profile a]" + keys, "a"},
		{"many keys", "[profile a]" + keys + distinct.String(), "a"},
		{"many hops", chain.String(), "p0"},
		{"many brackets", "[profile a]" + keys + strings.Repeat("[]\n", lines), "a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := load(t, map[string]string{"aws_config": tt.config}).Chain(tt.profile); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestLongLoop(t *testing.T) {
	t.Parallel()
	var config strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&config, "[profile p%d]\nrole_arn=arn:aws:iam::123456789012:role/r\nsource_profile=p%d\n", i, (i+1)%1000)
	}
	_, err := load(t, map[string]string{"config": config.String()}).Chain("p0")
	want := `"p0" → "p1" → "p2" → "p3" → "p4" → "p5" → … → "p0"`
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("want an error that ends with %s, got %v", want, err)
	}
}
