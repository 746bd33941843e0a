# Status 0 when this shell has no live session, 1 when it has one; with an argument, as it will be that many seconds
# from now. The text holds no glob character, so that an unquoted eval keeps it whole: the octal one reads *[^0-9]*.
# Before 4.2 bash has no clock of its own: there the hook leaves the time at which SECONDS was 0, and scripts ask date.
# shellcheck disable=SC2053,SC2072
aws_session_expired() {
  \builtin local __aws_runas_expiry __aws_runas_other __aws_runas_now __aws_runas_ahead __aws_runas_sign
  __ACTIVE__ || return 0
  __aws_runas_expiry=${AWS_SESSION_EXPIRATION_UNIX-}
  __aws_runas_other=$'\052\133\1360-9\135\052'
  [[ -n $__aws_runas_expiry ]] || return 1
  [[ $__aws_runas_expiry != $__aws_runas_other && ${#__aws_runas_expiry} -le 15 ]] || return 0
  if [[ $BASH_VERSION < 4.2 ]]; then
    __aws_runas_now=${__aws_runas_epoch-}
    [[ -n $__aws_runas_now && $__aws_runas_now != $__aws_runas_other ]] || __aws_runas_now=$(($(date +%s) - SECONDS))
    __aws_runas_now=$((__aws_runas_now + SECONDS))
  else
    \builtin printf -v __aws_runas_now '%(%s)T' -1
  fi
  __aws_runas_ahead=${1:-0}
  __aws_runas_sign=
  if [[ $__aws_runas_ahead != "${__aws_runas_ahead#-}" ]]; then
    __aws_runas_sign=-
    __aws_runas_ahead=${__aws_runas_ahead#-}
  fi
  [[ -n $__aws_runas_ahead && $__aws_runas_ahead != $__aws_runas_other && ${#__aws_runas_ahead} -le 15 ]] || return 0
  ((10#$__aws_runas_expiry <= __aws_runas_now + ${__aws_runas_sign}10#$__aws_runas_ahead))
}

# The colour of the session's state, in one word.
aws_session_status_color() {
  \builtin local __aws_runas_live __aws_runas_expired
  __aws_runas_live=33
  __aws_runas_expired=31
  case ${1:-bash} in
    zsh | fish | powershell)
      __aws_runas_live=yellow
      __aws_runas_expired=red
      ;;
  esac
  ! aws_session_expired || __aws_runas_live=$__aws_runas_expired
  \builtin echo "$__aws_runas_live"
}
