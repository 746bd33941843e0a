//go:build linux

package trial_test

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"aws-runas/sts/cache"
	"aws-runas/sts/ststest"
)

// entries are the files of the cache, by the kind of entry.
func (u *user) entries(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(u.path("*.entry"))
	check(t, err)
	byKind := map[string]string{}
	for _, file := range files {
		byKind[string(bytes.Split(read(t, file), []byte("\n"))[2])] = file
	}
	return byKind
}

// needsKeyring skips the test where the kernel keeps no key for the user.
func (u *user) needsKeyring(t *testing.T) {
	t.Helper()
	if s := (&cache.Store{Dir: u.cache(), Now: time.Now, Warn: t.Logf}); s.Seals() == "" {
		t.Skip("the kernel keeps no keys here")
	}
}

// TestSealed has a session behind MFA: its secrets are in no file, while those of an hour's role are. Where a file was
// changed the next command has to ask.
func TestSealed(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	u.needsKeyring(t)
	role := u.get(t, "", "-r", "prod", "--mfa-code", u.Server.UnusedCode(ststest.AliceSerial))
	entries := u.entries(t)
	if data := read(t, entries["role"]); !bytes.Contains(data, []byte(role.secret)) {
		t.Errorf("an hour's role is not kept as it is: %q", data)
	}
	u.calls()
	u.get(t, "", "-r", "fresh", "--no-input")
	wantCalls(t, u.calls(), map[string]int{"AssumeRole": 1})

	data := read(t, entries["session"])
	if !bytes.Contains(data, []byte("\nsealed ")) || !bytes.Contains(data, []byte("\ndefault\nsession\n")) {
		t.Errorf("the session is kept as %q", data)
	}
	write(t, entries["session"], bytes.Replace(data, []byte("sealed "), []byte("sealed A"), 1))
	o := u.Run(t, "aws-runas", "env", "-r", "prod", "--no-input", "--refresh", "--shell", "sh")
	if o.Status != 1 {
		t.Errorf("with a changed session: status %d, %q", o.Status, o.Stderr)
	}
}

// TestSealedRole has a role that MFA led to and that lives for longer than an hour.
func TestSealedRole(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	u.needsKeyring(t)
	flags := []string{"-r", "prod", "-d", "2h"}
	first := u.get(t, "", append(flags, "--mfa-code", u.Server.UnusedCode(ststest.AliceSerial))...)
	data := read(t, u.entries(t)["role"])
	if bytes.Contains(data, []byte(first.secret)) || bytes.Contains(data, []byte(first.token)) {
		t.Errorf("the role's secrets are in its file: %q", data)
	}
	u.calls()
	if again := u.get(t, "", flags...); again != first {
		t.Error("the role is not served again")
	}
	u.wantNoCalls(t)
	longWithout := u.get(t, "", "-r", "dev", "-d", "2h")
	if data := read(t, u.entryOf(t, longWithout)); !bytes.Contains(data, []byte(longWithout.secret)) {
		t.Errorf("a role without MFA is not kept as it is: %q", data)
	}
}

// TestHomeOfAnother runs the program as root in somebody's home, as "sudo -E" does: it keeps nothing there.
func TestHomeOfAnother(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	own(t, u.Dir)
	u.wantWorks(t, "aws-runas: (credentials are not kept|not caching credentials): [^\n]*belongs to user 65534\n", roleCalls)
	if left, _ := filepath.Glob(filepath.Join(u.Dir, ".cache")); len(left) > 0 {
		t.Errorf("%q was made", left)
	}
}
