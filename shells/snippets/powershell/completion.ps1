# Completes a line. What it may go on with the program says, as a text of plain ASCII that PowerShell reads.
function global:__AwsRunasComplete {
  [System.Diagnostics.DebuggerHidden()]
  param([string] $Current, $Ast, [int] $Cursor);
  $ErrorActionPreference = 'Continue';
  $PSNativeCommandUseErrorActionPreference = $false;
  $program = @(Get-Command -Name aws-runas -CommandType Application -ErrorAction Ignore);
  if (-not $program.Count) { return; };
  $elements = @($Ast.CommandElements | Where-Object { $_.Extent.StartOffset -lt $Cursor; });
  $words = @(foreach ($element in ($elements | Select-Object -Skip 1)) {
      if ($element.Extent.EndOffset -ge $Cursor) { continue; };
      if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $element.Value; }
      else { $element.Extent.Text; };
    });
  $word = $Current -replace '\A[''"]', '' -replace '[''"]\z', '' -replace '''''', '''';
  $exit = $global:LASTEXITCODE;
  $answer = @(& $program[0] complete --shell powershell "--current=$word" -- @words 2>$null);
  $global:LASTEXITCODE = $exit;
  if (-not $answer.Count) { return; };
  if ($answer[0] -eq 'program') { __AwsRunasCompleteProgram $elements[[int] $answer[1] + 1] $elements[-1] $Ast $Cursor; return; };
  if ($answer[0] -ne 'words') { return; };
  $lines = @($answer | Select-Object -Skip 1);
  $found = @(Invoke-Expression -Command (@('@(') + $lines + ')' -join [char] 10));
  foreach ($one in $found) {
    if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') { $one[0]; continue; };
    [System.Management.Automation.CompletionResult]::new($one[0], $one[1], 'ParameterValue', $one[2]);
  };
};

# Completes the command line of another program, which is the end of ours, as PowerShell does when it is typed alone.
function global:__AwsRunasCompleteProgram {
  [System.Diagnostics.DebuggerHidden()]
  param($First, $Last, $Ast, [int] $Cursor);
  $text = '';
  $line = $Ast.Extent.Text;
  $begin = $Ast.Extent.StartOffset;
  if ($First) { $text = $line.Substring($First.Extent.StartOffset - $begin); };
  if ($Last.Extent.EndOffset -lt $Cursor) { $text += ' '; };
  (TabExpansion2 -inputScript $text -cursorColumn $text.Length).CompletionMatches;
};

Register-ArgumentCompleter -Native -CommandName (@('aws-runas') + @(Get-Alias -Definition aws-runas -ErrorAction Ignore | ForEach-Object -MemberName Name)) -ScriptBlock {
  [System.Diagnostics.DebuggerHidden()]
  param($wordToComplete, $commandAst, $cursorPosition);
  __AwsRunasComplete $wordToComplete $commandAst $cursorPosition;
};
