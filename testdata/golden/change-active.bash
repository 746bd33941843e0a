if test -z "${BASH_VERSION-}"; then
echo 'aws-runas: this text is for bash; name the shell that evaluates it with --shell' >&2; false;
elif (unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID AWS_REGION AWS_DEFAULT_REGION AWS_RUNAS_REGION AWS_RUNAS_SOURCE AWS_RUNAS_HIDES AWS_RUNAS_ASSUMED_ROLE_ARN AWS_RUNAS_NO_ROLE AWS_RUNAS_PROFILE); then
AWS_ACCESS_KEY_ID='AKIADEV'; export AWS_ACCESS_KEY_ID;
AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI'; export AWS_SECRET_ACCESS_KEY;
unset -v AWS_SESSION_TOKEN;
unset -v AWS_CREDENTIAL_EXPIRATION;
unset -v AWS_SESSION_EXPIRATION;
unset -v AWS_SESSION_EXPIRATION_UNIX;
unset -v AWS_ROLE_SESSION_NAME;
AWS_RUNAS_ACCESS_KEY_ID='AKIADEV'; export AWS_RUNAS_ACCESS_KEY_ID;
unset -v AWS_PROFILE;
unset -v AWS_DEFAULT_PROFILE;
unset -v AWS_SECURITY_TOKEN;
unset -v AWS_ACCOUNT_ID;
unset -v AWS_REGION;
if test "${__aws_runas_saved_AWS_REGION+set}"; then
if test "x${__aws_runas_saved_AWS_REGION#x}" = "$__aws_runas_saved_AWS_REGION"; then AWS_REGION="${__aws_runas_saved_AWS_REGION#x}"; export AWS_REGION; else AWS_REGION="${__aws_runas_saved_AWS_REGION#u}"; export -n AWS_REGION; fi;
fi;
unset -v AWS_DEFAULT_REGION;
if test "${__aws_runas_saved_AWS_DEFAULT_REGION+set}"; then
if test "x${__aws_runas_saved_AWS_DEFAULT_REGION#x}" = "$__aws_runas_saved_AWS_DEFAULT_REGION"; then AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#x}"; export AWS_DEFAULT_REGION; else AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#u}"; export -n AWS_DEFAULT_REGION; fi;
fi;
unset -v AWS_RUNAS_REGION;
unset -v AWS_RUNAS_SOURCE;
AWS_RUNAS_HIDES='keys'; export AWS_RUNAS_HIDES;
unset -v AWS_RUNAS_ASSUMED_ROLE_ARN;
unset -v AWS_RUNAS_NO_ROLE;
AWS_RUNAS_PROFILE='dev'; export AWS_RUNAS_PROFILE;
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
    [[ -n $now && $now != $other ]] || now=$(($(date +%s) - SECONDS));
    now=$((now + SECONDS));
  };
  ahead=${1:-0}; sign=;
  [[ $ahead = "${ahead#-}" ]] || { sign=-; ahead=${ahead#-}; };
  [[ -n $ahead && $ahead != $other && ${#ahead} -le 15 ]] || return 0;
  ((10#$expiry <= now + ${sign}10#$ahead));
};
aws_session_status_color() {
  local live expired;
  live=33; expired=31;
  case ${1:-bash} in zsh|fish|powershell) live=yellow; expired=red;; esac;
  if aws_session_expired; then echo "$expired"; else echo "$live"; fi;
};
unset -v __aws_runas_renew;
:;
else false; fi;
test "$AWS_ACCESS_KEY_ID" = 'AKIADEV';
