# The statements of which the texts for zsh are made, each below its name. A mark like __NAME__ stands for what varies.
# "\builtin" passes by functions and aliases that the user may have under a builtin's name, "[[" is a word of the
# language.

### active
# Whether a session is active.
[[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} && $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]]

### wrapper
# Runs the body, all or nothing. Being one statement, a text that was cut short or that another shell evaluates does
# nothing and fails; so it does where a variable is read-only, and where "builtin" is a function of the user's:
# typeset is a reserved word, for which no function can stand in. A trace shows nothing of the body.
if [ -z "${ZSH_VERSION-}" ]; then
  echo 'aws-runas: this text is for zsh; name the shell that evaluates it with --shell' >&2
  [[ zsh = other ]]
elif typeset -f builtin >/dev/null; then
  echo 'aws-runas: builtin is a function in this shell, so nothing was changed' >&2
  [[ builtin = function ]]
elif (\builtin unset -v __aws_runas_renew __NAMES__); then
  \builtin unset -v __aws_runas_traced
  if [[ -o xtrace ]]; then
    \builtin set +x
    \builtin typeset -g __aws_runas_traced=1
  fi
  __BODY__
  if [[ -n ${__aws_runas_traced-} ]]; then
    \builtin unset -v __aws_runas_traced
    \builtin set -x
  fi
else
  [[ variable = read-only ]]
fi

### if-inactive
# Runs the body only while no session is active.
if ! __ACTIVE__; then
  __BODY__
fi

### set
# Exports the variable.
\builtin export __NAME__=__WORD__

### remove
# Leaves no such variable, not even an empty one.
\builtin unset -v __NAME__

### distrust
# Forgets what was saved unless this shell saved it: the environment may bring variables of these names.
if [[ ${__aws_runas_saved-} != "$$" ]]; then
  \builtin unset -v __SAVED__
  \builtin typeset -g __aws_runas_saved=$$
  \builtin typeset -g +x __aws_runas_saved
fi

### save
# Saves the variable in one that is not exported, also with "set -a", its kind (x exported, u not) in front; forgets an
# older value if there is no variable. In a function, zsh can warn of a global variable that is created without a word
# that says so.
if [[ -n ${__NAME__+set} ]]; then
  \builtin typeset -g __aws_runas_saved___NAME__="__KIND__$__NAME__"
  \builtin typeset -g +x __aws_runas_saved___NAME__
else
  \builtin unset -v __aws_runas_saved___NAME__
fi

### save-set
# Saves the variable if there is one.
if [[ -n ${__NAME__+set} ]]; then
  \builtin typeset -g __aws_runas_saved___NAME__="__KIND__$__NAME__"
  \builtin typeset -g +x __aws_runas_saved___NAME__
fi

### restore
# Makes the variable what was saved; removes it where nothing was.
\builtin unset -v __NAME__
if [[ -n ${__aws_runas_saved___NAME__+set} ]]; then
  if [[ "x${__aws_runas_saved___NAME__#x}" = "$__aws_runas_saved___NAME__" ]]; then
    \builtin export __NAME__="${__aws_runas_saved___NAME__#x}"
  else
    \builtin typeset -g __NAME__="${__aws_runas_saved___NAME__#u}"
    \builtin typeset -g +x __NAME__
  fi
fi

### if-unset
# Runs the body only if there is no such variable.
if [[ -z ${__NAME__+set} ]]; then
  __BODY__
fi

### remember-flags
# Keeps the flags with which the hook renews the session.
\builtin typeset -g __aws_runas_renew=__WORD__
\builtin typeset -g +x __aws_runas_renew

### forget-flags
# Forgets them.
\builtin unset -v __aws_runas_renew

### forget
# Forgets all that was saved, and removes the functions unless the hook is loaded, which needs them.
\builtin unset -v __aws_runas_saved __SAVED__
if [[ -z ${__aws_runas_hook-} ]]; then
  \builtin unset -f aws_session_expired aws_session_status_color 2>/dev/null || [[ none ]]
fi

### check
# Succeeds if the session's keys are there.
[[ $AWS_ACCESS_KEY_ID = __WORD__ ]]

### nothing
# Does nothing and succeeds; a function could stand in for ":".
[[ nothing ]]

### failure
# Fails with the status, and closes nobody's shell. Where "builtin" is a function of the user's, with status 1.
(\builtin exit __STATUS__ && [[ builtin = function ]])

### eval-line
# What a user types to have the output of a command evaluated.
eval "$(__COMMAND__)"

### quoted-argument
# A quoted value as an argument of a command.
__WORD__
