//go:build linux

package trial_test

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aws-runas/sts/ststest"
)

// open are the roles that need no code.
var open = []struct{ profile, role string }{
	{"dev", ststest.DeveloperARN}, {"ext", ststest.PartnerARN}, {"ro", ststest.ReadOnlyARN},
}

// TestCrash kills processes at random points while they get roles, some for the first time and some anew. Whatever the
// dead leave behind, each survivor has the keys of the role it asked for, and nobody else can read any file.
func TestCrash(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	killed := 0
	for killed < *crashes {
		if rand.N(4) == 0 {
			if err := os.RemoveAll(u.cache()); err != nil {
				t.Fatal(err)
			}
		}
		killed += u.killSome(t)
		one := open[rand.N(len(open))]
		u.wantRole(t, u.get(t, "", "-r", one.profile), one.role)
		u.wantPrivate(t)
	}
}

// killSome starts processes at once and kills each within what a run may take. It returns how many it met alive; the
// others have printed the right keys.
func (u *user) killSome(t *testing.T) int {
	t.Helper()
	var started [4]struct {
		cmd    *exec.Cmd
		stdout strings.Builder
		role   string
	}
	for i := range started {
		one, p := open[rand.N(len(open))], &started[i]
		p.cmd, p.role = u.exec(t, "-r", one.profile, "--refresh"), one.role
		p.cmd.Stdout = &p.stdout
		if err := p.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(rand.N(25*time.Millisecond), func() { p.cmd.Process.Kill() })
		defer timer.Stop()
	}
	killed := 0
	for i := range started {
		p := &started[i]
		switch err := p.cmd.Wait(); {
		case err == nil:
			u.wantRole(t, keysIn(t, p.stdout.String()), p.role)
		case p.cmd.ProcessState.ExitCode() == -1:
			killed++
		default:
			t.Fatal(err)
		}
	}
	return killed
}

// wantPrivate checks the modes of the cache.
func (u *user) wantPrivate(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(u.cache(), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
