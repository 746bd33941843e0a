# What the hook's options leave out does nothing.
function __aws_runas_renewal { return 0; }
function __aws_runas_segment { return 0; }
function __aws_runas_complete_register { return 0; }

function __aws_runas_active {
  __ACTIVE__
}

# Runs before every prompt. zsh itself keeps the user's status; with errexit any other status of a hook would end the
# shell. Under "set -x" it shows no line.
function __aws_runas_prompt {
  local __aws_runas_red __aws_runas_percent __aws_runas_subst
  [[ ! -o promptpercent ]] || __aws_runas_percent=1
  [[ ! -o promptsubst ]] || __aws_runas_subst=1
  \builtin emulate -L zsh
  \builtin setopt noxtrace
  if __aws_runas_active; then
    [[ -n ${__aws_runas_renew-}$__aws_runas_prompted ]] || __aws_runas_hide
    [[ -z ${AWS_PROFILE+x}$__aws_runas_warned ]] || __aws_runas_conflict
    if aws_session_expired 300; then
      __aws_runas_renewal
      ! aws_session_expired || __aws_runas_red=1
    fi
  else
    __aws_runas_failed= __aws_runas_retry= __aws_runas_warned=
  fi
  [[ -n $__aws_runas_prompted ]] || __aws_runas_complete_register
  __aws_runas_prompted=1
  __aws_runas_segment "$__aws_runas_red"
  return 0
}

# Runs before a command line, which is its argument: a prompt may have stood for hours, and the command needs keys that
# live. A line that makes or ends a session itself is not held up.
function __aws_runas_before_command {
  \builtin emulate -L zsh
  \builtin setopt noxtrace
  local __aws_runas_red
  if [[ ${1-} != *aws-runas* ]] && __aws_runas_active && aws_session_expired 300; then
    __aws_runas_renewal
  fi
  return 0
}

# Some tools put AWS_PROFILE before the session's keys.
function __aws_runas_conflict {
  if [[ -z ${AWS_PROFILE+x} ]]; then
    __aws_runas_warned=
    return 0
  fi
  __aws_runas_red=1
  [[ -z $__aws_runas_warned ]] || return 0
  __aws_runas_warned=1
  \builtin echo 'aws-runas: AWS_PROFILE is set, and some tools prefer it to the session: unset AWS_PROFILE' >&2
}

# What the start-up files of a shell that inherited a session have set again, saved as an activation saves it: with x
# before a value that was exported, else u.
function __aws_runas_hide {
  local __aws_runas_name __aws_runas_kind
  __DISTRUST__
  for __aws_runas_name in __HIDDEN__; do
    ((${+parameters[$__aws_runas_name]})) || continue
    __aws_runas_kind=u
    [[ $parameters[$__aws_runas_name] != *export* ]] || __aws_runas_kind=x
    \builtin eval "\builtin typeset -g __aws_runas_saved_$__aws_runas_name=$__aws_runas_kind\$$__aws_runas_name"
    \builtin typeset -g +x __aws_runas_saved_$__aws_runas_name
    \builtin unset -v "$__aws_runas_name"
  done
}

# Puts the hook last in precmd_functions, and only there; and once into preexec_functions.
function __aws_runas_register {
  \builtin emulate -L zsh
  \builtin typeset -ga precmd_functions preexec_functions
  precmd_functions=(${precmd_functions:#__aws_runas_prompt} __aws_runas_prompt)
  preexec_functions=(${preexec_functions:#__aws_runas_before_command} __aws_runas_before_command)
}

# This shell's own notes are never exported: what came with the environment isn't one.
function __aws_runas_load {
  \builtin emulate -L zsh
  local __aws_runas_name
  for __aws_runas_name in __aws_runas_renew __aws_runas_failed __aws_runas_retry __aws_runas_warned \
    __aws_runas_prompted; do
    [[ ${parameters[$__aws_runas_name]-} != *export* ]] || \builtin unset -v "$__aws_runas_name"
  done
  \builtin typeset -g __aws_runas_hook=1 __aws_runas_failed __aws_runas_retry __aws_runas_warned __aws_runas_prompted
}

__aws_runas_load
[[ ! -o interactive ]] || __aws_runas_register
