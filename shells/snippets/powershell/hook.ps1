# What the hook's options leave out does nothing.
function global:__AwsRunasRenewal { };
function global:__AwsRunasWrap { };

function global:__AwsRunasActive {
  [System.Diagnostics.DebuggerHidden()]
  param();
  return __ACTIVE__;
};

function global:__AwsRunasSay {
  [System.Diagnostics.DebuggerHidden()]
  param([string] $Message);
  if (__AwsRunasFull) { [Console]::Error.WriteLine("aws-runas: $Message"); }
  else { Write-Warning -Message "aws-runas: $Message" -WarningAction Continue; };
};

# Runs for every prompt, and for every line before it runs.
function global:__AwsRunasCheck {
  [System.Diagnostics.DebuggerHidden()]
  param();
  $global:__AwsRunasRed = $false;
  if (__AwsRunasActive) {
    if (-not $global:__AwsRunasPrompted -and -not (Test-Path -LiteralPath variable:global:__AwsRunasRenew)) {
      __AwsRunasHide;
    };
    __AwsRunasConflict;
    if (aws_session_expired 300) {
      __AwsRunasRenewal;
      if (aws_session_expired) { $global:__AwsRunasRed = $true; };
    };
  } else {
    $global:__AwsRunasFailed = $null;
    $global:__AwsRunasRetry = 0;
    $global:__AwsRunasWarned = $false;
  };
  $global:__AwsRunasPrompted = $true;
};

# Some tools put AWS_PROFILE before the session's keys.
function global:__AwsRunasConflict {
  [System.Diagnostics.DebuggerHidden()]
  param();
  if (-not (Test-Path -LiteralPath env:AWS_PROFILE)) { $global:__AwsRunasWarned = $false; return; };
  $global:__AwsRunasRed = $true;
  if ($global:__AwsRunasWarned) { return; };
  $global:__AwsRunasWarned = $true;
  __AwsRunasSay 'AWS_PROFILE is set, and some tools prefer it to the session: Remove-Item env:AWS_PROFILE';
};

# What the start-up files of a shell that inherited a session have set again; saved as an activation saves it.
function global:__AwsRunasHide {
  [System.Diagnostics.DebuggerHidden()]
  param();
  if (-not (Test-Path -LiteralPath variable:global:__AwsRunasSaved)) { $global:__AwsRunasSaved = @{}; };
  foreach ($name in -split '__HIDDEN__') {
    if (Test-Path -LiteralPath "env:$name") {
      $global:__AwsRunasSaved[$name] = (Get-Item -LiteralPath "env:$name").Value;
      Remove-Item -LiteralPath "env:$name" -Confirm:$false -WhatIf:$false;
    };
  };
};

# PowerShell calls PSConsoleHostReadLine for every line that is typed. Between that and the line's commands there is a moment, the only
# one besides the prompt. What comes from the user's own reader goes on as it is.
function global:__AwsRunasRead {
  [System.Diagnostics.DebuggerHidden()]
  param([int] $Index);
  $line = & $global:__AwsRunasReaders[$Index];
  $global:__AwsRunasHeard = $true;
  if ("$line" -notmatch '\A\s*aws-runas\s+(env|use|drop)\b') { __AwsRunasCheck; };
  if (-not $global:__AwsRunasPainted -and (__AwsRunasActive)) { __AwsRunasWrap; };
  $global:__AwsRunasPainted = $false;
  return $line;
};

# Every wrapper knows its own original, so that wrapping what wraps an older one comes to an end.
function global:__AwsRunasWrapReader {
  [System.Diagnostics.DebuggerHidden()]
  param();
  if (-not (Test-Path -LiteralPath function:PSConsoleHostReadLine)) { return; };
  if ("$function:PSConsoleHostReadLine" -like '*__AwsRunasRead*') { return; };
  $index = $global:__AwsRunasReaders.Count;
  $global:__AwsRunasReaders += $function:PSConsoleHostReadLine;
  $text = "[System.Diagnostics.DebuggerHidden()] param(); __AwsRunasRead $index";
  Set-Item -LiteralPath function:global:PSConsoleHostReadLine -Value $text -Confirm:$false -WhatIf:$false;
};

if (-not (Test-Path -LiteralPath variable:global:__AwsRunasHook)) {
  $global:__AwsRunasHook = 1;
  $global:__AwsRunasRed = $false;
  $global:__AwsRunasPrompted = $false;
  $global:__AwsRunasPainted = $false;
  $global:__AwsRunasHeard = $true;
  $global:__AwsRunasFailed = $null;
  $global:__AwsRunasRetry = 0;
  $global:__AwsRunasWarned = $false;
  $global:__AwsRunasPrompts = @();
  $global:__AwsRunasReaders = @();
};

__AwsRunasWrapReader;
