# PowerShell has no event before a prompt but the prompt itself, which is to stay as it is.
if (-not (Test-Path -LiteralPath variable:global:__AwsRunasIdle)) {
  $global:__AwsRunasIdle = 1;
  Register-EngineEvent -SourceIdentifier PowerShell.OnIdle -SupportEvent -Action { __AwsRunasBeforePrompt; };
};
