package cache

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

func encoded(t testing.TB, k Key, e Entry) []byte {
	t.Helper()
	data, err := encode(k, e, nil)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestEveryDamageIsAMiss(t *testing.T) {
	t.Parallel()
	data := encoded(t, key, role("ASIA1"))
	if got, ok := decode(key, data, nil); !ok || got != role("ASIA1") {
		t.Fatalf("decode = %+v, %v", got, ok)
	}
	for i := range data {
		if _, ok := decode(key, data[:i], nil); ok {
			t.Errorf("an entry cut at byte %d is served", i)
		}
		for _, flip := range []byte{1, 0x20, 0x80} {
			bent := bytes.Clone(data)
			bent[i] ^= flip
			if got, ok := decode(key, bent, nil); ok && got != role("ASIA1") {
				t.Errorf("byte %d changed to %q is served as %+v", i, bent[i], got)
			}
		}
	}
	if _, ok := decode(key, append(data, data...), nil); ok {
		t.Error("two entries in one file are served")
	}
	if _, ok := decode(NewKey("role", "dev"), data, nil); ok {
		t.Error("the entry of another key is served")
	}
}

func TestSound(t *testing.T) {
	t.Parallel()
	with := func(change func(*Entry)) Entry {
		e := role("ASIA1")
		change(&e)
		return e
	}
	tests := []struct {
		name  string
		entry Entry
		want  bool
	}{
		{"role", role("ASIA1"), true},
		{"session", with(func(e *Entry) { e.Kind = "session" }), true},
		{"source", with(func(e *Entry) { e.Kind = "source" }), true},
		{"expired", credentials("role", "ASIA1", now.Add(-48*time.Hour)), true},
		{"longest", with(func(e *Entry) { e.Expires = now.Add(366 * 24 * time.Hour) }), true},
		{"too long", with(func(e *Entry) { e.Expires = now.Add(367 * 24 * time.Hour) }), false},
		{"for ever", with(func(e *Entry) { e.Expires = time.Time{} }), false},
		{"ends as it begins", with(func(e *Entry) { e.Expires = e.Issued }), false},
		{"ends before it begins", with(func(e *Entry) { e.Expires = e.Issued.Add(-time.Second) }), false},
		{"no life at all", with(func(e *Entry) { e.Issued, e.Expires = time.Time{}, time.Time{} }), false},
		{"a clock a little off", credentials("role", "ASIA1", now.Add(5*time.Minute)), true},
		{"from the future", credentials("role", "ASIA1", now.Add(6*time.Minute)), false},
		{"no key id", with(func(e *Entry) { e.AccessKeyID = "" }), false},
		{"no secret", with(func(e *Entry) { e.SecretAccessKey = "" }), false},
		{"no token", with(func(e *Entry) { e.SessionToken = "" }), false},
		{"identity", Entry{Kind: "identity", Text: "arn:aws:iam::1:user/me", Issued: now}, true},
		{"identity with an end", Entry{Kind: "identity", Issued: now, Expires: now.Add(1e4 * time.Hour)}, true},
		{"identity that ends before", Entry{Kind: "identity", Issued: now, Expires: now.Add(-1)}, false},
		{"identity from the future", Entry{Kind: "identity", Issued: now.Add(time.Hour)}, false},
		{"identity with a secret", Entry{Kind: "identity", Issued: now, SecretAccessKey: "s"}, false},
	}
	for _, tt := range tests {
		if got := tt.entry.sound(now); got != tt.want {
			t.Errorf("%s: sound = %v, want %v", tt.name, got, tt.want)
		}
		s, _ := newStore(t)
		s.Put(key, tt.entry)
		if _, got := s.Get(key); got != tt.want {
			t.Errorf("%s: put and got: %v, want %v", tt.name, got, tt.want)
		}
		s.Now = func() time.Time { return now.Add(-4000 * time.Hour) }
		if _, got := s.Get(key); got {
			t.Errorf("%s: served by a clock that was set back", tt.name)
		}
	}
}

// TestLineBreaks gives each field a line break. Only Text, the last of an entry's lines, may have one.
func TestLineBreaks(t *testing.T) {
	t.Parallel()
	for name, field := range map[string]func(*Entry) *string{
		"Profile": func(e *Entry) *string { return &e.Profile }, "Kind": func(e *Entry) *string { return &e.Kind },
		"AccessKeyID":     func(e *Entry) *string { return &e.AccessKeyID },
		"SecretAccessKey": func(e *Entry) *string { return &e.SecretAccessKey },
		"SessionToken":    func(e *Entry) *string { return &e.SessionToken },
		"SessionName":     func(e *Entry) *string { return &e.SessionName }, "Text": func(e *Entry) *string { return &e.Text },
	} {
		e := role("ASIA1")
		*field(&e) += "\nASIA2"
		data, err := encode(key, e, nil)
		if err != nil {
			if name == "Text" || len(data) > 0 {
				t.Errorf("%s: %q, %v", name, data, err)
			}
			continue
		}
		if got, ok := decode(key, data, nil); name != "Text" || !ok || got != e {
			t.Errorf("%s: encoded, and decoded as %+v, %v", name, got, ok)
		}
	}
}

func TestNoSecretIsPrinted(t *testing.T) {
	t.Parallel()
	e := role("ASIAEXAMPLE1234")
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		for _, value := range []any{e, &e, []Entry{e}} {
			got := fmt.Sprintf(format, value)
			if !strings.Contains(got, "1234") || strings.Contains(got, "ASIA") || strings.Contains(got, "secret") {
				t.Errorf("%s of %T: %s", format, value, got)
			}
		}
	}
	identity := Entry{Profile: "prod", Kind: "identity", Text: "123456789012"}
	if got := identity.String(); got != `the identity of profile "prod"` {
		t.Errorf("got %s", got)
	}
}

// FuzzDecode decodes bytes as they are, and again as an entry whose sum is right. What is decoded survives a second turn.
func FuzzDecode(f *testing.F) {
	whole := encoded(f, key, role("ASIA1"))
	for _, seed := range []string{
		"", "\n", string(whole), string(whole[:len(whole)/2]), strings.Repeat("\n", 8), strings.Repeat("\n", 10000),
		"prod\nrole\nA\nB\nC\n2026-03-04T05:06:07Z\n9999-12-31T23:59:59.999999999+14:00\n\nmore\nlines",
		"prod\nrole\nA\nB\nC\n2026-03-04T05:06:07Z\nnever\n\n", "\xff\x00\r\n" + string(whole),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		signed := fmt.Appendf(nil, "%s\n%s", sum(key, string(data)), data)
		for _, data := range [][]byte{data, signed} {
			e, ok := decode(key, data, nil)
			if !ok {
				continue
			}
			again, ok := decode(key, encoded(t, key, e), nil)
			if !ok || !bytes.Equal(encoded(t, key, again), encoded(t, key, e)) {
				t.Errorf("%q is %+v, and then %+v, %v", data, e, again, ok)
			}
		}
	})
}
