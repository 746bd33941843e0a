# The statements of which the texts for sh: dash, ksh, mksh, busybox are made, each below its name. A mark like __NAME__ stands for what varies.
# The backslashes pass by aliases; functions can't stand in for what POSIX calls a special builtin.
# shellcheck disable=SC1001,SC2034,SC2050

### active
# Whether a session is active.
[ -n "${AWS_RUNAS_PROFILE-}" ] && [ -n "${AWS_ACCESS_KEY_ID-}" ] && [ "$AWS_ACCESS_KEY_ID" = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]

### wrapper
# Runs the body, all or nothing. Being one statement, a text that was cut short or that another shell evaluates does
# nothing and fails; so it does where a variable is read-only. A trace shows nothing of the body, and "set -a", which has
# no other cure in POSIX, exports nothing of it. The patterns stand in quotes, which an eval without quotes takes for
# part of a file's name that no file has.
if (\unset -v __aws_runas_renew __NAMES__); then
  \set -- "$-" "$@"
  \set +a +x
  __BODY__
  [ "${1%%a*}" = "$1" ] || \set -a
  [ "${1%%x*}" = "$1" ] || \set -x
  \shift
else
  [ variable = read-only ]
fi

### if-inactive
# Runs the body only while no session is active.
if ! { __ACTIVE__; }; then
  __BODY__
fi

### set
# Exports the variable.
__NAME__=__WORD__
\export __NAME__

### remove
# Leaves no such variable, not even an empty one.
\unset -v __NAME__

### distrust
# Forgets what was saved unless this shell saved it: the environment may bring variables of these names.
if [ "${__aws_runas_saved-}" != "$$" ]; then
  \unset -v __aws_runas_saved __SAVED__
  __aws_runas_saved=$$
fi

### save
# Saves the variable in one that is not exported, its kind (x exported, u not) in front; forgets an older value if there
# is no variable.
\unset -v __aws_runas_saved___NAME__
if [ -n "${__NAME__+set}" ]; then
  __aws_runas_saved___NAME__="__KIND__$__NAME__"
fi

### save-set
# Saves the variable if there is one.
if [ -n "${__NAME__+set}" ]; then
  \unset -v __aws_runas_saved___NAME__
  __aws_runas_saved___NAME__="__KIND__$__NAME__"
fi

### restore
# Makes the variable what was saved; removes it where nothing was.
\unset -v __NAME__
if [ -n "${__aws_runas_saved___NAME__+set}" ]; then
  if [ "x${__aws_runas_saved___NAME__#x}" = "$__aws_runas_saved___NAME__" ]; then
    __NAME__="${__aws_runas_saved___NAME__#x}"
    \export __NAME__
  else
    __NAME__="${__aws_runas_saved___NAME__#u}"
  fi
fi

### if-unset
# Runs the body only if there is no such variable.
if [ -z "${__NAME__+set}" ]; then
  __BODY__
fi

### remember-flags
# Nothing: there is no hook that would renew the session.

### forget-flags
# Nothing, likewise.

### forget
# Forgets all that was saved.
\unset -v __aws_runas_saved __SAVED__

### check
# Succeeds if the session's keys are there.
[ "$AWS_ACCESS_KEY_ID" = __WORD__ ]

### nothing
# Does nothing and succeeds; a function could stand in for ":".
[ nothing ]

### failure
# Fails with the status, and closes nobody's shell.
(exit __STATUS__)

### eval-line
# What a user types to have the output of a command evaluated.
eval "$(__COMMAND__)"

### quoted-argument
# A quoted value as an argument of a command.
__WORD__
