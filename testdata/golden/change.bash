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
if [[ ${__aws_runas_saved-} != "$$" ]]; then
\builtin unset -v __aws_runas_saved_AWS_ACCESS_KEY_ID __aws_runas_saved_AWS_SECRET_ACCESS_KEY __aws_runas_saved_AWS_SESSION_TOKEN __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX __aws_runas_saved_AWS_ROLE_SESSION_NAME __aws_runas_saved_AWS_PROFILE __aws_runas_saved_AWS_DEFAULT_PROFILE __aws_runas_saved_AWS_SECURITY_TOKEN __aws_runas_saved_AWS_ACCOUNT_ID __aws_runas_saved_AWS_REGION __aws_runas_saved_AWS_DEFAULT_REGION;
__aws_runas_saved=$$;
\builtin export -n __aws_runas_saved;
fi;
if ! [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} && $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]]; then
if [[ -n ${AWS_ACCESS_KEY_ID+set} ]]; then
__aws_runas_saved_AWS_ACCESS_KEY_ID="x$AWS_ACCESS_KEY_ID";
\builtin export -n __aws_runas_saved_AWS_ACCESS_KEY_ID;
else
\builtin unset -v __aws_runas_saved_AWS_ACCESS_KEY_ID;
fi;
if [[ -n ${AWS_SECRET_ACCESS_KEY+set} ]]; then
__aws_runas_saved_AWS_SECRET_ACCESS_KEY="x$AWS_SECRET_ACCESS_KEY";
\builtin export -n __aws_runas_saved_AWS_SECRET_ACCESS_KEY;
else
\builtin unset -v __aws_runas_saved_AWS_SECRET_ACCESS_KEY;
fi;
if [[ -n ${AWS_SESSION_TOKEN+set} ]]; then
__aws_runas_saved_AWS_SESSION_TOKEN="u$AWS_SESSION_TOKEN";
\builtin export -n __aws_runas_saved_AWS_SESSION_TOKEN;
else
\builtin unset -v __aws_runas_saved_AWS_SESSION_TOKEN;
fi;
if [[ -n ${AWS_CREDENTIAL_EXPIRATION+set} ]]; then
__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION="u$AWS_CREDENTIAL_EXPIRATION";
\builtin export -n __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION;
else
\builtin unset -v __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION;
fi;
if [[ -n ${AWS_SESSION_EXPIRATION+set} ]]; then
__aws_runas_saved_AWS_SESSION_EXPIRATION="u$AWS_SESSION_EXPIRATION";
\builtin export -n __aws_runas_saved_AWS_SESSION_EXPIRATION;
else
\builtin unset -v __aws_runas_saved_AWS_SESSION_EXPIRATION;
fi;
if [[ -n ${AWS_SESSION_EXPIRATION_UNIX+set} ]]; then
__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX="u$AWS_SESSION_EXPIRATION_UNIX";
\builtin export -n __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX;
else
\builtin unset -v __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX;
fi;
if [[ -n ${AWS_ROLE_SESSION_NAME+set} ]]; then
__aws_runas_saved_AWS_ROLE_SESSION_NAME="x$AWS_ROLE_SESSION_NAME";
\builtin export -n __aws_runas_saved_AWS_ROLE_SESSION_NAME;
else
\builtin unset -v __aws_runas_saved_AWS_ROLE_SESSION_NAME;
fi;
if [[ -n ${AWS_PROFILE+set} ]]; then
__aws_runas_saved_AWS_PROFILE="x$AWS_PROFILE";
\builtin export -n __aws_runas_saved_AWS_PROFILE;
else
\builtin unset -v __aws_runas_saved_AWS_PROFILE;
fi;
if [[ -n ${AWS_DEFAULT_PROFILE+set} ]]; then
__aws_runas_saved_AWS_DEFAULT_PROFILE="u$AWS_DEFAULT_PROFILE";
\builtin export -n __aws_runas_saved_AWS_DEFAULT_PROFILE;
else
\builtin unset -v __aws_runas_saved_AWS_DEFAULT_PROFILE;
fi;
if [[ -n ${AWS_SECURITY_TOKEN+set} ]]; then
__aws_runas_saved_AWS_SECURITY_TOKEN="u$AWS_SECURITY_TOKEN";
\builtin export -n __aws_runas_saved_AWS_SECURITY_TOKEN;
else
\builtin unset -v __aws_runas_saved_AWS_SECURITY_TOKEN;
fi;
if [[ -n ${AWS_ACCOUNT_ID+set} ]]; then
__aws_runas_saved_AWS_ACCOUNT_ID="u$AWS_ACCOUNT_ID";
\builtin export -n __aws_runas_saved_AWS_ACCOUNT_ID;
else
\builtin unset -v __aws_runas_saved_AWS_ACCOUNT_ID;
fi;
if [[ -n ${AWS_REGION+set} ]]; then
__aws_runas_saved_AWS_REGION="x$AWS_REGION";
\builtin export -n __aws_runas_saved_AWS_REGION;
else
\builtin unset -v __aws_runas_saved_AWS_REGION;
fi;
if [[ -n ${AWS_DEFAULT_REGION+set} ]]; then
__aws_runas_saved_AWS_DEFAULT_REGION="x$AWS_DEFAULT_REGION";
\builtin export -n __aws_runas_saved_AWS_DEFAULT_REGION;
else
\builtin unset -v __aws_runas_saved_AWS_DEFAULT_REGION;
fi;
fi;
AWS_ACCESS_KEY_ID='ASIAPROD';
\builtin export AWS_ACCESS_KEY_ID;
AWS_SECRET_ACCESS_KEY='wJalrX/K7MDENG+bPxRfi=';
\builtin export AWS_SECRET_ACCESS_KEY;
AWS_SESSION_TOKEN='IQoJb3JpZ2luX2VjEDs=';
\builtin export AWS_SESSION_TOKEN;
AWS_CREDENTIAL_EXPIRATION='2030-01-02T03:04:05Z';
\builtin export AWS_CREDENTIAL_EXPIRATION;
AWS_SESSION_EXPIRATION='2030-01-02T03:04:05Z';
\builtin export AWS_SESSION_EXPIRATION;
AWS_SESSION_EXPIRATION_UNIX='1893553445';
\builtin export AWS_SESSION_EXPIRATION_UNIX;
AWS_ROLE_SESSION_NAME='aws-runas-session_1';
\builtin export AWS_ROLE_SESSION_NAME;
AWS_RUNAS_ACCESS_KEY_ID='ASIAPROD';
\builtin export AWS_RUNAS_ACCESS_KEY_ID;
\builtin unset -v AWS_PROFILE;
\builtin unset -v AWS_DEFAULT_PROFILE;
\builtin unset -v AWS_SECURITY_TOKEN;
\builtin unset -v AWS_ACCOUNT_ID;
AWS_REGION='eu-west-1';
\builtin export AWS_REGION;
AWS_DEFAULT_REGION='eu-west-1';
\builtin export AWS_DEFAULT_REGION;
AWS_RUNAS_REGION='eu-west-1';
\builtin export AWS_RUNAS_REGION;
AWS_RUNAS_SOURCE='environment';
\builtin export AWS_RUNAS_SOURCE;
AWS_RUNAS_HIDES='keys';
\builtin export AWS_RUNAS_HIDES;
AWS_RUNAS_ASSUMED_ROLE_ARN='arn:aws:iam::123456789012:role/admin';
\builtin export AWS_RUNAS_ASSUMED_ROLE_ARN;
\builtin unset -v AWS_RUNAS_NO_ROLE;
AWS_RUNAS_PROFILE='it'\''s'\ 'prod';
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
__aws_runas_renew=''\''ASIAPROD'\'''\ ''\''-r'\'''\ ''\''it'\'''\\''\'''\''s'\'''\\''\ ''\''prod'\''';
\builtin export -n __aws_runas_renew;
[[ nothing ]];
if [[ -n ${__aws_runas_traced-} ]]; then
\builtin unset -v __aws_runas_traced;
\builtin set -x;
fi;
else
[[ variable = read-only ]];
fi;
[[ $AWS_ACCESS_KEY_ID = 'ASIAPROD' ]];
