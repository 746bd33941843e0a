package shells

import "strings"

// The shells of the POSIX family differ in how they export a variable and how they keep one from being exported, also
// while the user's `set -a` exports every variable that is assigned.

// With `set -k` an `export NAME=WORD` would export nothing and print the environment.
func bash() dialect {
	return posixWithHook("bash", "BASH_VERSION",
		`NAME=WORD; export NAME;`,
		`NAME=WORD; export -n NAME;`)
}

// In a function, zsh can warn of a global variable that is created without a word that says so.
func zsh() dialect {
	return posixWithHook("zsh", "ZSH_VERSION",
		`export NAME=WORD;`,
		`typeset -g NAME=WORD; typeset -g +x NAME;`)
}

func sh() dialect {
	return withoutAllexport(posix("sh",
		`NAME=WORD; export NAME;`,
		`unset -v NAME; NAME=WORD;`))
}

// posix is what the family has in common. The templates export and keep give NAME the value WORD, exported or not.
func posix(name, export, keep string) dialect {
	const saved = "__aws_runas_saved_NAME"
	ifSet := `if test "${NAME+set}"; then ` + fill(keep, "NAME", saved, "WORD", `"KIND$NAME"`)
	return dialect{
		name:  name,
		quote: quotePOSIX,
		list:  func(words []string) string { return quotePOSIX(strings.Join(words, " ")) },

		// zsh's unset wants a name at least.
		whole: `if (unset -v __aws_runas_renew NAMES); then
BODY
else false; fi;`,
		ifInactive: `if test -z "${AWS_RUNAS_PROFILE-}" || test -z "${AWS_RUNAS_ACCESS_KEY_ID-}" ||` +
			` test "$AWS_RUNAS_ACCESS_KEY_ID" != "${AWS_ACCESS_KEY_ID-}"; then
BODY
fi;`,

		set:     export,
		remove:  `unset -v NAME;`,
		save:    ifSet + ` else unset -v ` + saved + `; fi;`,
		saveSet: ifSet + ` fi;`,
		restore: `unset -v NAME;
if test "${` + saved + `+set}"; then
if test "x${` + saved + `#x}" = "$` + saved + `"; then ` + fill(export, "WORD", `"${`+saved+`#x}"`) +
			` else ` + fill(keep, "WORD", `"${`+saved+`#u}"`) + ` fi;
fi;`,
		ifUnset: `if test -z "${NAME+set}"; then
BODY
fi;`,
		forget: `unset -v ` + saved + `;`,

		closing: `test "$AWS_ACCESS_KEY_ID" = WORD;`,
		nothing: `:;`,
		failure: `(exit STATUS);`,

		evalLine:       `eval "$(COMMAND)"`,
		quotedArgument: `WORD`,
	}
}

// posixWithHook is a shell for which there are functions, prompt and renewal. It is told from its relatives by the
// variable that holds its version.
func posixWithHook(name, version, export, keep string) dialect {
	d := posix(name, export, keep)
	d.whole = `if test -z "${` + version + `-}"; then
echo 'aws-runas: this text is for ` + name + `; name the shell that evaluates it with --shell' >&2; false;
el` + d.whole
	d.note = fill(keep, "NAME", "__aws_runas_renew")
	d.forgetNote = `unset -v __aws_runas_renew;`
	d.forgetRest = `if test -z "${__aws_runas_hook-}"; then` +
		` unset -f aws_session_expired aws_session_status_color 2>/dev/null || :; fi;`
	return d
}

// withoutAllexport switches `set -a` off while the text runs: POSIX has no word that takes an export back but unset. The
// patterns begin with /dev/null/ so that no file has such a name.
func withoutAllexport(d dialect) dialect {
	d.whole = fill(d.whole, "BODY", `set -- "$-" "$@"; set +a;
BODY
case $1 in /dev/null/*|*a*) set -a;; esac; shift;`)
	return d
}
