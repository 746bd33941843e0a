if test -z "${BASH_VERSION-}"; then
echo 'aws-runas: this text is for bash; name the shell that evaluates it with --shell' >&2; false;
elif (unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID AWS_REGION AWS_DEFAULT_REGION AWS_RUNAS_REGION AWS_RUNAS_SOURCE AWS_RUNAS_HIDES AWS_RUNAS_ASSUMED_ROLE_ARN AWS_RUNAS_NO_ROLE AWS_RUNAS_PROFILE); then
if test -z "${AWS_RUNAS_PROFILE-}" || test -z "${AWS_RUNAS_ACCESS_KEY_ID-}" || test "$AWS_RUNAS_ACCESS_KEY_ID" != "${AWS_ACCESS_KEY_ID-}"; then
if test "${AWS_ACCESS_KEY_ID+set}"; then __aws_runas_saved_AWS_ACCESS_KEY_ID="x$AWS_ACCESS_KEY_ID"; export -n __aws_runas_saved_AWS_ACCESS_KEY_ID; else unset -v __aws_runas_saved_AWS_ACCESS_KEY_ID; fi;
if test "${AWS_SECRET_ACCESS_KEY+set}"; then __aws_runas_saved_AWS_SECRET_ACCESS_KEY="x$AWS_SECRET_ACCESS_KEY"; export -n __aws_runas_saved_AWS_SECRET_ACCESS_KEY; else unset -v __aws_runas_saved_AWS_SECRET_ACCESS_KEY; fi;
if test "${AWS_SESSION_TOKEN+set}"; then __aws_runas_saved_AWS_SESSION_TOKEN="u$AWS_SESSION_TOKEN"; export -n __aws_runas_saved_AWS_SESSION_TOKEN; else unset -v __aws_runas_saved_AWS_SESSION_TOKEN; fi;
if test "${AWS_CREDENTIAL_EXPIRATION+set}"; then __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION="u$AWS_CREDENTIAL_EXPIRATION"; export -n __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION; else unset -v __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION; fi;
if test "${AWS_SESSION_EXPIRATION+set}"; then __aws_runas_saved_AWS_SESSION_EXPIRATION="u$AWS_SESSION_EXPIRATION"; export -n __aws_runas_saved_AWS_SESSION_EXPIRATION; else unset -v __aws_runas_saved_AWS_SESSION_EXPIRATION; fi;
if test "${AWS_SESSION_EXPIRATION_UNIX+set}"; then __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX="u$AWS_SESSION_EXPIRATION_UNIX"; export -n __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX; else unset -v __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX; fi;
if test "${AWS_ROLE_SESSION_NAME+set}"; then __aws_runas_saved_AWS_ROLE_SESSION_NAME="x$AWS_ROLE_SESSION_NAME"; export -n __aws_runas_saved_AWS_ROLE_SESSION_NAME; else unset -v __aws_runas_saved_AWS_ROLE_SESSION_NAME; fi;
if test "${AWS_PROFILE+set}"; then __aws_runas_saved_AWS_PROFILE="x$AWS_PROFILE"; export -n __aws_runas_saved_AWS_PROFILE; else unset -v __aws_runas_saved_AWS_PROFILE; fi;
if test "${AWS_DEFAULT_PROFILE+set}"; then __aws_runas_saved_AWS_DEFAULT_PROFILE="u$AWS_DEFAULT_PROFILE"; export -n __aws_runas_saved_AWS_DEFAULT_PROFILE; else unset -v __aws_runas_saved_AWS_DEFAULT_PROFILE; fi;
if test "${AWS_SECURITY_TOKEN+set}"; then __aws_runas_saved_AWS_SECURITY_TOKEN="u$AWS_SECURITY_TOKEN"; export -n __aws_runas_saved_AWS_SECURITY_TOKEN; else unset -v __aws_runas_saved_AWS_SECURITY_TOKEN; fi;
if test "${AWS_ACCOUNT_ID+set}"; then __aws_runas_saved_AWS_ACCOUNT_ID="u$AWS_ACCOUNT_ID"; export -n __aws_runas_saved_AWS_ACCOUNT_ID; else unset -v __aws_runas_saved_AWS_ACCOUNT_ID; fi;
if test "${AWS_REGION+set}"; then __aws_runas_saved_AWS_REGION="x$AWS_REGION"; export -n __aws_runas_saved_AWS_REGION; else unset -v __aws_runas_saved_AWS_REGION; fi;
if test "${AWS_DEFAULT_REGION+set}"; then __aws_runas_saved_AWS_DEFAULT_REGION="x$AWS_DEFAULT_REGION"; export -n __aws_runas_saved_AWS_DEFAULT_REGION; else unset -v __aws_runas_saved_AWS_DEFAULT_REGION; fi;
fi;
AWS_ACCESS_KEY_ID='ASIAPROD'; export AWS_ACCESS_KEY_ID;
AWS_SECRET_ACCESS_KEY='wJalrX/K7MDENG+bPxRfi='; export AWS_SECRET_ACCESS_KEY;
AWS_SESSION_TOKEN='IQoJb3JpZ2luX2VjEDs='; export AWS_SESSION_TOKEN;
AWS_CREDENTIAL_EXPIRATION='2030-01-02T03:04:05Z'; export AWS_CREDENTIAL_EXPIRATION;
AWS_SESSION_EXPIRATION='2030-01-02T03:04:05Z'; export AWS_SESSION_EXPIRATION;
AWS_SESSION_EXPIRATION_UNIX='1893553445'; export AWS_SESSION_EXPIRATION_UNIX;
AWS_ROLE_SESSION_NAME='aws-runas-session_1'; export AWS_ROLE_SESSION_NAME;
AWS_RUNAS_ACCESS_KEY_ID='ASIAPROD'; export AWS_RUNAS_ACCESS_KEY_ID;
unset -v AWS_PROFILE;
unset -v AWS_DEFAULT_PROFILE;
unset -v AWS_SECURITY_TOKEN;
unset -v AWS_ACCOUNT_ID;
AWS_REGION='eu-west-1'; export AWS_REGION;
AWS_DEFAULT_REGION='eu-west-1'; export AWS_DEFAULT_REGION;
AWS_RUNAS_REGION='eu-west-1'; export AWS_RUNAS_REGION;
AWS_RUNAS_SOURCE='environment'; export AWS_RUNAS_SOURCE;
AWS_RUNAS_HIDES='keys'; export AWS_RUNAS_HIDES;
AWS_RUNAS_ASSUMED_ROLE_ARN='arn:aws:iam::123456789012:role/admin'; export AWS_RUNAS_ASSUMED_ROLE_ARN;
unset -v AWS_RUNAS_NO_ROLE;
AWS_RUNAS_PROFILE='it'\''s'\ 'prod'; export AWS_RUNAS_PROFILE;
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
__aws_runas_renew=''\''ASIAPROD'\'''\ ''\''-r'\'''\ ''\''it'\'''\\''\'''\''s'\'''\\''\ ''\''prod'\'''; export -n __aws_runas_renew;
:;
else false; fi;
test "$AWS_ACCESS_KEY_ID" = 'ASIAPROD';
