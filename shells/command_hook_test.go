//go:build linux

package shells_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// late is a function of the user's, which runs after the hook's at a prompt and makes the session as old as it would be
// after hours at that prompt.
var late = map[string]string{
	"bash": bashLate + "PROMPT_COMMAND+=$'\\nlate'",
	"zsh":  "late() { [[ -z $LATE ]] || AWS_SESSION_EXPIRATION_UNIX=$LATE; LATE=; }; precmd_functions+=(late)",
	"fish": "function late --on-event fish_prompt; set --query LATE[1]; and set --global --export AWS_SESSION_EXPIRATION_UNIX $LATE; set --erase LATE; end",
}

const bashLate = "late() { [[ -z ${LATE-} ]] || { AWS_SESSION_EXPIRATION_UNIX=$LATE; LATE=; }; }\n"

// preexecLists does what bash-preexec does for preexec_functions: it has them run, with the line from the history, when
// the first command after the prompt begins.
const preexecLists = `bash_preexec_imported=defined; typed=; precmd_functions=(${precmd_functions[@]+"${precmd_functions[@]}"})
run_precmds() { local status=$? f; for f in "${precmd_functions[@]}"; do (exit $status); "$f"; done; return $status; }
run_preexecs() { [[ -n $typed ]] || return 0; typed=; local f line; line=$(HISTTIMEFORMAT= builtin history 1)
for f in ${preexec_functions[@]+"${preexec_functions[@]}"}; do "$f" "${line#*[0-9]  }"; done; }
ready() { typed=on; }
trap 'run_preexecs' DEBUG
PROMPT_COMMAND="run_precmds${PROMPT_COMMAND:+
$PROMPT_COMMAND}
ready"
`

// TestRenewalBeforeTheCommand has a session come to its end at a prompt: the command that is typed then gets new keys, and
// a line that makes a session itself is not held up.
func TestRenewalBeforeTheCommand(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		if p.name == "bash" || p.name == "bash-3.2" {
			t.Skip(p.name + " has no moment before a command")
		}
		testBeforeCommand(t, p, setup{after: late[p.dialect]})
	})
}

// TestRenewalByPreexec does the same in bashes that have preexec_functions, whichever was loaded first.
func TestRenewalByPreexec(t *testing.T) {
	t.Parallel()
	interactive(t, func(t *testing.T, p program) {
		if p.dialect != "bash" {
			t.Skip(p.name + " has a moment of its own")
		}
		for name, with := range map[string]setup{
			"before": {before: preexecLists, after: bashLate + "precmd_functions+=(late)"},
			"after":  {after: preexecLists + bashLate + "PROMPT_COMMAND=${PROMPT_COMMAND%ready}$'late\\nready'"},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				testBeforeCommand(t, p, with)
			})
		}
	})
}

func testBeforeCommand(t *testing.T, p program, with setup) {
	t.Helper()
	s := activated(t, p, with)
	s.renewsTo("ASIATWO", time.Hour)
	set := "LATE=%d"
	if p.dialect == "fish" {
		set = "set --global LATE %d"
	}
	if printed := s.run(fmt.Sprintf(set, time.Now().Add(time.Minute).Unix())); segment(printed) != "yellow (AWS:prod)" {
		t.Fatalf("the prompt is %q", printed)
	}
	s.stub.calls()
	s.run("aws-runas version")
	if calls := s.stub.calls(); !strings.HasPrefix(calls, "version") {
		t.Errorf("a line with aws-runas was held up: called %q", calls)
	}
	s.renewsTo("ASIATHREE", time.Hour)
	s.passFiveMinutes()
	s.run(fmt.Sprintf(set, time.Now().Add(time.Minute).Unix()))
	if printed := s.run(`sh -c 'echo "<$AWS_ACCESS_KEY_ID>"'`); !strings.Contains(printed, "<ASIATHREE>") {
		t.Errorf("the command printed %q", printed)
	}
	s.run("true | sh -c 'exit 4'")
	if got := s.status(); got != "4" {
		t.Errorf("the status is %q", got)
	}
}
