# Status 0 when this shell has no live session, 1 when it has one; with an argument, as it will be that many seconds
# from now. sh and ksh emulation take an unquoted eval's words for file names, therefore the pattern *[^0-9]* is spelt
# in octal; and they don't know prompt expansion when they read the function, therefore it stands in an eval.
aws_session_expired() {
  emulate -L zsh;
  local expiry=${AWS_SESSION_EXPIRATION_UNIX-} other=$'\052\133\1360-9\135\052' ahead=${1:-0} sign= now;
  [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} ]] || return 0;
  [[ $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]] || return 0;
  [[ -n $expiry ]] || return 1;
  [[ $expiry != ${~other} && ${#expiry} -le 15 ]] || return 0;
  eval 'now=${(%):-%D{%s}}';
  [[ $ahead = "${ahead#-}" ]] || { sign=-; ahead=${ahead#-}; };
  [[ -n $ahead && $ahead != ${~other} && ${#ahead} -le 15 ]] || return 0;
  ((10#$expiry <= now + ${sign}10#$ahead));
};

# The colour of the session's state, in one word.
aws_session_status_color() {
  emulate -L zsh;
  local live=33 expired=31;
  case ${1:-zsh} in zsh|fish|powershell) live=yellow expired=red;; esac;
  if aws_session_expired; then echo "$expired"; else echo "$live"; fi;
};
