//go:build linux

package shells_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"aws-runas/env"
)

// starts are prompts that begin with what moves the cursor, and what of it reaches the terminal before the segment.
var starts = map[string]map[string]string{
	"bash": {
		`PS1='\n<@> '`:                        "\r\n",
		`PS1=$'\n\n<@> '`:                     "\r\n\r\n",
		`PS1='\[\e[G\]<@> '`:                  "\x1b[G",
		`PS1='\[\e[B\]\[\e[G\]<@> '`:          "\x1b[B\x1b[G",
		`PS1='\[\r\]<@> '`:                    "\r",
		`PS1='\r\n\[\033[2K\]<@> '`:           "\r\r\n\x1b[2K",
		`PS1='\[\e[32m\]<@> '`:                "",
		`theme() { PS1='\n<@> '; }; theme`:    "\r\n",
		`PROMPT_COMMAND="PS1='\n<@> '"`:       "\r\n",
		`PROMPT_COMMAND='PS1="\[\e[G\]<@> "'`: "\x1b[G",
	},
	"zsh": {
		`PROMPT=$'\n<@> '`:   "\r\n",
		`PROMPT=$'\n\n<@> '`: "\r\n\r\n",
		`theme() { PROMPT=$'\n<@> ' }; precmd_functions+=(theme)`:                                                   "\r\n",
		`setopt promptsubst; PROMPT='${:-}<@> '`:                                                                    "",
		`setopt promptsubst; PROMPT=$'\n$(print -n "x")<''@> '`:                                                     "\r\n",
		`setopt promptsubst; PROMPT='$(print "\n\n%%B\${x}%%b $?"; print -n "<@> ")'`:                               "\r\n\r\n",
		`setopt promptsubst; show() { print -n "\n<@> " }; theme() { PROMPT='$(show)' }; precmd_functions+=(theme)`: "\r\n",
	},
	"fish": {
		`function fish_prompt; echo; echo -n '<@> '; end`:      "\r\n",
		`function fish_prompt; printf '\n\n<@> '; end`:         "\r\n\r\n",
		`function fish_prompt; echo -n '<@> '; end`:            "",
		`function fish_prompt; printf '\n%s\n<@> ' a; end`:     "\r\n",
		`function fish_prompt; printf 'one\n\ntwo\n<@> '; end`: "",
	},
}

// TestSegmentBehindTheStart: line ends and moves of the cursor stay in front of the segment.
func TestSegmentBehindTheStart(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		for prompt, start := range starts[p.dialect] {
			t.Run(prompt, func(t *testing.T) {
				t.Parallel()
				for _, with := range []setup{{before: prompt}, {after: prompt}} {
					if strings.HasPrefix(prompt, "PROMPT_COMMAND") && with.after != "" {
						continue // it would remove the hook
					}
					with.variables = live(time.Hour)
					testStart(t, p, with, start)
				}
			})
		}
	})
}

func testStart(t *testing.T, p program, with setup, want string) {
	t.Helper()
	s := start(t, p, with)
	s.run("")
	printed := s.run("true")
	before, _, found := strings.Cut(strings.ReplaceAll(printed, "\x1b[K", ""), "\x1b[33m(AWS:prod)")
	if !found || !strings.HasSuffix(before, want) {
		t.Errorf("%+v: printed %q, want the segment behind %q", with, printed, want)
	}
	if want == "" && strings.HasSuffix(before, "\n") && strings.HasSuffix(strings.TrimSuffix(before, "\r\n"), "\n") {
		t.Errorf("%+v: printed %q, want no line end before the segment", with, printed)
	}
}

// TestPowerlevel10kFirst: a theme that asks for the segment before the hook's function has run has it in the first prompt.
func TestPowerlevel10kFirst(t *testing.T) {
	t.Parallel()
	p := programs[1]
	p.require(t)
	const theme = `p10k() { [[ $1 != segment ]] || asked=$5 }
build() { asked=; (( ! $+functions[prompt_aws_runas] )) || prompt_aws_runas; PROMPT="{$asked} <@> "
precmd_functions=(${precmd_functions:#build} build) }
precmd_functions=(build)`
	for _, with := range []setup{{before: theme}, {after: theme}} {
		with.variables = live(time.Hour)
		s := start(t, p, with)
		if !strings.HasSuffix(s.greeted, "{AWS:prod} "+mark) || strings.Contains(s.greeted, "(AWS") {
			t.Errorf("%+v: the first prompt is %q", with, s.greeted)
		}
		if printed := s.run(""); !strings.HasSuffix(printed, "{AWS:prod} "+mark) || strings.Contains(printed, "(AWS") {
			t.Errorf("%+v: the second prompt is %q", with, printed)
		}
	}
}

// TestFuncsaved: a user who saves the prompt function in a shell with the hook has a file that works without the hook, and
// with it.
func TestFuncsaved(t *testing.T) {
	t.Parallel()
	p := fishProgram(t)
	s := start(t, p, setup{variables: live(time.Hour)})
	s.run("funcsave fish_prompt")
	saved, err := os.ReadFile(s.dir + "/fish/functions/fish_prompt.fish")
	if err != nil {
		t.Fatal(err)
	}
	for script, want := range map[string]string{
		"source saved; fish_prompt": "~\n",
		"source saved; source ../hook; emit fish_prompt; fish_prompt; emit fish_prompt; fish_prompt": "(AWS:prod) ~\n(AWS:prod) ~\n",
	} {
		dir := t.TempDir()
		writeFile(t, dir, "saved", string(saved), 0o600)
		script = strings.ReplaceAll(script, "../hook", s.dir+"/hook")
		got := p.run(t, dir, script, append(live(time.Hour), "NO_COLOR=1")...)
		if got.stdout != want || got.stderr != "" {
			t.Errorf("%s: got %+v, want %q", script, got, want)
		}
	}
}

// TestFishFunctionsOwn: drop in a function gives nobody what was that function's own.
func TestFishFunctionsOwn(t *testing.T) {
	t.Parallel()
	p := fishProgram(t)
	s := start(t, p, setup{})
	shell, text := lookup(t, "fish"), mustText(t)
	change := temporary("ASIAONE", time.Hour).Change(env.List{"AWS_PROFILE=mine"})
	s.stub.answers("env", text(shell.Change(change, remembered)))
	s.stub.answers("unset", text(shell.Undo(env.List{"AWS_PROFILE=mine"}.Apply(change).Undo())))
	s.run("function f; set --local --export AWS_PROFILE mine; aws-runas use prod; aws-runas drop; end; f")
	if got := s.value("AWS_PROFILE"); got != "" {
		t.Errorf("after the function AWS_PROFILE is %q", got)
	}
	if got := s.childSees(); got != "" {
		t.Errorf("children see %q", got)
	}
}
