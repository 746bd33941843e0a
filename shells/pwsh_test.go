package shells_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// pwshPatience is how long a PowerShell may take, which starts in a second on an idle machine.
const pwshPatience = 3 * time.Minute

// pwsh is one PowerShell that runs the scripts of all tests, one after the other, since a process for each would take most
// of the tests' time. What a script leaves behind in it is cleared away before the next: variables, functions, aliases,
// modes.
var pwsh pwshServer

type pwshServer struct {
	mu             sync.Mutex
	cmd            *exec.Cmd
	requests       *os.File
	answers        *os.File
	lines          *bufio.Reader
	stdout, stderr *os.File
}

// pwshScript reads a request a line from descriptor 3: the directory, the script and the environment, with NUL between
// them, in base64. It answers each with a line on descriptor 4: the status that pwsh would end with. The requests' own
// output goes to stdout and stderr as that of a typed line does.
const pwshScript = `
$ErrorActionPreference = 'Stop'
function Open([int] $Descriptor, [string] $Access) {
  [System.IO.FileStream]::new([Microsoft.Win32.SafeHandles.SafeFileHandle]::new([IntPtr] $Descriptor, $true), $Access)
}
$requests = [System.IO.StreamReader]::new((Open 3 Read))
$answers = [System.IO.StreamWriter]::new((Open 4 Write))
function Start-Runspace {
  $script:runspace = [runspacefactory]::CreateRunspace($Host, [initialsessionstate]::CreateDefault2())
  $runspace.Open()
  $null = Invoke-In 'Get-Command Get-Item, Out-String; foreach ($kind in "function", "alias") { Get-ChildItem "${kind}:" }' $false
  $script:first = @{ function = @(Get-Names function); alias = @(Get-Names alias) }
}
function Invoke-In([string] $Text, [bool] $Shown) {
  $shell = [powershell]::Create($runspace)
  $null = $shell.AddScript($Text, $false)
  if ($Shown) {
    $shell.Commands.Commands[0].MergeMyResults('Error', 'Output')
    $null = $shell.AddCommand('Out-Default')
  }
  $shell.Invoke()
  $shell.Dispose()
}
function Get-Names([string] $Kind) { Invoke-In "(Get-ChildItem '${Kind}:').Name" $false }
function Clear-Runspace {
  if ($runspace.SessionStateProxy.LanguageMode -ne 'FullLanguage') { $runspace.Dispose(); Start-Runspace; return }
  $runspace.SessionStateProxy.InvokeCommand.PostCommandLookupAction = $null
  $runspace.ResetRunspaceState()
  $null = Invoke-In 'Set-PSDebug -Off; Set-StrictMode -Off; Remove-Module PSReadLine -ErrorAction Ignore' $false
  foreach ($kind in 'function', 'alias') {
    foreach ($name in Get-Names $kind) {
      if ($first[$kind] -notcontains $name) { $runspace.SessionStateProxy.InvokeProvider.Item.Remove("${kind}:$name", $false) }
    }
  }
}
Start-Runspace
while ($null -ne ($line = $requests.ReadLine())) {
  $directory, $text, $variables = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($line)).Split([char] 0)
  foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) { Remove-Item -LiteralPath "env:$name" -ErrorAction Ignore }
  foreach ($variable in $variables) {
    $name, $value = $variable.Split([char[]] '=', 2)
    if ($name) { [Environment]::SetEnvironmentVariable($name, $value) }
  }
  [Environment]::CurrentDirectory = $directory
  $null = $runspace.SessionStateProxy.Path.SetLocation($directory)
  try {
    Invoke-In $text $true
    $status = [int] -not $runspace.SessionStateProxy.GetVariable('?')
  } catch {
    $cause = $_.Exception
    if ($cause.InnerException) { $cause = $cause.InnerException }
    $Host.UI.WriteErrorLine(($cause.ErrorRecord | Out-String).Trim())
    $status = 1
  }
  [Environment]::CurrentDirectory = '/'
  Clear-Runspace
  $answers.WriteLine($status)
  $answers.Flush()
}
`

// start starts the process. It ends when this process has: there are no more requests then.
func (s *pwshServer) start() error {
	cmd := exec.Command("pwsh", "-NoProfile", "-NonInteractive", "-Command", pwshScript)
	var files []*os.File
	for range 2 {
		f, err := os.CreateTemp("", "")
		if err != nil {
			return err
		}
		files = append(files, f)
		if err := os.Remove(f.Name()); err != nil {
			return err
		}
	}
	s.stdout, s.stderr = files[0], files[1]
	cmd.Stdout, cmd.Stderr = s.stdout, s.stderr
	cmd.Env = append(os.Environ(), "NO_COLOR=1")
	requests, send, err := os.Pipe()
	if err != nil {
		return err
	}
	receive, answers, err := os.Pipe()
	if err != nil {
		return err
	}
	defer requests.Close()
	defer answers.Close()
	cmd.ExtraFiles = []*os.File{requests, answers}
	s.requests, s.answers, s.lines = send, receive, bufio.NewReader(receive)
	if err := cmd.Start(); err != nil {
		return err
	}
	s.cmd = cmd
	return nil
}

// run has the PowerShell run a script.
func (s *pwshServer) run(tb testing.TB, dir, script string, variables []string) result {
	tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cmd == nil {
		if err := s.start(); err != nil {
			tb.Fatal(err)
		}
	}
	got, err := s.ask(dir, script, variables)
	if err != nil {
		s.cmd.Process.Kill()
		s.cmd.Wait()
		s.cmd = nil
		tb.Fatalf("pwsh: %v, after %+v", err, got)
	}
	return got
}

func (s *pwshServer) ask(dir, script string, variables []string) (result, error) {
	for _, f := range []*os.File{s.stdout, s.stderr} {
		if err := f.Truncate(0); err != nil {
			return result{}, err
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil { // the process shares the position
			return result{}, err
		}
	}
	request := strings.Join(append([]string{dir, script}, variables...), "\x00")
	if _, err := io.WriteString(s.requests, base64.StdEncoding.EncodeToString([]byte(request))+"\n"); err != nil {
		return result{}, err
	}
	if err := s.answers.SetReadDeadline(time.Now().Add(pwshPatience)); err != nil {
		return result{}, err
	}
	line, err := s.lines.ReadString('\n')
	var printed [2]bytes.Buffer
	for i, f := range []*os.File{s.stdout, s.stderr} {
		if _, err := io.Copy(&printed[i], io.NewSectionReader(f, 0, 1<<30)); err != nil {
			return result{}, err
		}
	}
	got := result{stdout: printed[0].String(), stderr: printed[1].String()}
	if err == nil {
		_, err = fmt.Sscan(line, &got.status)
	}
	return got, err
}
