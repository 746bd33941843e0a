# The text that stands before the prompt while a session is active.
function global:__AwsRunasSegment {
  if (-not (__AwsRunasActive)) { return ''; };
  $name = '';
  if ($env:AWS_RUNAS_ASSUMED_ROLE_ARN) { $name = ':' + ($env:AWS_RUNAS_PROFILE -replace '[\x00-\x1f\x7f-\x9f]', ''); };
  if (-not $Host.UI.SupportsVirtualTerminal) { return "(AWS$name) "; };
  $color = if ($global:__AwsRunasRed) { 31; } else { 33; };
  return "$([char] 27)[${color}m(AWS$name)$([char] 27)[0m ";
};

# The original prompt runs first, because it shows $?. Something else may have wrapped this function in turn, and then
# the segment is there already.
function global:__AwsRunasPaint {
  param([int] $Index);
  $text = @(& $global:__AwsRunasPrompts[$Index]);
  __AwsRunasBeforePrompt;
  $segment = __AwsRunasSegment;
  $shown = if ($text.Count) { "$($text[0])"; } else { ''; };
  if (-not $segment -or $shown.Contains($segment)) { return $text; };
  return $segment + $shown;
};

# Every wrapper knows its own original, so that wrapping what wraps an older one comes to an end.
function global:__AwsRunasWrap {
  if ("$function:prompt" -like '*__AwsRunasPaint*') { return; };
  $index = $global:__AwsRunasPrompts.Count;
  $global:__AwsRunasPrompts += $function:prompt;
  Set-Item -LiteralPath function:global:prompt -Value ([scriptblock]::Create("__AwsRunasPaint $index"));
};

__AwsRunasWrap;
