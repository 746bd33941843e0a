# What changes this shell, which the binary can't reach: "use" and "drop". Anything else that comes here is passed on to the binary. Without
# declared parameters nothing is taken for a parameter of the function.
function global:__AwsRunasCommand {
  [System.Diagnostics.DebuggerHidden()]
  param();
  $words = @(foreach ($word in $args) { [string] $word; });
  if ($words.Count -and 'use', 'drop' -ccontains $words[0]) { __AwsRunasEval $words; return; };
  if ($words.Count -and $words[0] -ceq 'status') { $words = @('status') + @(__AwsRunasTold) + @($words | Select-Object -Skip 1); };
  $program = __AwsRunasProgram;
  if ($MyInvocation.ExpectingInput) { $input | & $program @words; } else { & $program @words; };
  if ($global:LASTEXITCODE -ne 0) { __AwsRunasStop "failed (exit $global:LASTEXITCODE)"; };
};

function global:__AwsRunasFull {
  [System.Diagnostics.DebuggerHidden()]
  param();
  return "$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage';
};

function global:__AwsRunasProgram {
  [System.Diagnostics.DebuggerHidden()]
  param();
  $found = @(Get-Command -Name aws-runas -CommandType Application -ErrorAction Ignore);
  if (-not $found.Count) { __AwsRunasStop 'the program is not on PATH'; };
  return $found[0];
};

# Ends the line that was typed, whatever $ErrorActionPreference says, and shows one line.
function global:__AwsRunasStop {
  [System.Diagnostics.DebuggerHidden()]
  param([string] $Message);
  $ErrorActionPreference = 'Stop';
  if (-not (__AwsRunasFull)) {
    Invoke-Expression -Command '$MyInvocation = $null; Write-Error -ErrorAction Stop -Message "aws-runas: $Message";';
  };
  $cause = [System.Exception]::new("aws-runas: $Message");
  throw [System.Management.Automation.ErrorRecord]::new($cause, 'NativeCommandErrorMessage', 'NotSpecified', $null);
};

# A binary that failed, is missing or was killed leaves the shell as it was.
function global:__AwsRunasEval {
  [System.Diagnostics.DebuggerHidden()]
  param([string[]] $Words);
  $ErrorActionPreference = 'Continue';
  $PSNativeCommandUseErrorActionPreference = $false;
  $program = __AwsRunasProgram;
  $command = $Words[0];
  $rest = @($Words | Select-Object -Skip 1);
  $text = @(& $program $command --hook 1 --shell powershell @rest) -join [char] 10;
  if ($global:LASTEXITCODE -ne 0) { __AwsRunasStop "failed (exit $global:LASTEXITCODE)"; };
  $ErrorActionPreference = 'Stop';
  try { Invoke-Expression -Command $text; } catch { __AwsRunasStop @("$_" -split '[\r\n]+')[-1]; };
};

# The program stays a program: a function would change bytes, words and statuses on their way. Only a command that may be
# one for the shell becomes the function, when it is looked up. These are the calls, among the commands of a text, that may
# be of the program: by its name, or by a name that is worked out when they run.
function global:__AwsRunasCalls {
  [System.Diagnostics.DebuggerHidden()]
  param([string] $Text, [string] $Name, [bool] $Nested);
  $tree = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref] $null, [ref] $null);
  $commands = $tree.FindAll({ param($node); $node -is [System.Management.Automation.Language.CommandAst]; }, $Nested);
  return @(foreach ($command in $commands) {
      $called = $command.GetCommandName();
      if (-not $called -or $called -eq $Name) { $command; };
    });
};

# The position is the statement that runs; or, if the last argument to be worked out was a statement too, that one, and
# the call stands around it.
function global:__AwsRunasIsForShell {
  [System.Diagnostics.DebuggerHidden()]
  param($Position, [string] $Name);
  if (-not (__AwsRunasFull)) { return $false; };
  $calls = @(__AwsRunasCalls $Position.Text $Name $false);
  if (-not $calls.Count -and $Position.Text) {
    $around = @(foreach ($call in @(__AwsRunasCalls $Position.StartScriptPosition.GetFullScript() $Name $true)) {
        if ($call.Extent.StartOffset -lt $Position.StartOffset -and $call.Extent.EndOffset -ge $Position.EndOffset) { $call; };
      });
    if (-not $around.Count) { return $false; };
    $calls = @($around[-1]);
  };
  foreach ($call in $calls) {
    if ($call.CommandElements.Count -lt 2) { continue; };
    $word = $call.CommandElements[1];
    if ($word -is [System.Management.Automation.Language.CommandParameterAst]) { continue; };
    if ($word -isnot [System.Management.Automation.Language.StringConstantExpressionAst]) { return $true; };
    if ('use', 'drop', 'status' -ccontains $word.Value) { return $true; };
  };
  return -not $calls.Count;
};

function global:__AwsRunasLookUp {
  [System.Diagnostics.DebuggerHidden()]
  param();
  $before = $ExecutionContext.InvokeCommand.PostCommandLookupAction;
  if ($before -and $before -eq $global:__AwsRunasAction) { return; };
  $ExecutionContext.InvokeCommand.PostCommandLookupAction = {
    [System.Diagnostics.DebuggerHidden()]
    param($name, $lookup);
    if ($before) { $before.Invoke($name, $lookup); };
    if ($name -ne 'aws-runas') {
      if ($lookup.Command -isnot [System.Management.Automation.AliasInfo]) { return; };
      if ($lookup.Command.Definition -ne 'aws-runas') { return; };
    };
    $position = @(Get-PSCallStack)[1].Position;
    if (__AwsRunasIsForShell $position $name) { $lookup.Command = Get-Command -Name __AwsRunasCommand -CommandType Function; };
  }.GetNewClosure();
  $global:__AwsRunasAction = $ExecutionContext.InvokeCommand.PostCommandLookupAction;
};

if (-not (Test-Path -LiteralPath variable:global:__AwsRunasAction)) { $global:__AwsRunasAction = $null; };
if (__AwsRunasFull) { __AwsRunasLookUp; }
else { Set-Item -LiteralPath function:global:aws-runas -Value $function:__AwsRunasCommand -Confirm:$false -WhatIf:$false; };
