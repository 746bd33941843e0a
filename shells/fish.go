package shells

import "strings"

// Every name is made global, because `source` in a function would set its local variable. A local or function's
// variable of the name would shadow the global one, so it goes; a universal one can be shadowed but not removed without
// removing it from every other fish of the user's.
func fish() dialect {
	return dialect{
		name:  "fish",
		quote: quotePOSIX,
		list:  func(words []string) string { return strings.Join(words, " ") },

		whole: `if set --query FISH_VERSION;
BODY
end;`,
		ifInactive: `if test -z "$AWS_RUNAS_PROFILE"; or test -z "$AWS_RUNAS_ACCESS_KEY_ID";` +
			` or test "$AWS_RUNAS_ACCESS_KEY_ID" != "$AWS_ACCESS_KEY_ID";
BODY
end;`,

		set: fishClear + `
set --global --export NAME WORD;`,
		remove: fishClear + `
if set --query --universal --export NAME;` +
			` echo 'aws-runas: NAME is a universal variable and stays: set --erase --universal NAME' >&2; end;`,
		save:    fishIfSet + ` else; set --erase --global __aws_runas_saved_NAME; end;`,
		saveSet: fishIfSet + ` end;`,
		restore: fishClear + `
if set --query __aws_runas_saved_NAME;
if test $__aws_runas_saved_NAME[1] = x; set --global --export NAME $__aws_runas_saved_NAME[2..-1];` +
			` else; set --global --unexport NAME $__aws_runas_saved_NAME[2..-1]; end;
end;`,
		ifUnset: `if not set --query --local NAME; and not set --query --global NAME;
BODY
end;`,

		note:       `set --global --unexport __aws_runas_renew WORD;`,
		forgetNote: `set --erase --global __aws_runas_renew;`,
		forget:     `set --erase --global __aws_runas_saved_NAME;`,
		forgetRest: `if not set --query __aws_runas_hook; functions --erase aws_session_expired aws_session_status_color; end;`,

		closing: `test "$AWS_ACCESS_KEY_ID" = WORD;`,
		// fish keeps the status of an earlier command through every assignment.
		nothing: `true;`,
		failure: `false;`,

		evalLine:       "COMMAND | source",
		quotedArgument: "WORD",
	}
}

const fishIfSet = `if set --query --local NAME; or set --query --global NAME;` +
	` set --global --unexport __aws_runas_saved_NAME KIND $NAME;`

const fishClear = `while set --query --local NAME; or set --query --global NAME; set --erase NAME; or break; end;`
