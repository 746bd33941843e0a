# Renews this shell's own session, which has less than five minutes left or expired in the last hour, and tries it once
# in five minutes. After a failure the segment is red, and the first time the reason is printed. An attempt
# counts as failed until it has succeeded, so that Ctrl-C counts too. The note begins with the key it is about: a
# session that something else has put here, as direnv does, is not this shell's to renew.
function global:__AwsRunasRenewal {
  [System.Diagnostics.DebuggerHidden()]
  param();
  if (-not (Test-Path -LiteralPath variable:global:__AwsRunasRenew)) { return; };
  if (@($global:__AwsRunasRenew)[0] -cne $env:AWS_ACCESS_KEY_ID) { return; };
  if ($env:AWS_RUNAS_NO_RENEW -and $env:AWS_RUNAS_NO_RENEW -ne '0') { return; };
  if (aws_session_expired (-3600)) { return; };
  $now = [datetime]::UtcNow.Ticks;
  if ($now -ge $global:__AwsRunasRetry) {
    $told = $global:__AwsRunasFailed -ceq $env:AWS_ACCESS_KEY_ID;
    $global:__AwsRunasRetry = $now + 3000000000;
    $global:__AwsRunasFailed = $env:AWS_ACCESS_KEY_ID;
    $said = __AwsRunasTry;
    if ($said -and -not $told) { __AwsRunasSay "the session was not renewed: $said"; };
  };
  if ($global:__AwsRunasFailed -ceq $env:AWS_ACCESS_KEY_ID) { $global:__AwsRunasRed = $true; };
};

# Returns the first line of the binary's complaint, if it fails.
function global:__AwsRunasTry {
  [System.Diagnostics.DebuggerHidden()]
  param();
  $code = Get-Variable -Name LASTEXITCODE -Scope Global -ValueOnly -ErrorAction Ignore;
  $ErrorActionPreference = 'Continue';
  $PSNativeCommandUseErrorActionPreference = $false;
  try {
    $null, $renew = $global:__AwsRunasRenew;
    $program = __AwsRunasProgram;
    $lines = @(@() | & $program renew --hook 1 --shell powershell @renew 2>&1);
    $errors, $text = $lines.Where({ $_ -is [System.Management.Automation.ErrorRecord]; }, 'Split');
    if ($global:LASTEXITCODE -eq 0) {
      Invoke-Expression -Command (@($text) -join [char] 10);
      $global:__AwsRunasFailed = $null;
      return;
    };
    $said = "$($errors | Select-Object -First 1)";
  } catch {
    $said = "$_";
  } finally {
    $global:LASTEXITCODE = $code;
  };
  return $said -replace '\Aaws-runas: ', '' -replace '[\x00-\x1f\x7f-\x9f]', '' -replace '\A\z', 'no reason given';
};
