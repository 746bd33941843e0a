package shells

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// The text suits Windows PowerShell 5.1 and PowerShell 7, also in strict mode. An environment variable is removed by
// making it $null: the empty string removes it only before 7.5.
func powershell() dialect {
	return dialect{
		name:  "powershell",
		quote: quotePowerShell,
		// A comma binds closer than the plus in a word.
		list: func(words []string) string { return "@((" + strings.Join(words, "), (") + "))" },

		whole: `if ($PSVersionTable.PSVersion) {
if (-not (Test-Path -LiteralPath variable:global:__AwsRunasSaved)) { $global:__AwsRunasSaved = @{}; }
BODY
}
$null = 0;`,
		ifInactive: `if (-not $env:AWS_RUNAS_PROFILE -or -not $env:AWS_RUNAS_ACCESS_KEY_ID` +
			` -or $env:AWS_RUNAS_ACCESS_KEY_ID -cne $env:AWS_ACCESS_KEY_ID) {
BODY
}`,

		set:     `$env:NAME = WORD;`,
		remove:  `$env:NAME = $null;`,
		save:    `$global:__AwsRunasSaved['NAME'] = $env:NAME;`,
		saveSet: `if (Test-Path -LiteralPath env:NAME) { $global:__AwsRunasSaved['NAME'] = $env:NAME; }`,
		restore: `$env:NAME = $global:__AwsRunasSaved['NAME'];`,
		ifUnset: `if (-not (Test-Path -LiteralPath env:NAME)) {
BODY
}`,

		note:       `$global:__AwsRunasRenew = WORD;`,
		forgetNote: `Remove-Variable -Name __AwsRunasRenew -Scope Global -ErrorAction Ignore;`,
		forgetRest: `Remove-Variable -Name __AwsRunasSaved -Scope Global -ErrorAction Ignore;
if (-not (Test-Path -LiteralPath variable:global:__AwsRunasHook)) {` +
			` Remove-Item -LiteralPath function:aws_session_expired, function:aws_session_status_color -ErrorAction Ignore; }`,

		nothing: `$null = 0;`,
		failure: `Write-Error 'aws-runas: failed (exit STATUS)';`,

		evalLine:       "COMMAND | Out-String | Invoke-Expression",
		quotedArgument: "(WORD)",
	}
}

// quotePowerShell puts all but plain ASCII outside the quotes, as numbers. Inside, PowerShell takes five different
// characters for the closing quote, and on Windows it decodes a program's output with a code page in which a part of
// some other character's UTF-8 may be one of the five. A backslash before a quote means something to fish.
func quotePowerShell(value string) string {
	var b strings.Builder
	b.WriteByte('\'')
	quoted := true
	for _, unit := range utf16.Encode([]rune(value)) {
		plain := unit >= ' ' && unit <= '~' && unit != '\'' && unit != '\\'
		switch {
		case plain && !quoted:
			b.WriteString(" + '")
		case !plain && quoted:
			b.WriteByte('\'')
		}
		if plain {
			b.WriteByte(byte(unit))
		} else {
			fmt.Fprintf(&b, " + [char]0x%04x", unit)
		}
		quoted = plain
	}
	if quoted {
		b.WriteByte('\'')
	}
	return b.String()
}
