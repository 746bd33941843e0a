if test -z "${ZSH_VERSION-}"; then
echo 'aws-runas: this text is for zsh; name the shell that evaluates it with --shell' >&2; false;
elif (unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID AWS_REGION AWS_DEFAULT_REGION AWS_RUNAS_REGION AWS_RUNAS_SOURCE AWS_RUNAS_HIDES AWS_RUNAS_ASSUMED_ROLE_ARN AWS_RUNAS_NO_ROLE AWS_RUNAS_PROFILE); then
export AWS_ACCESS_KEY_ID='AKIADEV';
export AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI';
unset -v AWS_SESSION_TOKEN;
unset -v AWS_CREDENTIAL_EXPIRATION;
unset -v AWS_SESSION_EXPIRATION;
unset -v AWS_SESSION_EXPIRATION_UNIX;
unset -v AWS_ROLE_SESSION_NAME;
export AWS_RUNAS_ACCESS_KEY_ID='AKIADEV';
unset -v AWS_PROFILE;
unset -v AWS_DEFAULT_PROFILE;
unset -v AWS_SECURITY_TOKEN;
unset -v AWS_ACCOUNT_ID;
unset -v AWS_REGION;
if test "${__aws_runas_saved_AWS_REGION+set}"; then
if test "x${__aws_runas_saved_AWS_REGION#x}" = "$__aws_runas_saved_AWS_REGION"; then export AWS_REGION="${__aws_runas_saved_AWS_REGION#x}"; else typeset -g AWS_REGION="${__aws_runas_saved_AWS_REGION#u}"; typeset -g +x AWS_REGION; fi;
fi;
unset -v AWS_DEFAULT_REGION;
if test "${__aws_runas_saved_AWS_DEFAULT_REGION+set}"; then
if test "x${__aws_runas_saved_AWS_DEFAULT_REGION#x}" = "$__aws_runas_saved_AWS_DEFAULT_REGION"; then export AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#x}"; else typeset -g AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#u}"; typeset -g +x AWS_DEFAULT_REGION; fi;
fi;
unset -v AWS_RUNAS_REGION;
unset -v AWS_RUNAS_SOURCE;
export AWS_RUNAS_HIDES='keys';
unset -v AWS_RUNAS_ASSUMED_ROLE_ARN;
unset -v AWS_RUNAS_NO_ROLE;
export AWS_RUNAS_PROFILE='dev';
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
aws_session_status_color() {
  emulate -L zsh;
  local live=33 expired=31;
  case ${1:-zsh} in zsh|fish|powershell) live=yellow expired=red;; esac;
  if aws_session_expired; then echo "$expired"; else echo "$live"; fi;
};
unset -v __aws_runas_renew;
:;
else false; fi;
test "$AWS_ACCESS_KEY_ID" = 'AKIADEV';
