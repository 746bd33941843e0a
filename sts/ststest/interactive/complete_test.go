//go:build linux

package interactive_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"aws-runas/shells/ptytest"
	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
)

// completed is the config file of these tests. A name may have whatever a file can say.
const completed = `
[default]
region = eu-west-1
[profile production]
role_arn = arn:aws:iam::444455556666:role/sec/admin
[profile "two words"]
role_arn = arn:aws:iam::444455556666:role/two
[profile co:lon:one]
[profile co:lon:two]
[profile "it's"]
[profile "say \"hi\""]
[profile größe]
[profile "$(touch canary)"]
[profile "back\\slash"]
[profile "bang!x"]
[profile s3-read]
[profile s3-write]
[sso-session corp]
sso_start_url = https://d-1.awsapps.com/start
`

// typist is a shell in which lines are completed, and shown instead of run.
type typist struct {
	tb testing.TB
	*ptytest.Terminal
	name string
}

// inEachEditor runs the test in each shell that completes, with more of its start-up file behind the hook.
func inEachEditor(t *testing.T, test func(t *testing.T, name string)) {
	t.Parallel()
	for _, name := range []string{"bash", "bash-3.2", "bash-5.3", "zsh", "fish"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			need.Program(t, name)
			test(t, name)
		})
	}
}

// kind is the shell's language.
func kind(name string) string { name, _, _ = strings.Cut(name, "-"); return name }

// edit starts the shell with lines of its start-up file in front of the hook and behind it; load is what prints the text.
func edit(t *testing.T, name, load, before, after string) *typist {
	t.Helper()
	h := program.At(t, "http://127.0.0.1:9", "TERM=xterm", "LC_ALL=C.UTF-8", "INPUTRC="+os.DevNull, "HISTFILE=")
	h.Write(t, map[string]string{"config": completed})
	for _, name := range []string{"ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"} {
		h.More = append(h.More, name+"="+h.Dir)
	}
	const show = `function show { printf '<%s>' "$@"; echo; }` + "\n"
	var file, text string
	var command []string
	switch load = "aws-runas " + load; kind(name) {
	case "bash":
		file, command = ".bashrc", []string{name, "--noprofile", "-i"}
		text = "bind 'set bell-style none'; bind 'set enable-bracketed-paste off'\nPS1='" + mark + " '\n" + show + before + "\n" + `eval "$(` + load + `)"`
	case "zsh":
		file, command = ".zshrc", []string{"zsh", "-d", "-i"}
		text = "unsetopt promptsp beep; PROMPT='" + mark + " '; bindkey -e; zle_highlight=(none); unset zle_bracketed_paste\n" +
			"autoload -Uz compinit; compinit -D -u\n" + show + before + "\n" + `eval "$(` + load + `)"`
	case "fish":
		file, command = "fish/config.fish", []string{"fish", "--private", "-i"}
		text = "set -g fish_greeting; set -g fish_autosuggestion_enabled 0; function fish_prompt; echo -n '" + mark + " '; end; function fish_title; end\n" +
			"function show; printf '<%s>' $argv; echo; end\n" + before + "\n" + load + " | source"
	}
	file = filepath.Join(h.Dir, file)
	for _, dir := range []string{filepath.Dir(file), filepath.Join(h.Dir, "fish", "generated_completions"), filepath.Join(h.Dir, "folder")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for path, text := range map[string]string{file: text + "\n" + after + "\n", filepath.Join(h.Dir, "folder", "my file"): ""} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := &typist{t, h.Pty(t, command...).Terminal, name}
	s.Expect(mark)
	return s
}

// tab types the keys, among them Tab, and then a Z: it returns the words that the line has, each between < and >.
func (s *typist) tab(keys string) string {
	s.tb.Helper()
	s.tb.Logf("typed %q", keys)
	s.Send(keys + "Z\x01show \r")
	output := s.Expect("Z>")
	s.Expect(mark)
	output = output[strings.LastIndex(output, "\n")+1:]
	return output[strings.Index(output, "<"):]
}

// TestTab presses Tab in each shell, and compares the words of the line.
func TestTab(t *testing.T) {
	inEachEditor(t, func(t *testing.T, name string) {
		s := edit(t, name, "hook "+kind(name), "", "")
		for _, test := range []struct{ keys, want string }{
			{"aws-runas comple\t", "<aws-runas><completion><Z>"},
			{"aws-runas use prod\t", "<aws-runas><use><production><Z>"},
			{"aws-runas use two\t", "<aws-runas><use><two words><Z>"},
			{"aws-runas use two\\ w\t", "<aws-runas><use><two words><Z>"},
			{"aws-runas use 'two w\t", "<aws-runas><use><two words><Z>"},
			{"aws-runas use \"two w\t", "<aws-runas><use><two words><Z>"},
			{"aws-runas use co\to\t", "<aws-runas><use><co:lon:one><Z>"},
			{"aws-runas use co:lon:tw\t", "<aws-runas><use><co:lon:two><Z>"},
			{"aws-runas use it\t", "<aws-runas><use><it's><Z>"},
			{"aws-runas use \"it\t", "<aws-runas><use><it's><Z>"},
			{"aws-runas use say\t", `<aws-runas><use><say "hi"><Z>`},
			{"aws-runas use gr\t", "<aws-runas><use><größe><Z>"},
			{"aws-runas use grö\t", "<aws-runas><use><größe><Z>"},
			{"aws-runas use \\$\t", "<aws-runas><use><$(touch canary)><Z>"},
			{"aws-runas use ban\t", "<aws-runas><use><bang!x><Z>"},
			{"aws-runas use back\t", `<aws-runas><use><back\slash><Z>`},
			{"aws-runas use nobody\t", "<aws-runas><use><nobodyZ>"},
			{"aws-runas use s3\twr\t", "<aws-runas><use><s3-write><Z>"},
			{"aws-runas env -r prod\t-d 1h --no-r\t", "<aws-runas><env><-r><production><-d><1h><--no-role><Z>"},
			{"aws-runas env --profile=prod\t", "<aws-runas><env><--profile=production><Z>"},
			{"aws-runas forget -r prod\t", "<aws-runas><forget><-r><production><Z>"},
			{"aws-runas console --profile prod\t --service dynamo\t", "<aws-runas><console><--profile><production><--service><dynamodbv2><Z>"},
			{"aws-runas login --sso-session co\t", "<aws-runas><login><--sso-session><corp><Z>"},
			{"aws-runas hook fi\t", "<aws-runas><hook><fish><Z>"},
			{"aws-runas help dr\t", "<aws-runas><help><drop><Z>"},
			{"aws-runas env -p folder/m\t", "<aws-runas><env><-p><folder/my file><Z>"},
			{"aws-runas allow folder/m\t", "<aws-runas><allow><folder/my file><Z>"},
		} {
			if got := s.tab(test.keys); got != test.want {
				t.Errorf("%q: got %s, want %s", test.keys, got, test.want)
			}
		}
	})
}

// TestTabWithoutHook has the completion alone, and the hook without it.
func TestTabWithoutHook(t *testing.T) {
	inEachEditor(t, func(t *testing.T, name string) {
		for load, want := range map[string]string{
			"completion " + kind(name): "<aws-runas><use><production><Z>", "hook --no-completion " + kind(name): "<aws-runas><use><prodZ>",
		} {
			if got := edit(t, name, load, "", "").tab("aws-runas use prod\t"); got != want {
				t.Errorf("%s: got %s, want %s", load, got, want)
			}
		}
	})
}

// TestTabInPowerShell asks PowerShell what Tab would put into the line.
func TestTabInPowerShell(t *testing.T) {
	t.Parallel()
	need.Program(t, "pwsh")
	h := program.At(t, "http://127.0.0.1:9", "POWERSHELL_TELEMETRY_OPTOUT=1")
	h.Write(t, map[string]string{"config": completed})
	cmd := exec.CommandContext(t.Context(), "pwsh", "-NoProfile", "-NonInteractive", "-Command", `Set-Alias ar aws-runas
			aws-runas hook powershell | Out-String | Invoke-Expression
			Register-ArgumentCompleter -Native -CommandName frobnicate -ScriptBlock { param($word, $ast, $at); "$word-$($ast.CommandElements.Count)" }
			foreach ($line in 'aws-runas comple', 'aws-runas use prod', 'aws-runas use two', "aws-runas use 'two w", 'aws-runas use it', 'aws-runas use co:lon:t',
				'aws-runas use gr', 'aws-runas env -r ', 'aws-runas env --profile=prod', 'ar use prod', 'aws-runas exec -r prod -- frobnicate -r x',
				'aws-runas exec -r prod frobnicate -r x', 'aws-runas hook ') {
				$found = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches
				[Console]::Out.WriteLine("$line> " + (@($found | Select-Object -First 3 | ForEach-Object CompletionText) -join ' | '))
				if ($line -match '^ar') { [Console]::Out.WriteLine($found[0].ToolTip) }
			}`)
	want := `aws-runas comple> completion
aws-runas use prod> production
aws-runas use two> 'two words'
aws-runas use 'two w> 'two words'
aws-runas use it> 'it''s'
aws-runas use co:lon:t> co:lon:two
aws-runas use gr> 'größe'
aws-runas env -r > default | production | 'two words'
aws-runas env --profile=prod> --profile=production
ar use prod> production
444455556666 sec/admin
aws-runas exec -r prod -- frobnicate -r x> x-3
aws-runas exec -r prod frobnicate -r x> x-3
aws-runas hook > bash | zsh | fish
`
	cmd.Env, cmd.Dir = h.Environ(), h.Dir
	program.WithoutTerminal(cmd)
	if got := program.Finish(t, cmd); got != (program.Outcome{Stdout: want}) {
		t.Errorf("got %+v, want\n%s", got, want)
	}
}

// TestTabOfCommand completes what stands behind exec as the shell completes that alone.
func TestTabOfCommand(t *testing.T) {
	own := map[string]string{
		"bash": "function _frobnicate { COMPREPLY=(\"$1-${COMP_WORDS[COMP_CWORD]}-$COMP_CWORD\"); }; function frobnicate { :; }; complete -F _frobnicate frobnicate",
		"zsh":  "function frobnicate { :; }; function _frobnicate { compadd -- \"frobnicate-$PREFIX$SUFFIX-$((CURRENT - 1))\" \"$PREFIX-$((CURRENT - 1))\"; }; compdef _frobnicate frobnicate",
		"fish": "function frobnicate; end; complete -c frobnicate -f -a '(commandline -ct)-(math (count (commandline -opc)))'",
	}
	inEachEditor(t, func(t *testing.T, name string) {
		s := edit(t, name, "hook "+kind(name), own[kind(name)], "")
		alone := strings.TrimSuffix(s.tab("frobnicate -r x:y\t"), "<Z>")
		if !strings.Contains(alone, "2") && !strings.Contains(alone, "4") {
			t.Fatalf("alone it is completed as %s", alone)
		}
		for _, test := range []struct{ keys, want string }{
			{"aws-runas exec -r prod\t-- frobn\t", "<aws-runas><exec><-r><production><--><frobnicate><Z>"},
			{"aws-runas exec -r prod\tfrobn\t", "<aws-runas><exec><-r><production><frobnicate><Z>"},
			{"aws-runas exec -r two\t-- frobnicate -r x:y\t", "<aws-runas><exec><-r><two words><-->" + alone + "<Z>"},
		} {
			if got := s.tab(test.keys); got != test.want {
				t.Errorf("%q: got %s, want %s", test.keys, got, test.want)
			}
		}
	})
}

// TestTabOfAlias completes aliases of the program, those that the start-up file defines after the hook included.
func TestTabOfAlias(t *testing.T) {
	inEachEditor(t, func(t *testing.T, name string) {
		s := edit(t, name, "hook "+kind(name), "alias one='aws-runas'", "alias two='aws-runas env -r'")
		for _, test := range []struct{ keys, want string }{
			{"one use prod\t", "<one><use><production><Z>"},
			{"two prod\t", "<two><production><Z>"},
		} {
			if got := s.tab(test.keys); got != test.want {
				t.Errorf("%q: got %s, want %s", test.keys, got, test.want)
			}
		}
	})
}

// TestTabDescribes: where a shell shows a description, it is the account and the role.
func TestTabDescribes(t *testing.T) {
	inEachEditor(t, func(t *testing.T, name string) {
		if kind(name) == "bash" {
			t.Skip("bash shows none")
		}
		s := edit(t, name, "hook "+kind(name), "", "")
		s.Send("aws-runas use \t\t")
		s.Expect("444455556666 sec/admin")
	})
}

// TestTabOfBrokenConfig completes what it can, and prints nothing.
func TestTabOfBrokenConfig(t *testing.T) {
	t.Parallel()
	h := program.At(t, "http://127.0.0.1:9")
	h.Write(t, map[string]string{"config": "\xff\xfe[\x00", "credentials": "[mine]\naws_access_key_id = x\n"})
	got := h.Run(t, "aws-runas", "complete", "--shell", "zsh", "--current=m", "--", "use")
	if want := (program.Outcome{Stdout: "words\nmine\t\n"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	h.Write(t, map[string]string{"config": "stray\n[profile one\n[profile two]\nrole_arn = x\n = y\n[profile three]\nrole_arn = arn:aws:iam::1:role/r\n"})
	got = h.Run(t, "aws-runas", "complete", "--shell", "zsh", "--current=t", "--", "use")
	if want := (program.Outcome{Stdout: "words\ntwo\t\nthree\t1 r\n"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
