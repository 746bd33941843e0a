if [ -z "${BASH_VERSION-}" ]; then
echo 'aws-runas: this text is for bash; name the shell that evaluates it with --shell' >&2;
[[ bash = other ]];
elif (
POSIXLY_CORRECT=1;
\unset -f declare;
\declare -F builtin >/dev/null;
); then
echo 'aws-runas: builtin is a function in this shell, so nothing was changed' >&2;
[[ builtin = function ]];
elif (\builtin unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID AWS_REGION AWS_DEFAULT_REGION AWS_RUNAS_REGION AWS_RUNAS_SOURCE AWS_RUNAS_HIDES AWS_RUNAS_ASSUMED_ROLE_ARN AWS_RUNAS_NO_ROLE AWS_RUNAS_PROFILE); then
\builtin unset -v __aws_runas_traced;
if [[ -o xtrace ]]; then
\builtin set +x;
__aws_runas_traced=1;
fi;
AWS_ACCESS_KEY_ID='AKIADEV';
\builtin export AWS_ACCESS_KEY_ID;
AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI';
\builtin export AWS_SECRET_ACCESS_KEY;
\builtin unset -v AWS_SESSION_TOKEN;
\builtin unset -v AWS_CREDENTIAL_EXPIRATION;
\builtin unset -v AWS_SESSION_EXPIRATION;
\builtin unset -v AWS_SESSION_EXPIRATION_UNIX;
\builtin unset -v AWS_ROLE_SESSION_NAME;
AWS_RUNAS_ACCESS_KEY_ID='AKIADEV';
\builtin export AWS_RUNAS_ACCESS_KEY_ID;
\builtin unset -v AWS_PROFILE;
\builtin unset -v AWS_DEFAULT_PROFILE;
\builtin unset -v AWS_SECURITY_TOKEN;
\builtin unset -v AWS_ACCOUNT_ID;
\builtin unset -v AWS_REGION;
if [[ -n ${__aws_runas_saved_AWS_REGION+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_REGION#x}" = "$__aws_runas_saved_AWS_REGION" ]]; then
AWS_REGION="${__aws_runas_saved_AWS_REGION#x}";
\builtin export AWS_REGION;
else
AWS_REGION="${__aws_runas_saved_AWS_REGION#u}";
\builtin export -n AWS_REGION;
fi;
fi;
\builtin unset -v AWS_DEFAULT_REGION;
if [[ -n ${__aws_runas_saved_AWS_DEFAULT_REGION+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_DEFAULT_REGION#x}" = "$__aws_runas_saved_AWS_DEFAULT_REGION" ]]; then
AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#x}";
\builtin export AWS_DEFAULT_REGION;
else
AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#u}";
\builtin export -n AWS_DEFAULT_REGION;
fi;
fi;
\builtin unset -v AWS_RUNAS_REGION;
\builtin unset -v AWS_RUNAS_SOURCE;
AWS_RUNAS_HIDES='keys';
\builtin export AWS_RUNAS_HIDES;
\builtin unset -v AWS_RUNAS_ASSUMED_ROLE_ARN;
\builtin unset -v AWS_RUNAS_NO_ROLE;
AWS_RUNAS_PROFILE='dev';
\builtin export AWS_RUNAS_PROFILE;
aws_session_expired() {
  \builtin local __aws_runas_expiry __aws_runas_other __aws_runas_now __aws_runas_ahead __aws_runas_sign;
  [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} && $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]] || return 0;
  __aws_runas_expiry=${AWS_SESSION_EXPIRATION_UNIX-};
  __aws_runas_other=$'\052\133\1360-9\135\052';
  [[ -n $__aws_runas_expiry ]] || return 1;
  [[ $__aws_runas_expiry != $__aws_runas_other && ${#__aws_runas_expiry} -le 15 ]] || return 0;
  if [[ $BASH_VERSION < 4.2 ]]; then
    __aws_runas_now=${__aws_runas_epoch-};
    [[ -n $__aws_runas_now && $__aws_runas_now != $__aws_runas_other ]] || __aws_runas_now=$(($(date +%s) - SECONDS));
    __aws_runas_now=$((__aws_runas_now + SECONDS));
  else
    \builtin printf -v __aws_runas_now '%(%s)T' -1;
  fi;
  __aws_runas_ahead=${1:-0};
  __aws_runas_sign=;
  if [[ $__aws_runas_ahead != "${__aws_runas_ahead#-}" ]]; then
    __aws_runas_sign=-;
    __aws_runas_ahead=${__aws_runas_ahead#-};
  fi;
  [[ -n $__aws_runas_ahead && $__aws_runas_ahead != $__aws_runas_other && ${#__aws_runas_ahead} -le 15 ]] || return 0;
  ((10#$__aws_runas_expiry <= __aws_runas_now + ${__aws_runas_sign}10#$__aws_runas_ahead));
};
aws_session_status_color() {
  \builtin local __aws_runas_live __aws_runas_expired;
  __aws_runas_live=33;
  __aws_runas_expired=31;
  case ${1:-bash} in
    zsh | fish | powershell)
      __aws_runas_live=yellow;
      __aws_runas_expired=red;
      ;;
  esac;
  ! aws_session_expired || __aws_runas_live=$__aws_runas_expired;
  \builtin echo "$__aws_runas_live";
};
\builtin unset -v __aws_runas_renew;
[[ nothing ]];
if [[ -n ${__aws_runas_traced-} ]]; then
\builtin unset -v __aws_runas_traced;
\builtin set -x;
fi;
else
[[ variable = read-only ]];
fi;
[[ $AWS_ACCESS_KEY_ID = 'AKIADEV' ]];
