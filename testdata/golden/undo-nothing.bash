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
elif (\builtin unset -v __aws_runas_renew ); then
\builtin unset -v __aws_runas_traced;
if [[ -o xtrace ]]; then
\builtin set +x;
__aws_runas_traced=1;
fi;
\builtin unset -v __aws_runas_saved __aws_runas_saved_AWS_ACCESS_KEY_ID __aws_runas_saved_AWS_SECRET_ACCESS_KEY __aws_runas_saved_AWS_SESSION_TOKEN __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX __aws_runas_saved_AWS_ROLE_SESSION_NAME __aws_runas_saved_AWS_PROFILE __aws_runas_saved_AWS_DEFAULT_PROFILE __aws_runas_saved_AWS_SECURITY_TOKEN __aws_runas_saved_AWS_ACCOUNT_ID __aws_runas_saved_AWS_REGION __aws_runas_saved_AWS_DEFAULT_REGION;
if [[ -z ${__aws_runas_hook-} ]]; then
\builtin unset -f aws_session_expired aws_session_status_color 2>/dev/null || [[ none ]];
fi;
\builtin unset -v __aws_runas_renew;
[[ nothing ]];
if [[ -n ${__aws_runas_traced-} ]]; then
\builtin unset -v __aws_runas_traced;
\builtin set -x;
fi;
else
[[ variable = read-only ]];
fi;
