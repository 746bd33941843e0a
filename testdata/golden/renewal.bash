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
elif (\builtin unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID); then
\builtin unset -v __aws_runas_traced;
if [[ -o xtrace ]]; then
\builtin set +x;
__aws_runas_traced=1;
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
__aws_runas_renew=''\''ASIAPROD'\'''\ ''\''-r'\'''\ ''\''prod'\''';
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
