# What the hook's options leave out does nothing.
function global:__AwsRunasRenewal { };

function global:__AwsRunasActive {
  $id = $env:AWS_ACCESS_KEY_ID;
  return $env:AWS_RUNAS_PROFILE -and $id -and $id -ceq $env:AWS_RUNAS_ACCESS_KEY_ID;
};

# Runs for every prompt.
function global:__AwsRunasBeforePrompt {
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
  if (-not (Test-Path -LiteralPath env:AWS_PROFILE)) { $global:__AwsRunasWarned = $false; return; };
  $global:__AwsRunasRed = $true;
  if ($global:__AwsRunasWarned) { return; };
  $global:__AwsRunasWarned = $true;
  $said = 'aws-runas: AWS_PROFILE is set, and some tools prefer it to the session: Remove-Item env:AWS_PROFILE';
  [Console]::Error.WriteLine($said);
};

# What the start-up files of a shell that inherited a session have set again; saved as an activation saves it.
function global:__AwsRunasHide {
  if (-not (Test-Path -LiteralPath variable:global:__AwsRunasSaved)) { $global:__AwsRunasSaved = @{}; };
  foreach ($name in 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN', 'AWS_ACCOUNT_ID') {
    if (Test-Path -LiteralPath "env:$name") {
      $global:__AwsRunasSaved[$name] = (Get-Item -LiteralPath "env:$name").Value;
      Remove-Item -LiteralPath "env:$name";
    };
  };
};

if (-not (Test-Path -LiteralPath variable:global:__AwsRunasHook)) {
  $global:__AwsRunasHook = 1;
  $global:__AwsRunasRed = $false;
  $global:__AwsRunasPrompted = $false;
  $global:__AwsRunasFailed = $null;
  $global:__AwsRunasRetry = 0;
  $global:__AwsRunasWarned = $false;
  $global:__AwsRunasPrompts = @();
};
