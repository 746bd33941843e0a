# The statements of which the texts for powershell are made, each below its name. __NAME__ and other marks stand for what varies.

### active
# Whether a session is active.
$env:AWS_RUNAS_PROFILE -and $env:AWS_ACCESS_KEY_ID -and $env:AWS_ACCESS_KEY_ID -ceq $env:AWS_RUNAS_ACCESS_KEY_ID

### wrapper
# Runs the body, all or nothing: one statement, so that a text which was cut short, or which another shell evaluates, does
# nothing and fails.
if ($PSVersionTable.PSVersion) {
if (-not (Test-Path -LiteralPath variable:global:__AwsRunasSaved)) { $global:__AwsRunasSaved = @{}; }
__BODY__
}
$null = 0;

### if-inactive
# Runs the body only while no session is active.
if (-not (__ACTIVE__)) {
__BODY__
}

### set
# Exports the variable with the value. Set-PSDebug -Trace prints a statement's first line, and so no value.
$env:__NAME__ =
__WORD__;

### remove
# Leaves no such variable, not even an empty one.
$env:__NAME__ = $null;

### distrust
# Nothing: what is saved is a table, which no environment can bring.

### save
# Saves the variable in one that is not exported, its kind (x exported, u not) in front; forgets an older value if there is
# no variable.
$global:__AwsRunasSaved['__NAME__'] = $env:__NAME__;

### save-set
# Saves the variable if there is one.
if (Test-Path -LiteralPath env:__NAME__) { $global:__AwsRunasSaved['__NAME__'] = $env:__NAME__; }

### restore
# Makes the variable what was saved; removes it where nothing was.
$env:__NAME__ = $global:__AwsRunasSaved['__NAME__'];

### if-unset
# Runs the body only if there is no such variable.
if (-not (Test-Path -LiteralPath env:__NAME__)) {
__BODY__
}

### remember-flags
# Keeps the flags with which the hook renews the session.
$global:__AwsRunasRenew = __WORD__;

### forget-flags
# Forgets them.
Remove-Variable -Name __AwsRunasRenew -Scope Global -ErrorAction Ignore -Confirm:$false -WhatIf:$false;

### forget
# Forgets all that was saved, and removes the functions unless the hook is loaded, which needs them.
Remove-Variable -Name __AwsRunasSaved -Scope Global -ErrorAction Ignore -Confirm:$false -WhatIf:$false;
if (-not (Test-Path -LiteralPath variable:global:__AwsRunasHook)) { Remove-Item -LiteralPath function:aws_session_expired, function:aws_session_status_color -ErrorAction Ignore -Confirm:$false -WhatIf:$false; }

### nothing
# Does nothing and succeeds.
$null = 0;

### failure
# Fails, whatever $ErrorActionPreference says, and closes nobody's shell. (A plain Write-Error is no failure to &&, nor is
# a throw under SilentlyContinue.)
Write-Error -ErrorAction Stop 'aws-runas: failed (exit __STATUS__)';

### eval-line
# What a user types to have the output of a command evaluated.
__COMMAND__ | Out-String | Invoke-Expression

### quoted-argument
# A quoted value as an argument of a command.
(__WORD__)

### check
# Nothing: a statement that fails would have to be one of another kind.
