//go:build linux

package shells_test

import (
	"os/exec"
	"strings"
	"testing"
	"time"
)

// theme draws its prompt anew every time.
const theme = `theme() { other=seen; PS1='\[\e[1m\]themed\[\e[0m\] <@> '; }; `

// others are what else start-up files put into a prompt, as the statements that do it.
var others = map[string]map[string]string{
	"bash": {
		"string":           `PROMPT_COMMAND='other=seen'`,
		"string ending ;":  `PROMPT_COMMAND='other=seen;'`,
		"string ending ; ": `PROMPT_COMMAND='other=seen ; '`,
		"comment":          `PROMPT_COMMAND='other=seen # set'`,
		"exported":         `export PROMPT_COMMAND='other=seen;'`,
		"array":            `PROMPT_COMMAND=('other=seen' 'another=seen;')`,
		"array of one":     `PROMPT_COMMAND=('other=seen')`,
		"empty array":      `PROMPT_COMMAND=(); other=seen`,
		"theme":            theme + `PROMPT_COMMAND="theme${PROMPT_COMMAND:+; $PROMPT_COMMAND}"`,
		"theme after all":  theme + `PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND; }theme"`,
		"theme in array":   theme + `PROMPT_COMMAND+=(theme)`,
		"swallowing theme": theme + `swallowed=${PROMPT_COMMAND-}; PROMPT_COMMAND='eval "$swallowed"; theme'`,
		"status": `status() { [[ $? != 3 ]] || other=seen; }
PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND; }status"`,
		"own PS1": `PS1='$(echo "\w") <@> '; other=seen`,
		"direnv":  `eval "$(direnv hook bash)"; other=seen`,
		"preexec": preexec,
	},
	"zsh": {
		"precmd":          `precmd() { other=seen }`,
		"precmd function": `autoload -Uz add-zsh-hook; set_other() { other=seen }; add-zsh-hook precmd set_other`,
		"theme":           `theme() { other=seen; PROMPT='%Bthemed%b <@> ' }; precmd_functions+=(theme)`,
		"theme first":     `theme() { other=seen; PROMPT='themed <@> ' }; precmd_functions=(theme $precmd_functions)`,
		"substituting":    `setopt promptsubst; other=seen; PROMPT='$(print -P %~) ${other} <@> '`,
		"direnv":          `eval "$(direnv hook zsh)"; other=seen`,
	},
	"fish": {
		"event": `function set_other --on-event fish_prompt; set -g other seen; end`,
		"theme": `set -g other seen; function fish_prompt; echo -n 'themed <@> '; end`,
		"copy": `functions -c fish_prompt old_prompt
function fish_prompt; set -g other seen; echo -n 'copied '; old_prompt; end`,
		"direnv": `direnv hook fish | source; set -g other seen`,
	},
}

// preexec does what bash-preexec does: it runs a list of functions, and tells by a DEBUG trap when the first command
// after the prompt begins. What stands after it in PROMPT_COMMAND it takes for that command.
const preexec = `bash_preexec_imported=defined; other=seen; typed=; precmd_functions=("${precmd_functions[@]}")
run_precmds() { local status=$? f; for f in "${precmd_functions[@]}"; do (exit $status); "$f"; done; return $status; }
ready() { typed=on; }
trap '[[ -z $typed ]] || { typed=; echo "preexec: ${BASH_COMMAND//</}"; }' DEBUG
PROMPT_COMMAND="run_precmds${PROMPT_COMMAND:+
$PROMPT_COMMAND}
ready"`

// TestOtherHooks loads them before the hook and after it.
func TestOtherHooks(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		for name, other := range others[p.dialect] {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				if name == "direnv" {
					if _, err := exec.LookPath("direnv"); err != nil {
						t.Skip("direnv is not installed")
					}
				}
				t.Run("before", func(t *testing.T) { testOther(t, start(t, p, setup{before: other}), name) })
				if strings.Contains(other, "PROMPT_COMMAND='") || strings.Contains(other, "PROMPT_COMMAND=(") {
					return // after the hook it would only remove it
				}
				if name == "theme in array" && p.name == "bash-3.2" {
					return // which runs the first element alone
				}
				t.Run("after", func(t *testing.T) { testOther(t, start(t, p, setup{after: other}), name) })
			})
		}
	})
}

func testOther(t *testing.T, s *session, name string) {
	t.Helper()
	s.export(live(time.Hour)...)
	for range 3 {
		printed := s.run("true")
		if name == "preexec" && !strings.Contains(printed, "preexec: true\r") {
			t.Errorf("preexec ran for something else than the command: %q", printed)
		}
		if segment(printed) != "yellow (AWS:prod)" || strings.Contains(printed, "rror") {
			t.Errorf("the prompt is %q", printed)
		}
	}
	s.run("sh -c 'exit 3'")
	if got := s.status(); got != "3" {
		t.Errorf("the status is %q", got)
	}
	if got := s.value("other"); got != "seen" {
		t.Errorf("the other hook did not run: %q", got)
	}
}

// TestPromptRewritten: what is typed later has the same rights as what the start-up files do.
func TestPromptRewritten(t *testing.T) {
	t.Parallel()
	rewrite := map[string][]string{
		"bash": {"PS1='new ' PS1+='<''@> '"},
		"zsh":  {"PROMPT='new <''@> '"},
		"fish": {
			"function fish_prompt; echo -n 'new <''@> '; end",
			"functions -c fish_prompt old; function fish_prompt; echo -n 'new '; old; end",
			"functions -e fish_prompt; functions -c old fish_prompt",
			"functions -c fish_prompt old2; function fish_prompt; echo -n 'new '; old2; end",
		},
	}
	interactive(t, func(t *testing.T, p program) {
		s := start(t, p, setup{variables: live(0)})
		for _, line := range rewrite[p.dialect] {
			s.run(line)
			s.run("")
			for range 2 {
				if printed := s.run(""); segment(printed) != "yellow (AWS:prod)" {
					t.Errorf("after %s: %q", line, printed)
				}
			}
		}
	})
}

// TestChildWithoutHook: a child that inherits an exported PROMPT_COMMAND, and has no hook, has a prompt without errors.
func TestChildWithoutHook(t *testing.T) {
	t.Parallel()
	p := programs[0]
	p.require(t)
	s := start(t, p, setup{before: "export PROMPT_COMMAND='other=seen;' PS1", after: "set -a", variables: live(time.Hour)})
	s.run("bash --norc --noprofile -i")
	for range 2 {
		if printed := s.run(""); strings.Contains(printed, "AWS") || strings.Contains(printed, "runas") {
			t.Errorf("the child prints %q", printed)
		}
	}
	if got := s.value("other"); got != "seen" {
		t.Errorf("the inherited PROMPT_COMMAND did not run: %q", got)
	}
}

// TestLoadedTwice: loading the hook again changes nothing, wherever other hooks have got to since.
func TestLoadedTwice(t *testing.T) {
	t.Parallel()
	state := map[string]string{
		"bash": `declare -p PROMPT_COMMAND PS1 | tr -d '<>'; compgen -A variable __aws; compgen -A function __aws`,
		"zsh": `typeset -p precmd_functions PROMPT | tr -d '<>'; ` +
			"print -l ${(ok)parameters[(I)__aws*]} ${(ok)functions[(I)*aws*]}",
		"fish": `functions fish_prompt __aws_runas_original_prompt | tr -d '<>'; ` +
			"set --names | string match '__aws*'; functions --all | string match '*aws*'",
	}
	interactive(t, func(t *testing.T, p program) {
		for name, other := range others[p.dialect] {
			if name == "direnv" {
				continue
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := start(t, p, setup{before: other, variables: live(time.Hour)})
				s.run("")
				once := s.run(state[p.dialect])
				load := `eval "$(cat hook)"`
				if p.dialect == "fish" {
					load = "source hook"
				}
				s.run(load)
				s.run(load + "; " + load)
				if twice := s.run(state[p.dialect]); twice != once {
					t.Errorf("once:\n%s\ntwice:\n%s", once, twice)
				}
			})
		}
	})
}
