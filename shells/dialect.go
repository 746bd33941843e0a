package shells

// dialect holds a shell's language as templates: statements with a word in upper case for what varies.
//
//	NAME    the name of a variable
//	NAMES   several, with blanks between them
//	WORD    a quoted value
//	KIND    x for a variable that is exported, u for one that isn't
//	BODY    statements
//
// Every statement ends with a semicolon, because an eval without quotes makes blanks of line ends. For its sake there is
// also no comment, and no word that could match a file's name. Options are long where a shell has long ones: fish's
// `set -e` would switch on errexit in bash.
type dialect struct {
	name  string
	quote func(value string) string
	list  func(words []string) string // quoted values as one WORD

	// whole does BODY, all or nothing. Being one statement, a text that was cut short or that is evaluated by a shell
	// for which it isn't meant does nothing and fails; so it does where one of NAMES is read-only.
	whole      string
	ifInactive string // does BODY only while no session is active

	set     string // exports NAME with WORD
	remove  string // leaves no variable NAME
	save    string // keeps what NAME is, in a variable that is not exported; forgets what was kept if there is no NAME
	saveSet string // keeps what NAME is if there is one
	restore string // makes NAME what was kept; removes it where nothing was
	ifUnset string // does BODY only if there is no variable NAME

	note       string // keeps WORD, the arguments of the renewal
	forgetNote string
	forget     string // forgets what was kept of NAME
	// forgetRest forgets the rest, and removes the functions that Change defines unless the hook is there, which needs
	// them.
	forgetRest string

	closing string // succeeds if AWS_ACCESS_KEY_ID is WORD
	nothing string
	failure string // fails with STATUS

	evalLine       string // what a user types to have evaluated what COMMAND prints
	quotedArgument string // WORD as an argument of a command
}
