# What the hook's options leave out does nothing; the rest is defined again below.
# shellcheck disable=SC2317
function __aws_runas_renewal { return 0; }
# shellcheck disable=SC2317
function __aws_runas_segment { return 0; }
# shellcheck disable=SC2317
function __aws_runas_complete_register { return 0; }

function __aws_runas_active {
  __ACTIVE__
}

# Runs before every prompt, and leaves $? as it was. Under "set -x" it shows no line of its own: what stands in braces
# writes its trace to the braces' stderr. A restricted shell refuses that, as it does every redirection of output.
if shopt -q restricted_shell; then
  function __aws_runas_prompt {
    \builtin local __aws_runas_status="$?"
    __aws_runas_before_prompt
    return "$__aws_runas_status"
  }
else
  function __aws_runas_prompt {
    {
      \builtin local __aws_runas_status="$?" __aws_runas_options="$-"
      \builtin set +x
    } 2>/dev/null
    __aws_runas_before_prompt
    { __aws_runas_trace "$__aws_runas_status"; } 2>/dev/null
  }
fi

function __aws_runas_before_prompt {
  \builtin local __aws_runas_red=''
  [[ -z $__aws_runas_epoch ]] || __aws_runas_clock
  [[ -z ${bash_preexec_imported-}${__bp_imported-} ]] || __aws_runas_register_preexec
  __aws_runas_ps1=''
  if __aws_runas_active; then
    [[ -n ${__aws_runas_renew-}$__aws_runas_prompted ]] || __aws_runas_hide
    [[ -z ${AWS_PROFILE+x}$__aws_runas_warned ]] || __aws_runas_conflict
    if aws_session_expired 300; then
      # shellcheck disable=SC2119
      __aws_runas_renewal
      ! aws_session_expired || __aws_runas_red=1
    fi
  else
    __aws_runas_failed=''
    __aws_runas_retry=''
    __aws_runas_warned=''
  fi
  [[ -n $__aws_runas_prompted ]] || __aws_runas_complete_register
  __aws_runas_prompted=1
  __aws_runas_segment "$__aws_runas_red"
  [[ $- != *a* ]] || __aws_runas_keep
}

# Runs before a command line, which bash-preexec gives as the argument: a prompt may have stood for hours, and the
# command needs keys that live. Without an argument the line is the last of the history, unless the user keeps it from
# there. A line that makes or ends a session itself is not held up.
if shopt -q restricted_shell; then
  function __aws_runas_before_command { return 0; }
else
  function __aws_runas_before_command {
    {
      \builtin local __aws_runas_options="$-" __aws_runas_line="${1-}"
      \builtin set +x
    } 2>/dev/null
    if [[ -n ${__aws_runas_renew-} ]] && __aws_runas_active && aws_session_expired 300; then
      \builtin local __aws_runas_red
      [[ $# -gt 0 ]] || \builtin eval '__aws_runas_line=${ \builtin fc -nl -1; }' 2>/dev/null || __aws_runas_line=''
      # shellcheck disable=SC2119
      [[ $__aws_runas_line = *aws-runas* ]] || __aws_runas_renewal
    fi
    { __aws_runas_trace 0; } 2>/dev/null
  }
fi

# With allexport every variable that is assigned is exported.
function __aws_runas_keep {
  \builtin export -n __aws_runas_hook __aws_runas_ps0 __aws_runas_ps1 __aws_runas_failed __aws_runas_retry
  \builtin export -n __aws_runas_warned __aws_runas_prompted __aws_runas_epoch __aws_runas_seconds
}

# Without a clock of its own (before 4.2) bash has SECONDS, which the user may set back.
function __aws_runas_clock {
  ((SECONDS >= __aws_runas_seconds)) || __aws_runas_epoch=$(($(date +%s) - SECONDS))
  __aws_runas_seconds=$SECONDS
}

# Some tools put AWS_PROFILE before the session's keys.
function __aws_runas_conflict {
  if [[ -z ${AWS_PROFILE+x} ]]; then
    __aws_runas_warned=''
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
  \builtin local __aws_runas_name __aws_runas_kind
  __DISTRUST__
  # shellcheck disable=SC2043
  for __aws_runas_name in __HIDDEN__; do
    [[ -n ${!__aws_runas_name+x} ]] || continue
    __aws_runas_kind=u
    ! __aws_runas_exported "$__aws_runas_name" || __aws_runas_kind=x
    \builtin export -n "__aws_runas_saved_$__aws_runas_name=$__aws_runas_kind${!__aws_runas_name}"
    \builtin unset -v "$__aws_runas_name"
  done
}

function __aws_runas_exported {
  \builtin local __aws_runas_attributes
  __aws_runas_attributes=$(\builtin declare -p "$1")
  __aws_runas_attributes=${__aws_runas_attributes#declare }
  [[ ${__aws_runas_attributes%% *} = *x* ]]
}

# Puts the hook last in PROMPT_COMMAND, and only there: as an element where there are several and bash runs them all
# (since 5.1), else after a line end, as a string may end in a semicolon. In a child that inherits PROMPT_COMMAND the
# command is empty, because the variable is not exported. "&& :" keeps a status from closing a shell with errexit.
function __aws_runas_register {
  # shellcheck disable=SC2016
  \builtin local __aws_runas_ours='${__aws_runas_hook:+__aws_runas_prompt} && :' __aws_runas_entry __aws_runas_others
  if [[ -n ${bash_preexec_imported-}${__bp_imported-} ]]; then
    __aws_runas_register_precmd
    return 0
  fi
  __aws_runas_others=()
  \builtin set -- ${PROMPT_COMMAND+"$PROMPT_COMMAND"}
  [[ ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 51 ]] || \builtin set -- ${PROMPT_COMMAND[@]+"${PROMPT_COMMAND[@]}"}
  for __aws_runas_entry in "$@"; do
    [[ $__aws_runas_entry != "$__aws_runas_ours" ]] || continue
    __aws_runas_entry=${__aws_runas_entry//$'\n'"$__aws_runas_ours"/}
    __aws_runas_entry=${__aws_runas_entry/#"$__aws_runas_ours"[;$'\n']/}
    __aws_runas_entry=${__aws_runas_entry//"$__aws_runas_ours"/:}
    __aws_runas_others+=("$__aws_runas_entry")
  done
  if [[ $# -gt 1 ]]; then
    PROMPT_COMMAND=(${__aws_runas_others[@]+"${__aws_runas_others[@]}"} "$__aws_runas_ours")
  else
    __aws_runas_entry=${__aws_runas_others[0]-}
    # An assignment to an array is to its first element.
    # shellcheck disable=SC2178
    PROMPT_COMMAND=${__aws_runas_entry:+$__aws_runas_entry$'\n'}$__aws_runas_ours
  fi
}

# bash-preexec runs its own lists, and nothing may stand after it in PROMPT_COMMAND. It may be loaded after this hook.
function __aws_runas_register_precmd {
  \builtin local __aws_runas_entry
  for __aws_runas_entry in ${precmd_functions[@]+"${precmd_functions[@]}"}; do
    [[ $__aws_runas_entry != __aws_runas_prompt ]] || return 0
  done
  precmd_functions+=(__aws_runas_prompt)
}

function __aws_runas_register_preexec {
  \builtin local __aws_runas_entry
  for __aws_runas_entry in ${preexec_functions[@]+"${preexec_functions[@]}"}; do
    [[ $__aws_runas_entry != __aws_runas_before_command ]] || return 0
  done
  preexec_functions+=(__aws_runas_before_command)
  [[ -z ${PS0-} ]] || PS0=${PS0//"$__aws_runas_ps0"/}
}

# bash itself has a moment before a command only since 5.3: PS0 may run a function in this shell.
function __aws_runas_register_ps0 {
  [[ -z ${bash_preexec_imported-}${__bp_imported-} && ${PS0-} != *"$__aws_runas_ps0"* ]] || return 0
  PS0=$__aws_runas_ps0${PS0-}
}

# This shell's own notes are never exported: what came with the environment isn't one.
function __aws_runas_load {
  \builtin local __aws_runas_name
  for __aws_runas_name in __aws_runas_renew __aws_runas_failed __aws_runas_retry __aws_runas_warned \
    __aws_runas_prompted __aws_runas_epoch __aws_runas_seconds; do
    if [[ -n ${!__aws_runas_name+x} ]] && __aws_runas_exported "$__aws_runas_name"; then
      \builtin unset -v "$__aws_runas_name"
    fi
  done
  : "${__aws_runas_failed=}" "${__aws_runas_retry=}" "${__aws_runas_warned=}" "${__aws_runas_prompted=}"
  __aws_runas_hook=1
  # shellcheck disable=SC2016
  __aws_runas_ps0='${ ${__aws_runas_hook:+__aws_runas_before_command}; }'
  __aws_runas_ps1=''
  __aws_runas_epoch=''
  __aws_runas_seconds=$SECONDS
  # shellcheck disable=SC2072
  [[ ! $BASH_VERSION < 4.2 ]] || __aws_runas_epoch=$(($(date +%s) - SECONDS))
  __aws_runas_keep
}

__aws_runas_load
case $- in
  *i*)
    __aws_runas_register
    [[ ${BASH_VERSINFO[0]} -lt 5 || ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 53 ]] || __aws_runas_register_ps0
    ;;
esac
