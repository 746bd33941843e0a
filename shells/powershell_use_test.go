package shells_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aws-runas/shells"
)

// powerShell is the program of these tests, which are of what other shells don't have.
func powerShell(t *testing.T) program {
	t.Helper()
	t.Parallel()
	p := programs[len(programs)-1]
	p.require(t)
	return p
}

// TestPowerShellLeavesTheProgram runs lines with and without the hook. Bytes, words, failures and pipes are the same.
func TestPowerShellLeavesTheProgram(t *testing.T) {
	p := powerShell(t)
	s := newStub(t)
	s.does("other", `shift; exec "$@"`)
	const words = `aws-runas exec printf '[%s]' `
	for _, line := range []string{
		`aws-runas exec cat ./bytes > out`, `/bin/cat ./bytes | aws-runas exec cat > out`, `/bin/cat ./bytes | aws-runas exec cat | sha256sum`,
		`aws-runas exec printf abc > out`, `aws-runas exec printf 'a\r\nb' > out`, `aws-runas exec sh -c 'printf e >&2; printf o' 2> err > out`,
		words + `--filters Name=x,Values=y`, words + `get pods,svc`, `$a = 'x', 'y z'; ` + words + `$a b`, `$a = 'x', 'y z'; ` + words + `@a b`,
		words + `$null '' b`, words + `build -p:Configuration=Release`, words + `-- a -- b`, words + `-foo.bar -Verbose -Debug -r x`,
		words + `1.50 0x10 007 1kb`, words + `{ x }`, words + `'a "b"' "c 'd'" $(1 + 1) "a$(1 + 1)"`, words + `äöü 日本`, words + `--% a "b c" $x`,
		"aws-runas exec `\nprintf '[%s]' `\na", `$c = 'aws-runas'; & $c exec printf '[%s]' a,b`, `& 'aws-runas' exec printf '[%s]' a,b`,
		`aws-runas exec sh -c 'exit 5'; $LASTEXITCODE`, `aws-runas exec sh -c 'exit 5' && 'on'`, `aws-runas exec sh -c 'exit 5' || 'or'`,
		`aws-runas exec true && 'on'`, `1..3 | aws-runas exec cat`, `foreach ($l in aws-runas exec printf '[%s]' a) { $l }`,
		`& { 'go'; $n = 0; while (-not (Test-Path seen) -and $n++ -lt 2000) { Start-Sleep -Milliseconds 10 }; Test-Path seen }` +
			` | aws-runas exec sh -c 'read x; touch seen; echo $x; cat'`,
		`function f { aws-runas exec printf '[%s]' @args }; f a 'b c' d,e`, `"$(aws-runas exec printf '[%s]' a,b)"`,
		`Set-Alias ar aws-runas; ar exec printf '[%s]' a,b`, `(Get-Command aws-runas).CommandType`, words + `use dev`, words + `$(1 + 1) drop,x`,
		`$ExecutionContext.InvokeCommand.GetCommand('aws-runas', 'Application').CommandType`,
		`$PSNativeCommandUseErrorActionPreference = $true; $ErrorActionPreference = 'Stop'; try { aws-runas exec false; 'on' } catch { "$_" }`,
	} {
		plain, without := programAlone(t, p, s, line)
		hooked, with := programAlone(t, p, s, "Get-Content -Raw ./hook | Invoke-Expression; "+line)
		if plain != hooked || without != with {
			t.Errorf("%s: without the hook %+v, %s; with it %+v, %s", line, plain, without, hooked, with)
		}
		if s.calls() == "" && !strings.Contains(line, "Get") {
			t.Errorf("%s: the program was not called, %+v", line, plain)
		}
	}
}

// programAlone runs a line, and gives a sum of the files that it wrote too.
func programAlone(t *testing.T, p program, s stub, line string) (result, string) {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, dir, "hook", hook(t, p.dialect, shells.HookOptions{}), 0o600)
	writeFile(t, dir, "bytes", strings.Repeat("\xff\x00\r\n\x80a\n", 3000), 0o600)
	got := p.run(t, dir, line, "PATH="+s.dir+":"+os.Getenv("PATH"))
	files := ""
	for _, name := range []string{"out", "err"} {
		if text, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
			files += fmt.Sprintf("%s: %d bytes, %x ", name, len(text), sha256.Sum256(text))
		}
	}
	return got, files
}

// TestPowerShellUse writes use in the ways in which PowerShell lets one call a program.
func TestPowerShellUse(t *testing.T) {
	p := powerShell(t)
	s := newStub(t)
	s.does("use", "printf %s '$env:AWS_ACCESS_KEY_ID = \"ASIANEW\";'")
	module := writeFile(t, t.TempDir(), "module.psm1", "function Use-Prod { aws-runas use prod }\n", 0o600)
	script := writeFile(t, t.TempDir(), "script.ps1", "aws-runas use prod\n", 0o600)
	for _, line := range []string{
		`aws-runas use prod`, `aws-runas 'use' prod`, `aws-runas "use" prod`, `& aws-runas use prod`, `& 'aws-runas' use prod`,
		`$c = 'aws-runas'; & $c use prod`, `$w = 'use'; aws-runas $w prod`, `$w = 'use', 'prod'; aws-runas @w`, "aws-runas `\nuse `\nprod",
		`aws-runas use $(/bin/echo prod)`, `aws-runas use (Write-Output prod)`, `/bin/true && aws-runas use prod`,
		`function f { aws-runas use prod }; f`, `function f { aws-runas use @args }; f prod`, `Import-Module ` + module + `; Use-Prod`,
		script, `. ` + script, `Invoke-Expression 'aws-runas use prod'`, `& ([scriptblock]::Create('aws-runas use prod'))`,
		`& { aws-runas use prod }`, `try { aws-runas use prod } catch { }`, `if ($true) { aws-runas use prod }`,
		`'prod' | ForEach-Object { aws-runas use $_ }`, `$x = aws-runas use prod`, `$x = "$(aws-runas use prod)"`, `(aws-runas use prod)`,
		`aws-runas use prod | Out-Null`, `aws-runas use prod > /dev/null`, `[void] (aws-runas use prod)`, `Set-Alias ar aws-runas; ar use prod`,
		`function f { return aws-runas use prod }; f`, `switch (1) { 1 { aws-runas use prod } }`, `$x = @{ a = aws-runas use prod }`,
		`Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; aws-runas use prod`, `$ConfirmPreference = 'Low'; aws-runas use prod`,
		`$WhatIfPreference = $true; aws-runas use prod`, `$PSDefaultParameterValues['Out-String:Stream'] = $true; aws-runas use prod`,
		`function global:Out-String { 'mine' }; aws-runas use prod`, `$PSDefaultParameterValues['*:ErrorAction'] = 'Ignore'; aws-runas use prod`,
		`& { $LASTEXITCODE = 5; aws-runas use prod }`, `$PSNativeCommandUseErrorActionPreference = $true; aws-runas use prod`,
		`Get-Content -Raw ./hook | Invoke-Expression; aws-runas use prod`,
		constrained + `Get-Content -Raw ./hook | Invoke-Expression; aws-runas use prod`,
	} {
		got := hooked(t, p, s, line+`
Write-Host "$env:AWS_ACCESS_KEY_ID"`)
		if calls := s.calls(); calls != "use --hook 1 --shell powershell prod" || got != (result{stdout: "ASIANEW\n"}) {
			t.Errorf("%s: called %q, got %+v", line, calls, got)
		}
	}
}

// TestPowerShellKeepsTheAction: another tool may look at commands in the same way, before or after.
func TestPowerShellKeepsTheAction(t *testing.T) {
	p := powerShell(t)
	s := newStub(t)
	s.answers("use", "$null = 0;")
	const other = `$ExecutionContext.InvokeCommand.PostCommandLookupAction = { param($n) if ($n -eq 'Get-Date') { $global:saw = 1 } }; `
	for _, line := range []string{
		other + `Get-Content -Raw ./hook | Invoke-Expression; $null = Get-Date; aws-runas use prod; $saw`,
		other + `$null = prompt; $null = Get-Date; aws-runas use prod; $saw`,
	} {
		got := hooked(t, p, s, line)
		if calls := s.calls(); calls != "use --hook 1 --shell powershell prod" || got != (result{stdout: "1\n"}) {
			t.Errorf("%s: called %q, got %+v", line, calls, got)
		}
	}
}

// TestPowerShellStops has use, drop and the text of env fail under every preference and in every mode. The line does not
// go on, and one line is shown.
func TestPowerShellStops(t *testing.T) {
	p := powerShell(t)
	s := newStub(t)
	s.answers("other", lookup(t, "powershell").Failure(3))
	s.does("use", "exit 3")
	s.does("drop", "exit 2")
	load := `Get-Content -Raw ./hook | Invoke-Expression; `
	for _, mode := range []string{"", constrained + load} {
		for _, preference := range []string{"Continue", "SilentlyContinue", "Ignore", "Stop"} {
			for line, want := range map[string]string{
				`aws-runas use prod`: "failed (exit 3)", `aws-runas drop`: "failed (exit 2)",
				`function f { aws-runas use prod }; f`: "failed (exit 3)", `function f { & { aws-runas drop } }; f`: "failed (exit 2)",
				`(aws-runas other) | Out-String | Invoke-Expression`: "failed (exit 3)",
			} {
				script := mode + `$ErrorActionPreference = '` + preference + `'; ` + line
				got := hooked(t, p, s, script+` && 'went on'`)
				if got.stdout != "" || got.status != 1 || strings.Count(got.stderr, "\n") != 1 || !strings.Contains(got.stderr, want) {
					t.Errorf("%s: got %+v, want one line with %q", script, got, want)
				}
				script = mode + `$ErrorActionPreference = '` + preference + `'; try { ` + line + `; 'went on' } catch { 'caught' }`
				if got := hooked(t, p, s, script); got != (result{stdout: "caught\n"}) {
					t.Errorf("%s: got %+v", script, got)
				}
			}
		}
	}
}
