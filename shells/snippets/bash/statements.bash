# The statements of which the texts for bash are made, each below its name. __NAME__ and other marks stand for what varies.

### wrapper
# Runs the body, all or nothing: one statement, so that a text which was cut short, or which another shell evaluates, does
# nothing and fails.
if test -z "${BASH_VERSION-}"; then
echo 'aws-runas: this text is for bash; name the shell that evaluates it with --shell' >&2; false;
elif (unset -v __aws_runas_renew __NAMES__); then
__BODY__
else false; fi;

### if-inactive
# Runs the body only while no session is active.
if test -z "${AWS_RUNAS_PROFILE-}" || test -z "${AWS_RUNAS_ACCESS_KEY_ID-}" || test "$AWS_RUNAS_ACCESS_KEY_ID" != "${AWS_ACCESS_KEY_ID-}"; then
__BODY__
fi;

### set
# Exports the variable with the value.
__NAME__=__WORD__; export __NAME__;

### remove
# Leaves no such variable, not even an empty one.
unset -v __NAME__;

### save
# Saves the variable in one that is not exported, its kind (x exported, u not) in front; forgets an older value if there is
# no variable.
if test "${__NAME__+set}"; then __aws_runas_saved___NAME__="__KIND__$__NAME__"; export -n __aws_runas_saved___NAME__; else unset -v __aws_runas_saved___NAME__; fi;

### save-set
# Saves the variable if there is one.
if test "${__NAME__+set}"; then __aws_runas_saved___NAME__="__KIND__$__NAME__"; export -n __aws_runas_saved___NAME__; fi;

### restore
# Makes the variable what was saved; removes it where nothing was.
unset -v __NAME__;
if test "${__aws_runas_saved___NAME__+set}"; then
if test "x${__aws_runas_saved___NAME__#x}" = "$__aws_runas_saved___NAME__"; then __NAME__="${__aws_runas_saved___NAME__#x}"; export __NAME__; else __NAME__="${__aws_runas_saved___NAME__#u}"; export -n __NAME__; fi;
fi;

### if-unset
# Runs the body only if there is no such variable.
if test -z "${__NAME__+set}"; then
__BODY__
fi;

### remember-flags
# Keeps the flags with which the hook renews the session.
__aws_runas_renew=__WORD__; export -n __aws_runas_renew;

### forget-flags
# Forgets them.
unset -v __aws_runas_renew;

### forget
# Forgets what was saved of the variable.
unset -v __aws_runas_saved___NAME__;

### forget-rest
# Forgets the rest, and removes the functions unless the hook is loaded, which needs them.
if test -z "${__aws_runas_hook-}"; then unset -f aws_session_expired aws_session_status_color 2>/dev/null || :; fi;

### check
# Succeeds if the session's keys are there.
test "$AWS_ACCESS_KEY_ID" = __WORD__;

### nothing
# Does nothing and succeeds.
:;

### failure
# Fails, where the shell can with the status, and closes nobody's shell.
(exit __STATUS__);

### eval-line
# What a user types to have the output of a command evaluated.
eval "$(__COMMAND__)"

### quoted-argument
# A quoted value as an argument of a command.
__WORD__
