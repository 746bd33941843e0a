# The text that stands before the prompt while a session is active.
function global:__AwsRunasSegment {
  [System.Diagnostics.DebuggerHidden()]
  param();
  if (-not (__AwsRunasActive)) { return ''; };
  $name = '';
  if (-not $env:AWS_RUNAS_NO_ROLE) { $name = ':' + ($env:AWS_RUNAS_PROFILE -replace '[\x00-\x1f\x7f-\x9f]', ''); };
  if (-not $Host.UI.SupportsVirtualTerminal -or $env:NO_COLOR -or $env:TERM -eq 'dumb') { return "(AWS$name) "; };
  $color = if ($global:__AwsRunasRed) { 31; } else { 33; };
  return "$([char] 27)[${color}m(AWS$name)$([char] 27)[0m ";
};

# The original prompt runs first, because it shows $?: nothing may stand before it. Something else may have wrapped this function in
# turn, and then the segment is there already. It goes behind the marks with which a terminal finds the prompt and behind empty lines.
function global:__AwsRunasPaint {
  [System.Diagnostics.DebuggerHidden()]
  param([int] $Index);
  try { $text = @(& $global:__AwsRunasPrompts[$Index]); } catch { $text = @(); };
  $global:__AwsRunasPainted = $true;
  if (-not $global:__AwsRunasHeard) { __AwsRunasWrapReader; };
  $global:__AwsRunasHeard = $false;
  if (__AwsRunasFull) { __AwsRunasLookUp; };
  __AwsRunasCheck;
  $segment = __AwsRunasSegment;
  $shown = if ($text.Count) { "$($text[-1])"; };
  if (-not $shown) { $shown = 'PS>'; };
  if (-not $segment -or $shown.Contains($segment)) { return $shown; };
  $null = $shown -match '\A(?:\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|[\r\n])*';
  $lead = $Matches[0].Length;
  return $shown.Substring(0, $lead) + $segment + $shown.Substring($lead);
};

# Every wrapper knows its own original, so that wrapping what wraps an older one comes to an end.
function global:__AwsRunasWrap {
  [System.Diagnostics.DebuggerHidden()]
  param();
  if ("$function:prompt" -like '*__AwsRunasPaint*') { return; };
  $index = $global:__AwsRunasPrompts.Count;
  $global:__AwsRunasPrompts += $function:prompt;
  $text = "[System.Diagnostics.DebuggerHidden()] param(); __AwsRunasPaint $index";
  Set-Item -LiteralPath function:global:prompt -Value $text -Confirm:$false -WhatIf:$false;
};

__AwsRunasWrap;
