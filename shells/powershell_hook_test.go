//go:build unix

package shells_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"aws-runas/shells"
)

// TestPowerShellSyntax parses every text with PowerShell's own parser, and looks for what Windows PowerShell 5.1 can't read.
func TestPowerShellSyntax(t *testing.T) {
	p := powerShell(t)
	dir := t.TempDir()
	writeFile(t, dir, "new", "$a ??= 1; $b = $c ? 1 : 2; true && false || $d?.x; $e ?? $f; \"`u{41}`e\"; sleep 1 &", 0o600)
	for i, o := range hookOptions {
		writeFile(t, dir, fmt.Sprint("hook", i), hook(t, "powershell", o), 0o600)
	}
	for name, text := range goldenTexts(t) {
		if strings.HasSuffix(name, ".powershell") {
			writeFile(t, dir, name, text, 0o600)
		}
	}
	got := p.run(t, dir, `foreach ($file in Get-ChildItem) {
  $tokens = $errors = $null
  $tree = [System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $tokens, [ref] $errors)
  $found = @($errors | ForEach-Object Message)
  $found += @($tokens | Where-Object { "$($_.Kind)" -match '^(AndAnd|OrOr|Question.*|Clean)$' } | ForEach-Object Text)
  $found += @($tokens | Where-Object { "$($_.Kind)" -match 'Expandable' -and $_.Text -match '`+"`[eu]"+`' } | ForEach-Object { 'escape' })
  $found += @($tree.FindAll({ "$($args[0].GetType().Name)" -match 'Ternary|PipelineChain' -or $args[0].Background }, $true) | ForEach-Object { $_.GetType().Name })
  if ($found.Count) { "$($file.Name): $($found.Count)" }
}`)
	if want := (result{stdout: "new: 10\n"}); got != want {
		t.Errorf("got %+v, want what is new in the text of that name alone, %+v", got, want)
	}
}

// prompting shows the prompt twice with a live session.
func prompting(t *testing.T, p program, s stub, before, after string) result {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, dir, "hook", hook(t, p.dialect, shells.HookOptions{}), 0o600)
	script := before + `
Get-Content -Raw ./hook | Invoke-Expression
` + after
	return p.run(t, dir, script, append(live(time.Hour), "PATH="+s.dir+":/usr/bin:/bin")...)
}

// TestPowerShellPrompt puts the segment before the user's own prompt, behind what has to stay in front.
func TestPowerShellPrompt(t *testing.T) {
	p := powerShell(t)
	s := newStub(t)
	const esc, segment = "\x1b", "(AWS:prod) "
	for before, want := range map[string]string{
		`function global:prompt { '$ ' }`:                                                                   segment + "$ ",
		`function global:prompt { 'lost'; '$ ' }`:                                                           segment + "$ ",
		"function global:prompt { \"`n`r`n\" + '$ ' }":                                                      "\n\r\n" + segment + "$ ",
		`function global:prompt { "$([char] 27)]633;A$([char] 7)> " }`:                                      esc + "]633;A\x07" + segment + "> ",
		`function global:prompt { "$([char] 27)]133;A$([char] 27)\> " }`:                                    esc + "]133;A" + esc + `\` + segment + "> ",
		`function global:prompt { throw 'x' }`:                                                              segment + "PS>",
		`function global:prompt { }`:                                                                        segment + "PS>",
		`Remove-Item function:prompt -ErrorAction Ignore`:                                                   segment + "PS>",
		`function global:prompt { "$? $LASTEXITCODE> " }; $global:LASTEXITCODE = 7; Write-Error x 2> $null`: segment + "True 7> ",
		`function global:prompt { '$ ' }; $WhatIfPreference = $true`:                                        segment + "$ ",
		`function global:prompt { '$ ' }; $ConfirmPreference = 'Low'`:                                       segment + "$ ",
		`function global:prompt { '$ ' }; $env:AWS_RUNAS_ASSUMED_ROLE_ARN = $null`:                          segment + "$ ",
		`function global:prompt { '$ ' }; $env:AWS_RUNAS_NO_ROLE = '1'`:                                     "(AWS) $ ",
		`function global:prompt { '$ ' }; $LASTEXITCODE = 3`:                                                segment + "$ ",
		`function global:prompt { '$ ' }; Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'`:  segment + "$ ",
		`function global:prompt { '$ ' }; ` + constrained:                                                   segment + "$ ",
	} {
		got := prompting(t, p, s, before, `[string] (prompt); [string] (prompt)`)
		plain := strings.NewReplacer(esc+"[33m", "", esc+"[0m", "", esc+"[31m", "").Replace(got.stdout)
		if wanted := want + "\n" + want + "\n"; plain != wanted || got.stderr != "" {
			t.Errorf("%s: got %q, %s; want %q", before, plain, got.stderr, wanted)
		}
	}
}

// reads is a stand-in for the function that reads a line: it takes the next of $lines.
const reads = `function global:prompt { '$ ' }; function global:PSConsoleHostReadLine { $first, $global:lines = $global:lines; $first }; `

// TestPowerShellReadsLines shows what happens between Enter and the command: a renewal, and the segment that comes back.
func TestPowerShellReadsLines(t *testing.T) {
	p := powerShell(t)
	const next = `Invoke-Expression (PSConsoleHostReadLine); `
	const soon = `$env:AWS_SESSION_EXPIRATION_UNIX = '1' + $env:AWS_SESSION_EXPIRATION_UNIX.Substring(1); ` +
		`$env:AWS_SESSION_EXPIRATION_UNIX = [string] [long] (([datetime]::UtcNow.Ticks - 621355968000000000) / 10000000 + 60); ` +
		`$global:__AwsRunasRenew = @('ASIAONE', '-r', 'prod'); `
	for _, tt := range []struct{ script, want, calls string }{
		{soon + `$lines = '"$env:AWS_SECRET_ACCESS_KEY"'; ` + next, "new\n", "renew --hook 1 --shell powershell -r prod"},
		{`$lines = '"$env:AWS_SECRET_ACCESS_KEY"'; ` + next, "secret\n", ""},
		{soon + `$lines = 'aws-runas use dev', '1'; ` + next, "", "use --hook 1 --shell powershell dev"},
		{`$null = prompt; $lines = 'function global:prompt { "mine " }', '1'; ` + next + `$null = prompt; ` + next + `prompt`, "1\n(AWS:prod) mine \n", ""},
		{`$null = prompt; $lines = 'Remove-Item env:AWS_RUNAS_PROFILE; function global:prompt { "mine " }', '1'; ` + next + `$null = prompt; ` + next + `prompt`, "1\nmine \n", ""},
		{vscode + `$null = prompt; $lines = '1', '2'; ` + next + `$null = prompt; ` + next + `prompt`, "1\n2\n<A>(AWS:prod) $ <B>\n", ""},
		{`$null = prompt; ` + vscode + `$lines = '1', '2'; ` + next + `$null = prompt; ` + next + `prompt`, "1\n2\n<A>(AWS:prod) $ <B>\n", ""},
		{constrained + soon + `$lines = '"$env:AWS_SECRET_ACCESS_KEY"'; ` + next, "new\n", "renew --hook 1 --shell powershell -r prod"},
		{`(Get-EventSubscriber -Force).Count`, "0\n", ""},
	} {
		s := newStub(t)
		s.answers("renew", `$env:AWS_SECRET_ACCESS_KEY = 'new';`)
		s.answers("use", `$null = 0;`)
		got := prompting(t, p, s, reads, tt.script)
		plain := strings.NewReplacer("\x1b[33m", "", "\x1b[31m", "", "\x1b[0m", "", "\x1b]633;A\x07", "<A>", "\x1b]633;B\x07", "<B>").Replace(got.stdout)
		if calls := s.calls(); plain != tt.want || got.stderr != "" || calls != tt.calls {
			t.Errorf("%s: got %q, %s, called %q; want %q, called %q", tt.script, plain, got.stderr, calls, tt.want, tt.calls)
		}
	}
}

// vscode is a stand-in for the script of an editor: it wraps the prompt and the reader, and puts marks around the prompt.
const vscode = `$global:editorPrompt = $function:prompt; $global:editorReader = $function:PSConsoleHostReadLine;
function global:prompt { $mark = [char] 27 + ']633;'; $text = $mark + 'A' + [char] 7; $text += $global:editorPrompt.Invoke(); $text + $mark + 'B' + [char] 7 };
function global:PSConsoleHostReadLine { $line = $global:editorReader.Invoke(); $line };
`

// hooksLine is in the hook's functions and in no other text.
var hooksLine = regexp.MustCompile(`__AwsRunas(Eval|Check|Paint|Segment|Program|IsForShell)`)

// TestPowerShellTrace evaluates a change and an undo, and draws a prompt, under Set-PSDebug: no secret is in what that prints.
func TestPowerShellTrace(t *testing.T) {
	p := powerShell(t)
	text := mustText(t)(lookup(t, p.dialect).Change(prod.Change(own), []string{"-r", "prod"}))
	undo := mustText(t)(lookup(t, p.dialect).Undo(own.Apply(prod.Change(own)).Undo()))
	s := newStub(t)
	s.answers("use", text)
	s.answers("drop", undo)
	variables := append([]string{"TEXT=" + text, "UNDO=" + undo}, own...)
	variables = append(variables, "PATH="+s.dir+":/usr/bin:/bin")
	for _, level := range []string{"1", "2"} {
		for _, steps := range []string{"$env:TEXT | Invoke-Expression; $env:UNDO | Invoke-Expression", "aws-runas use prod; aws-runas drop; $null = prompt"} {
			dir := t.TempDir()
			writeFile(t, dir, "hook", hook(t, p.dialect, shells.HookOptions{}), 0o600)
			got := p.run(t, dir, "Get-Content -Raw ./hook | Invoke-Expression\nSet-PSDebug -Trace "+level+"\n"+steps+"\nSet-PSDebug -Off\n", variables...)
			all := got.stdout + got.stderr
			if !strings.Contains(all, "DEBUG:") {
				t.Errorf("%s, level %s: no trace in %+v", steps, level, got)
			}
			for _, secret := range []string{prod.Credentials.SecretAccessKey, prod.Credentials.SessionToken, "$(touch canary)"} {
				if strings.Contains(all, secret) {
					t.Errorf("%s, level %s: %q is in the trace\n%s", steps, level, secret, all)
				}
			}
			if strings.Contains(steps, "use") && hooksLine.MatchString(all) {
				t.Errorf("%s, level %s: the hook's own lines are in the trace\n%s", steps, level, all)
			}
		}
	}
}
