# The binary's "use" and "drop" can't reach this shell, so the name stands for both. Without declared parameters nothing
# is taken for a parameter of the function.
function global:aws-runas {
  $words = @(foreach ($word in $args) { [string] $word; });
  $rest = @($words | Select-Object -Skip 1);
  if ($words.Count -and $words[0] -ceq 'use') { __AwsRunasUse $rest; }
  elseif ($words.Count -and $words[0] -ceq 'drop') { __AwsRunasEval (@('--unset') + $rest); }
  elseif ($MyInvocation.ExpectingInput) { $input | & (__AwsRunasProgram) @words; }
  else { & (__AwsRunasProgram) @words; };
};

function global:__AwsRunasProgram {
  $found = @(Get-Command -Name aws-runas -CommandType Application -ErrorAction Ignore);
  if (-not $found.Count) { throw 'aws-runas is not on PATH'; };
  return $found[0];
};

# The first word that is neither a flag nor a flag's value is the profile.
function global:__AwsRunasUse {
  param([string[]] $Words);
  $flags = '-r', '-profile', '-p', '-path', '-d', '-duration', '-role', '-mfa-code', '-shell';
  $arguments = @();
  $named = $false;
  $value = $false;
  foreach ($word in $Words) {
    $flag = $word -creplace '\A--', '-';
    if ($value) { $value = $false; }
    elseif ($flag -clike '-format*') {
      Write-Error 'aws-runas: "use" changes this shell, so it takes no --format';
      return;
    }
    elseif ($flags -ccontains $flag) { $value = $true; }
    elseif (-not $flag.StartsWith('-') -and -not $named) { $arguments += '-r'; $named = $true; };
    $arguments += $word;
  };
  __AwsRunasEval $arguments;
};

# A binary that failed, is missing or was killed leaves the shell as it was.
function global:__AwsRunasEval {
  param([string[]] $Words);
  $text = & (__AwsRunasProgram) env --shell powershell @Words | Out-String;
  if ($LASTEXITCODE -ne 0) { Write-Error "aws-runas: failed (exit $LASTEXITCODE)"; return; };
  Invoke-Expression $text;
};
