//go:build linux

package shells_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aws-runas/shells"
)

func TestPromptShowsSession(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{})
		check := func(what, got, want string) {
			t.Helper()
			if segment(got) != want {
				t.Errorf("%s: got %q in %q, want %q", what, segment(got), got, want)
			}
		}
		check("no session", s.greeted, "")
		check("without expiry", s.export(live(0)...), "yellow (AWS:prod)")
		check("live", s.export(live(time.Hour)...), "yellow (AWS:prod)")
		check("expired", s.export(live(-time.Second)...), "red (AWS:prod)")
		check("no digits", s.export("AWS_SESSION_EXPIRATION_UNIX=soon"), "red (AWS:prod)")
		check("live again", s.export(live(time.Hour)...), "yellow (AWS:prod)")
		check("without a role", s.unset("AWS_RUNAS_ASSUMED_ROLE_ARN"), "yellow (AWS:prod)")
		check("made by --no-role", s.export("AWS_RUNAS_NO_ROLE=1"), "yellow (AWS)")
		check("other keys", s.export("AWS_ACCESS_KEY_ID=AKIAOWN"), "")
		check("our keys", s.export("AWS_ACCESS_KEY_ID=ASIAONE"), "yellow (AWS)")
		check("dropped", s.unset("AWS_RUNAS_PROFILE"), "")
	})
}

// TestLoadingPrintsNothing compares the first prompt with that of a shell without the hook.
func TestLoadingPrintsNothing(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		with, without := start(t, p, setup{}), start(t, p, setup{bare: true})
		if with.greeted != without.greeted {
			t.Errorf("printed %q, without the hook %q", with.greeted, without.greeted)
		}
	})
}

// TestPromptTurnsRed waits for a session to expire, prompt after prompt.
func TestPromptTurnsRed(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{})
		expiry := time.Unix(time.Now().Unix()+3, 0)
		s.export(live(0)...)
		s.export(fmt.Sprintf("AWS_SESSION_EXPIRATION_UNIX=%d", expiry.Unix()))
		for {
			before := time.Now()
			got := segment(s.run(""))
			if before.After(expiry.Add(time.Second)) && got != "red (AWS:prod)" {
				t.Fatalf("after its expiry the session is %q", got)
			}
			if got == "red (AWS:prod)" {
				if time.Now().Before(expiry.Add(-time.Second)) {
					t.Error("red too early")
				}
				return
			}
		}
	})
}

// settings are those of an interactive shell under which the hook has to work.
var settings = map[string][]string{
	"bash": {"set -u", "set -e", "set -a", "set -o posix", "shopt -s nullglob extglob", "set -o vi", "IFS=:"},
	"zsh": {
		"setopt nounset errexit", "setopt ksharrays shwordsplit promptsubst promptbang",
		"setopt allexport warncreateglobal cshjunkiequotes", "emulate sh; setopt promptpercent", "IFS=:",
	},
	"fish": {"fish_vi_key_bindings"},
}

func TestPromptUnderSettings(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		for _, setting := range settings[p.dialect] {
			t.Run(setting, func(t *testing.T) {
				t.Parallel()
				s := start(t, p, setup{after: setting})
				if got := segment(s.export(live(time.Hour)...)); got != "yellow (AWS:prod)" {
					t.Errorf("live: %q", got)
				}
				if printed := s.run("false && true"); segment(printed) != "yellow (AWS:prod)" {
					t.Errorf("after a failing command: %q", printed)
				}
				if got := s.status(); got != "1" {
					t.Errorf("the status is %q", got)
				}
				if got := s.childSees(); got != "" {
					t.Errorf("children see %q", got)
				}
				printed := s.export(live(-time.Second)...)
				if segment(printed) != "red (AWS:prod)" || strings.Contains(printed, "runas_") {
					t.Errorf("expired: %q", printed)
				}
			})
		}
	})
}

// TestPromptUnderErrexit: a status that is not 0 at a prompt doesn't end the shell, and a failing renewal neither.
func TestPromptUnderErrexit(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		if p.dialect == "fish" {
			t.Skip("fish has no errexit")
		}
		s := activated(t, p, setup{after: "set -eu"})
		s.stub.does("renew", "exit 1")
		if printed := s.expiresIn(time.Minute); segment(printed) != "red (AWS:prod)" {
			t.Errorf("printed %q", printed)
		}
		s.run("false || false && true")
		if got := s.status(); got != "1" {
			t.Errorf("the status is %q", got)
		}
	})
}

func TestPromptKeepsStatuses(t *testing.T) {
	t.Parallel()
	print := map[string]string{
		"bash": `echo "<${PIPESTATUS[*]}>"`, "zsh": `echo "<$pipestatus>"`, "fish": `echo "<$pipestatus>"`,
	}
	interactive(t, func(t *testing.T, p program) {
		// The prompt itself shows what the status is there.
		after := map[string]string{
			"bash": `PS1='[$?]` + mark + ` '`,
			"zsh":  `PROMPT='[%?]` + mark + ` '`,
			"fish": `function fish_prompt; echo -n "[$status $pipestatus]` + mark + ` "; end`,
		}
		want := map[string]string{"bash": "[4]", "zsh": "[4]", "fish": "[4 0 4]"}
		s := start(t, p, setup{variables: live(time.Hour), after: after[p.dialect]})
		if printed := s.run("true | sh -c 'exit 4'"); !strings.Contains(printed, want[p.dialect]+mark) {
			t.Errorf("the prompt is %q, want %s", printed, want[p.dialect])
		}
		if printed := s.run(print[p.dialect]); !strings.Contains(printed, "<0 4>") {
			t.Errorf("the next command sees %q", printed)
		}
	})
}

// TestPromptShowsHostileNames: a profile's name is text, whatever it looks like, and controls no terminal.
func TestPromptShowsHostileNames(t *testing.T) {
	t.Parallel()
	setting := map[string][]string{
		"bash": {"", "set -o posix", "set -H"},
		"zsh":  {"", "setopt promptsubst promptbang", "setopt promptsubst extendedglob globsubst"},
		"fish": {""},
	}
	name := strings.Join(append(escapes(), "%n%F{blue}%}%(?.a.b)%1v%)", `\u\w\[\e[0m\]$$`, "!!%!", "prod"), "|")
	interactive(t, func(t *testing.T, p program) {
		for _, setting := range setting[p.dialect] {
			hostile := "AWS_RUNAS_PROFILE=\x1b]0;\x07" + name + "\x01\n\u009b"
			s := start(t, p, setup{before: setting, variables: append(live(0), hostile)})
			s.run("")
			printed := s.run("ls")
			if !strings.Contains(printed, "m(AWS:]0;"+name+")\x1b") {
				t.Errorf("%q: got %q, want %q", setting, printed, name)
			}
			if strings.Contains(printed, "canary\r") {
				t.Errorf("%q: the name was run: %q", setting, printed)
			}
		}
	})
}

// TestSkipPrompt: the prompt stays as it is, and the functions are there.
func TestSkipPrompt(t *testing.T) {
	t.Parallel()
	show := map[string]string{"bash": `echo "$PS1"`, "zsh": `echo "$PROMPT"`, "fish": "functions fish_prompt"}
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{options: shells.HookOptions{SkipPrompt: true}, variables: live(time.Hour)})
		if printed := s.run(show[p.dialect]); strings.Contains(printed, "AWS") || strings.Contains(printed, "aws") {
			t.Errorf("the prompt is %q", printed)
		}
		s.Expect(mark)
		printed := s.export("AWS_PROFILE=other")
		if strings.Count(printed, conflict) != 1 || segment(printed) != "" {
			t.Errorf("AWS_PROFILE appears: %q", printed)
		}
		if printed := s.run("aws_session_status_color bash"); !strings.Contains(printed, "33") {
			t.Errorf("aws_session_status_color printed %q", printed)
		}
	})
}

// TestPowerlevel10k: the theme writes PROMPT, and asks for the segment.
func TestPowerlevel10k(t *testing.T) {
	t.Parallel()
	p := programs[1]
	p.require(t)
	s := start(t, p, setup{before: `p10k() { print -r -- "p10k $*" }`, variables: live(0)})
	if printed := s.run("print -r $PROMPT"); strings.Contains(printed, "AWS") || strings.Contains(printed, "9") {
		t.Errorf("PROMPT is %q", printed)
	}
	s.Expect(mark)
	s.export("AWS_RUNAS_PROFILE=50% off")
	if printed := s.run("prompt_aws_runas"); !strings.Contains(printed, "p10k segment -f yellow -t AWS:50%% off\r\n") {
		t.Errorf("live: printed %q", printed)
	}
	s.export(live(-time.Second)...)
	if printed := s.run("prompt_aws_runas"); !strings.Contains(printed, "p10k segment -f red -t AWS:prod\r\n") {
		t.Errorf("expired: printed %q", printed)
	}
	s.unset("AWS_RUNAS_PROFILE")
	if printed := s.run("prompt_aws_runas"); strings.Contains(printed, "p10k") {
		t.Errorf("no session: printed %q", printed)
	}
}

// TestPromptWithoutClock: before 4.2 bash has only SECONDS, which starts at 0, and which its user may set back.
func TestPromptWithoutClock(t *testing.T) {
	t.Parallel()
	p := programs[0]
	p.require(t)
	s := start(t, p, setup{before: "SECONDS=5000; " + withoutClock})
	for _, line := range []string{"", "SECONDS=0"} {
		s.run(line)
		if got := segment(s.export(live(time.Minute)...)); got != "yellow (AWS:prod)" {
			t.Errorf("%q: live: %q", line, got)
		}
		if got := segment(s.export(live(-time.Minute)...)); got != "red (AWS:prod)" {
			t.Errorf("%q: expired: %q", line, got)
		}
	}
}

// TestPromptThatCannotShow: where the shell doesn't expand prompts, the segment would be its own code.
func TestPromptThatCannotShow(t *testing.T) {
	t.Parallel()
	off := map[string]string{"bash": "shopt -u promptvars", "zsh": "unsetopt promptpercent"}
	interactive(t, func(t *testing.T, p program) {
		if off[p.dialect] == "" {
			t.Skip("prompts are functions")
		}
		s := start(t, p, setup{before: off[p.dialect], variables: live(0)})
		for _, printed := range []string{s.greeted, s.run("")} {
			if strings.Contains(printed, "AWS") || strings.Contains(printed, "91") || strings.Contains(printed, "runas") {
				t.Errorf("printed %q", printed)
			}
		}
	})
}
