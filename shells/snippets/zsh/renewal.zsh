# Renews this shell's own session, which has less than five minutes left or expired in the last hour, and tries it once
# in five minutes. After a failure red is set in the caller, and the first time the reason is printed. An attempt
# counts as failed until it has succeeded, so that Ctrl-C counts too. The note begins with the key it is about: a
# session that something else has put here, as direnv does, is not this shell's to renew.
function __aws_runas_renewal {
  local __aws_runas_now __aws_runas_text __aws_runas_told=$__aws_runas_failed
  [[ -n ${__aws_runas_renew-} && ${AWS_RUNAS_NO_RENEW:-0} = 0 ]] || return 0
  \builtin eval "\builtin set -- $__aws_runas_renew"
  [[ $1 = "$AWS_ACCESS_KEY_ID" ]] || return 0
  \builtin shift
  ! aws_session_expired -3600 || return 0
  \builtin eval '__aws_runas_now=${(%):-%D{%s}}'
  if ((__aws_runas_now >= ${__aws_runas_retry:-0})); then
    __aws_runas_retry=$((__aws_runas_now + 300))
    __aws_runas_failed=$AWS_ACCESS_KEY_ID
    if __aws_runas_text=$(__aws_runas_try renew --hook 1 --shell zsh "$@"); then
      \builtin eval "$__aws_runas_text" && __aws_runas_failed=''
    elif [[ $__aws_runas_told != "$AWS_ACCESS_KEY_ID" ]]; then
      \builtin print -ru2 -- "aws-runas: the session was not renewed: ${__aws_runas_text:-no reason given}"
    fi
  fi
  [[ $__aws_runas_failed != "$AWS_ACCESS_KEY_ID" ]] || __aws_runas_red=1
}

# Runs the binary and prints its standard output if it succeeds, else why not. A directory that PATH has by a relative
# name may be anybody's: nothing of it is run that nobody has typed. What takes over a second is told.
function __aws_runas_try {
  local __aws_runas_text __aws_runas_said __aws_runas_program __aws_runas_waiting __aws_runas_status
  __aws_runas_program=$(\builtin whence -p aws-runas)
  if [[ $__aws_runas_program != /* ]]; then
    \builtin printf %s 'no directory of PATH with an absolute name has aws-runas'
    return 1
  fi
  __aws_runas_wait </dev/null >/dev/null &
  __aws_runas_waiting=$!
  { __aws_runas_said=$({ __aws_runas_text=$("$__aws_runas_program" "$@" </dev/null) &&
    \builtin printf '%s' "$__aws_runas_text" >&3; } 2>&1); } 3>&1
  __aws_runas_status=$?
  \builtin kill "$__aws_runas_waiting" 2>/dev/null
  [[ $__aws_runas_status -ne 0 ]] || return 0
  __aws_runas_reason "$__aws_runas_said"
  return 1
}

function __aws_runas_wait {
  sleep 1 2>/dev/null
  \builtin echo 'aws-runas: renewing the session ...' >&2
}

# Prints the error among the lines that the binary wrote, which is the last, with its hints on lines of their own.
# Warnings stand before it.
function __aws_runas_reason {
  local __aws_runas_rest=$1$'\n' __aws_runas_line __aws_runas_reason='' __aws_runas_hints=''
  while [[ -n $__aws_runas_rest ]]; do
    __aws_runas_line=${__aws_runas_rest%%$'\n'*}
    __aws_runas_rest=${__aws_runas_rest#*$'\n'}
    __aws_runas_line=${__aws_runas_line//[[:cntrl:]]/}
    case $__aws_runas_line in
      'aws-runas: hint: '*) __aws_runas_hints+=$'\n'$__aws_runas_line ;;
      'aws-runas: '*)
        __aws_runas_reason=${__aws_runas_line#aws-runas: }
        __aws_runas_hints=''
        ;;
      *) __aws_runas_reason=${__aws_runas_reason:-$__aws_runas_line} ;;
    esac
  done
  \builtin printf '%s' "$__aws_runas_reason$__aws_runas_hints"
}
