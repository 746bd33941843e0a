//go:build linux

package shells_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"aws-runas/env"
)

// owns are what start-up files do before the hook is loaded: options, read-only variables of everyday names, aliases with
// options.
var owns = map[string][]string{
	"bash": {
		"set +B", "readonly red=1 name=1 now=1 status=1 expiry=1 color=1 line=1 text=1 word=1 profile=1 entry=1",
		"alias echo='echo -e' printf='printf -v x' unset='unset -f' export='export -n' local='local -x' set='set -u' eval='eval -x' " +
			"kill='kill -9' fc='fc -s' type='type -a' shift='shift 9' command='command -v' builtin='builtin echo'",
	},
	"zsh": {
		"setopt ignorebraces", "typeset -r red=1 name=1 now=1 expiry=1 color=1 line=1 text=1 word=1 profile=1",
		"alias echo='echo -e' printf='printf -v x' unset='unset -f' export='export -x' set='set -u' eval='eval -x' emulate='emulate sh' " +
			"kill='kill -9' whence='whence -a' shift='shift 9' command='command -v' builtin='builtin echo' setopt='setopt nounset' print='print -z'",
	},
	"fish": {
		"set -g red x; set -g name x; set -g now x; set -g line x; set -g profile x",
		"alias echo 'echo -e'; alias printf 'printf x'; alias math 'math --scale 3'; alias contains 'contains x'; alias path 'path sort'",
	},
}

// TestUsersOwn uses, renews and drops under what the user's start-up files have set.
func TestUsersOwn(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		for _, own := range owns[p.dialect] {
			t.Run(own[:6], func(t *testing.T) {
				t.Parallel()
				s := activated(t, p, setup{before: own})
				printed := s.expiresIn(time.Minute)
				if segment(printed) != "yellow (AWS:prod)" || strings.Contains(printed, "runas_") {
					t.Errorf("renewed: %q", printed)
				}
				if got := s.value("AWS_ACCESS_KEY_ID"); !strings.HasPrefix(got, "ASIATWO") {
					t.Errorf("the key is %q", got)
				}
				if got := s.childSees(); got != "" {
					t.Errorf("children see %q", got)
				}
				if printed := s.expiresIn(-time.Second); segment(printed) != "red (AWS:prod)" {
					t.Errorf("expired: %q", printed)
				}
				list := env.List(nil)
				s.stub.answers("drop", mustText(t)(lookup(t, p.dialect).Undo(list.Apply(temporary("ASIAONE", time.Hour).Change(list)).Undo())))
				if printed := s.run("aws-runas drop"); segment(printed) != "" || strings.Contains(printed, "runas_") {
					t.Errorf("dropped: %q", printed)
				}
			})
		}
	})
}

// TestRestrictedBash: a restricted shell redirects no output and sets no PATH. Its prompt has the segment and no errors.
func TestRestrictedBash(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		if p.dialect != "bash" {
			t.Skip("bash alone")
		}
		s := start(t, p, setup{variables: live(time.Minute), flags: []string{"--restricted"}})
		for _, line := range []string{"", "true"} {
			if printed := s.greeted + s.run(line); segment(s.run(line)) != "yellow (AWS:prod)" || strings.Contains(printed, "restricted:") {
				t.Errorf("printed %q", printed)
			}
		}
		if printed := s.run("cd /"); !strings.Contains(printed, "restricted") {
			t.Errorf("the shell is not restricted: %q", printed)
		}
	})
}

// TestWithoutColors: NO_COLOR, and a terminal that has none.
func TestWithoutColors(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		for _, variable := range []string{"NO_COLOR=1", "TERM=dumb"} {
			s := start(t, p, setup{variables: append(live(time.Hour), variable)})
			printed := s.run("")
			if !strings.HasSuffix(printed, "(AWS:prod) "+mark) || strings.Contains(printed, "\x1b[33m") || strings.ContainsAny(printed, "\x01\x02") {
				t.Errorf("%s: %q", variable, printed)
			}
		}
	})
}

// TestRelativePath: a program in a directory that PATH has by a relative name is not run at a prompt.
func TestRelativePath(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		writeFile(t, s.dir, "aws-runas", "#!/bin/sh\ntouch canary\n", 0o700)
		path := "PATH=.:/usr/bin:/bin"
		if p.dialect == "fish" {
			s.run("set -gx PATH . /usr/bin /bin")
		} else {
			s.run(path)
		}
		printed := s.expiresIn(time.Minute)
		if !strings.Contains(printed, "no directory of PATH with an absolute name has aws-runas") || segment(printed) != "red (AWS:prod)" {
			t.Errorf("printed %q", printed)
		}
		if _, err := os.Stat(s.dir + "/canary"); err == nil {
			t.Error("it was run")
		}
	})
}

// TestSlowRenewal has a renewal take until it has been told that it takes long.
func TestSlowRenewal(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := activated(t, p, setup{})
		text := mustText(t)(lookup(t, p.dialect).Renewal(renewal(temporary("ASIATWO", time.Hour)), remembered))
		s.run("mkfifo go")
		s.stub.does("renew", "read -r line <"+s.dir+"/go\ncat <<'END'\n"+text+"\nEND")
		s.Send(fmt.Sprintf("export AWS_SESSION_EXPIRATION_UNIX=%d\r", time.Now().Add(time.Minute).Unix()))
		s.Expect("aws-runas: renewing the session ...\r\n")
		writeFile(t, s.dir, "go", "on\n", 0o600)
		if printed := s.Expect(mark); segment(printed) != "yellow (AWS:prod)" || strings.Contains(printed, "erminated") || strings.Contains(printed, "ended") {
			t.Errorf("printed %q", printed)
		}
		s.run("")
		if got := s.value("AWS_ACCESS_KEY_ID"); got != "ASIATWO" {
			t.Errorf("the key is %q", got)
		}
	})
}
