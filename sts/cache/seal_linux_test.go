package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// ownKey gives a store a key in the kernel that no other has, and takes it away in the end. It skips the test where the
// kernel keeps none.
func ownKey(t testing.TB, s *Store) {
	t.Helper()
	s.keyName = fmt.Sprintf("aws-runas:cache of test %s in %d", t.Name(), os.Getpid())
	t.Cleanup(func() { loseKey(s.keyName) })
	if s.Seals() == "" {
		t.Skip("the kernel keeps no keys here")
	}
}

// loseKey takes a key out of the kernel, as a reboot does.
func loseKey(name string) {
	if id, err := unix.KeyctlSearch(userKeyring, "user", name, 0); err == nil {
		unix.KeyctlInt(unix.KEYCTL_UNLINK, id, userKeyring, 0, 0)
	}
}

// elsewhere is the same store with another kernel.
func elsewhere(t testing.TB, s *Store) *Store {
	t.Helper()
	other := &Store{Dir: s.Dir, Now: s.Now, Warn: s.Warn, Patience: s.Patience}
	other.keyName = s.keyName + ", elsewhere"
	t.Cleanup(func() { loseKey(other.keyName) })
	return other
}

func session(id string) Entry {
	e := credentials("session", id, now)
	e.Expires, e.Sealed = now.Add(12*time.Hour), true
	return e
}

// fileOf is the one file with an entry.
func fileOf(t testing.TB, s *Store) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(s.Dir, "*"+entrySuffix))
	if err != nil || len(found) != 1 {
		t.Fatalf("entries: %q, %v; want one", found, err)
	}
	return found[0]
}

func TestSealed(t *testing.T) {
	t.Parallel()
	s, warnings := newStore(t)
	ownKey(t, s)
	e := session("ASIA1")
	s.Put(key, e)
	again := &Store{Dir: s.Dir, Now: s.Now, keyName: s.keyName}
	if got, ok := again.Get(key); !ok || got != e {
		t.Errorf("got %+v, %t; want %+v", got, ok, e)
	}
	file := fileOf(t, s)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"secret": false, "token": false, e.Profile: true, "session": true, "2026-03-04T17:06:07Z": true, "ASIA1": true,
	} {
		if got := bytes.Contains(data, []byte(text)); got != want {
			t.Errorf("the file has %q: %t, want %t", text, got, want)
		}
	}
	if name := filepath.Base(file); !strings.Contains(name, "."+s.sealer(false).id()+".") {
		t.Errorf("the file %s does not name the key", name)
	}
	s.Remove(key)
	if left, _ := filepath.Glob(file); len(left) > 0 {
		t.Errorf("removed, and %q is left", left)
	}
	wantWarnings(t, warnings, 0)
}

// TestSealedIsForOnePlace takes a sealed entry elsewhere, or changes what is readable of it, with a sum that is right.
func TestSealedIsForOnePlace(t *testing.T) {
	t.Parallel()
	other := NewKey("session", "another")
	replace := func(old, new string) func(*Store, []byte) {
		return func(s *Store, data []byte) {
			_, text, _ := strings.Cut(string(data), "\n")
			changed := strings.Replace(text, old, new, 1)
			if changed == text {
				panic("nothing is changed")
			}
			os.WriteFile(s.sealedFile(key, s.sealer(false)), []byte(sum(key, changed)+"\n"+changed), 0o600)
		}
	}
	for name, change := range map[string]func(s *Store, data []byte){
		"nothing": func(*Store, []byte) {},
		"under another key's name": func(s *Store, data []byte) {
			_, text, _ := strings.Cut(string(data), "\n")
			os.WriteFile(s.sealedFile(other, s.sealer(false)), []byte(sum(other, text)+"\n"+text), 0o600)
		},
		"as one that is not sealed":   func(s *Store, data []byte) { os.Rename(s.sealedFile(key, s.sealer(false)), s.entryFile(key)) },
		"for longer":                  replace("T17:06:07Z", "T19:06:07Z"),
		"of another profile":          replace("prod", "test"),
		"another kind":                replace("session", "role"),
		"with another key id":         replace("ASIA1", "ASIA2"),
		"not sealed, with our secret": replace(sealedMark, ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := newStore(t)
			ownKey(t, s)
			s.Put(key, session("ASIA1"))
			data, err := os.ReadFile(fileOf(t, s))
			if err != nil {
				t.Fatal(err)
			}
			change(s, data)
			_, ok := s.Get(key)
			_, okOther := s.Get(other)
			if want := name == "nothing" || strings.HasPrefix(name, "under"); ok != want || okOther {
				t.Errorf("served: %t, want %t; under another key: %t", ok, want, okOther)
			}
		})
	}
}

// TestLostKey has a machine that was started anew, and another with the same home: both miss, neither overwrites what is
// the other's, and what is readable can be listed and forgotten.
func TestLostKey(t *testing.T) {
	t.Parallel()
	s, warnings := newStore(t)
	ownKey(t, s)
	s.Put(key, session("ASIA1"))
	other := elsewhere(t, s)
	if e, ok := other.Get(key); ok {
		t.Errorf("elsewhere it is served: %+v", e)
	}
	other.Put(key, session("ASIA2"))
	for _, test := range []struct {
		s    *Store
		want string
	}{{s, "ASIA1"}, {other, "ASIA2"}} {
		if e, ok := test.s.Get(key); !ok || e.AccessKeyID != test.want {
			t.Errorf("got %+v, %t; want %s", e, ok, test.want)
		}
	}
	loseKey(s.keyName)
	started := &Store{Dir: s.Dir, Now: s.Now, keyName: s.keyName}
	if e, ok := started.Get(key); ok {
		t.Errorf("after the key is lost it is served: %+v", e)
	}
	if started.seal != nil {
		t.Error("reading alone has made a key")
	}
	gone, err := started.Forget(func(k Key, e Entry) bool { return k == key && e.Profile == "prod" })
	var ids []string
	for _, e := range gone {
		ids = append(ids, e.AccessKeyID)
		if e.Kind != "session" || !e.Expires.Equal(now.Add(12*time.Hour)) || e.SecretAccessKey != "" {
			t.Errorf("forgot %+v", e)
		}
	}
	slices.Sort(ids)
	if !slices.Equal(ids, []string{"ASIA1", "ASIA2"}) || err != nil {
		t.Errorf("forgot %q, %v; want both", ids, err)
	}
	wantWarnings(t, warnings, 0)
}

// TestOneKey has many processes that need the first key at the same time: they have the same.
func TestOneKey(t *testing.T) {
	t.Parallel()
	first, _ := newStore(t)
	first.keyName = "aws-runas:cache of test " + t.Name()
	loseKey(first.keyName)
	ids := make([]string, 20)
	var all sync.WaitGroup
	for i := range ids {
		s := &Store{Dir: first.Dir, Now: first.Now, keyName: first.keyName}
		all.Go(func() {
			if v := s.sealer(true); v != nil {
				ids[i] = v.id()
			}
		})
	}
	all.Wait()
	loseKey(first.keyName)
	if slices.Sort(ids); ids[0] != ids[len(ids)-1] {
		t.Errorf("different keys: %q", ids)
	}
}

// TestNoLongerPlain seals what was kept as it is while there was no key.
func TestNoLongerPlain(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	ownKey(t, s)
	plain := session("ASIA1")
	plain.Sealed = false
	s.Put(key, plain)
	if e, ok := s.Get(key); !ok || e != plain {
		t.Fatalf("got %+v, %t", e, ok)
	}
	s.Put(key, session("ASIA2"))
	if e, ok := s.Get(key); !ok || e.AccessKeyID != "ASIA2" {
		t.Errorf("got %+v, %t", e, ok)
	}
	fileOf(t, s)
}

// TestKeyEnds looks at what the kernel says of the key: it has an end, and the user alone may read it.
func TestKeyEnds(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	ownKey(t, s)
	listed, err := os.ReadFile("/proc/keys")
	if err != nil {
		t.Skipf("no list of keys: %v", err)
	}
	for line := range strings.Lines(string(listed)) {
		if !strings.Contains(line, s.keyName) {
			continue
		}
		f := strings.Fields(line)
		if f[4] != "3f3f0000" || f[3] == "perm" {
			t.Errorf("the key's end is %q, its permissions are %q", f[3], f[4])
		}
		return
	}
	t.Errorf("the key is not in\n%s", listed)
}

// TestListedSealed lists a sealed entry where its key is, and does not open it.
func TestListedSealed(t *testing.T) {
	t.Parallel()
	s, _ := newStore(t)
	ownKey(t, s)
	e := session("ASIA1")
	s.Put(key, e)
	if got, ok := s.Listed().Get(key); !ok || got.SecretAccessKey != withheld || !got.Expires.Equal(e.Expires) {
		t.Errorf("got %+v, %t", got, ok)
	}
	lost := &Store{Dir: s.Dir, Now: s.Now, keyName: "aws-runas:cache of nobody"}
	if got, ok := lost.Listed().Get(key); ok {
		t.Errorf("without the key it is listed: %+v", got)
	}
}

// FuzzSealed opens what stands in a sealed entry's file: whatever it is, it is a miss or what was sealed.
func FuzzSealed(f *testing.F) {
	v := newKeyed(make([]byte, keySize), func() {})
	e := session("ASIA1")
	whole, err := encode(key, e, v)
	if err != nil {
		f.Fatal(err)
	}
	_, text, _ := strings.Cut(string(whole), "\n")
	for _, seed := range []string{"", text, text[:len(text)/2], strings.Replace(text, sealedMark, "", 1), strings.ToUpper(text), strings.Repeat("\n", 9)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		signed := fmt.Appendf(nil, "%s\n%s", sum(key, string(data)), data)
		if got, ok := decode(key, signed, v); ok && got != e {
			t.Errorf("%q is served as %+v", data, got)
		}
	})
}
