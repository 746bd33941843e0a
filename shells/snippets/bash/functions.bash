# Status 0 when this shell has no live session, 1 when it has one; with an argument, as it will be that many seconds
# from now. The text holds no glob character, so that an unquoted eval keeps it whole: the octal one reads *[^0-9]*.
# Before 4.2 bash has no clock of its own: there the hook leaves the time at which SECONDS was 0, and scripts ask date.
# shellcheck disable=SC2053
aws_session_expired() {
  local expiry other now ahead sign;
  expiry=${AWS_SESSION_EXPIRATION_UNIX-};
  other=$'\052\133\1360-9\135\052';
  [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} ]] || return 0;
  [[ $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]] || return 0;
  [[ -n $expiry ]] || return 1;
  [[ $expiry != $other && ${#expiry} -le 15 ]] || return 0;
  printf -v now '%(%s)T' -1 2>/dev/null || {
    now=${__aws_runas_epoch-};
    # shellcheck disable=SC2053
    [[ -n $now && $now != $other ]] || now=$(($(date +%s) - SECONDS));
    now=$((now + SECONDS));
  };
  ahead=${1:-0}; sign=;
  [[ $ahead = "${ahead#-}" ]] || { sign=-; ahead=${ahead#-}; };
  # shellcheck disable=SC2053
  [[ -n $ahead && $ahead != $other && ${#ahead} -le 15 ]] || return 0;
  ((10#$expiry <= now + ${sign}10#$ahead));
};

# The colour of the session's state, in one word.
aws_session_status_color() {
  local live expired;
  live=33; expired=31;
  case ${1:-bash} in zsh|fish|powershell) live=yellow; expired=red;; esac;
  if aws_session_expired; then echo "$expired"; else echo "$live"; fi;
};
