# Status 0 when this shell has no live session, 1 when it has one; with an argument, as it will be that many seconds
# from now. sh and ksh emulation take an unquoted eval's words for file names, therefore the pattern *[^0-9]* is spelt
# in octal; and they don't know prompt expansion when they read the function, therefore it stands in an eval.
aws_session_expired() {
  \builtin emulate -L zsh
  local __aws_runas_expiry=${AWS_SESSION_EXPIRATION_UNIX-} __aws_runas_other=$'\052\133\1360-9\135\052'
  local __aws_runas_ahead=${1:-0} __aws_runas_sign= __aws_runas_now
  __ACTIVE__ || return 0
  [[ -n $__aws_runas_expiry ]] || return 1
  [[ $__aws_runas_expiry != ${~__aws_runas_other} && ${#__aws_runas_expiry} -le 15 ]] || return 0
  \builtin eval '__aws_runas_now=${(%):-%D{%s}}'
  if [[ $__aws_runas_ahead != "${__aws_runas_ahead#-}" ]]; then
    __aws_runas_sign=-
    __aws_runas_ahead=${__aws_runas_ahead#-}
  fi
  [[ -n $__aws_runas_ahead && $__aws_runas_ahead != ${~__aws_runas_other} && ${#__aws_runas_ahead} -le 15 ]] || return 0
  ((10#$__aws_runas_expiry <= __aws_runas_now + ${__aws_runas_sign}10#$__aws_runas_ahead))
}

# The colour of the session's state, in one word.
aws_session_status_color() {
  \builtin emulate -L zsh
  local __aws_runas_live=33 __aws_runas_expired=31
  case ${1:-zsh} in
    zsh | fish | powershell)
      __aws_runas_live=yellow
      __aws_runas_expired=red
      ;;
  esac
  ! aws_session_expired || __aws_runas_live=$__aws_runas_expired
  \builtin echo "$__aws_runas_live"
}
