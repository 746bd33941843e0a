# What only this shell knows of its session, for "status": whether it renews it, and the names of the variables that it
# has saved. The values stay here.
function global:__AwsRunasTold {
  [System.Diagnostics.DebuggerHidden()]
  param();
  $names = @();
  if (Test-Path -LiteralPath variable:global:__AwsRunasSaved) {
    $names = @(foreach ($name in $global:__AwsRunasSaved.Keys) { if ($null -ne $global:__AwsRunasSaved[$name]) { $name; }; });
  };
  $flags = @('--hook', '1');
  if (__AwsRunasRenews) { $flags += '--own'; };
  return $flags + "--saved=$(@($names | Sort-Object) -join ' ')";
};

function global:__AwsRunasRenews {
  [System.Diagnostics.DebuggerHidden()]
  param();
  if (-not (Test-Path -LiteralPath function:global:__AwsRunasTry)) { return $false; };
  if ($env:AWS_RUNAS_NO_RENEW -and $env:AWS_RUNAS_NO_RENEW -ne '0') { return $false; };
  if (-not (Test-Path -LiteralPath variable:global:__AwsRunasRenew)) { return $false; };
  return @($global:__AwsRunasRenew)[0] -ceq $env:AWS_ACCESS_KEY_ID;
};
