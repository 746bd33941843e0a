# $true when this shell has no live session, $false when it has one; with an argument, as it will be that many seconds
# from now.
function global:aws_session_expired {
  [System.Diagnostics.DebuggerHidden()]
  param([long] $Ahead = 0);
  if (-not (__ACTIVE__)) { return $true; };
  $expiry = $env:AWS_SESSION_EXPIRATION_UNIX;
  if (-not $expiry) { return $false; };
  if ($expiry -notmatch '\A[0-9]{1,15}\z') { return $true; };
  $ticks = [datetime]::UtcNow.Ticks - 621355968000000000;
  return [long] $expiry -le ($ticks - $ticks % 10000000) / 10000000 + $Ahead;
};

# The colour of the session's state, in one word.
function global:aws_session_status_color {
  [System.Diagnostics.DebuggerHidden()]
  param([string] $Shell);
  $live, $expired = '33', '31';
  if ($Shell -in '', 'zsh', 'fish', 'powershell') { $live, $expired = 'yellow', 'red'; };
  if (aws_session_expired) { return $expired; };
  return $live;
};
