if (\unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID AWS_REGION AWS_DEFAULT_REGION AWS_RUNAS_REGION AWS_RUNAS_SOURCE AWS_RUNAS_HIDES AWS_RUNAS_ASSUMED_ROLE_ARN AWS_RUNAS_NO_ROLE AWS_RUNAS_PROFILE); then
\set -- "$-" "$@";
\set +a +x;
if [ "${__aws_runas_saved-}" != "$$" ]; then
\unset -v __aws_runas_saved __aws_runas_saved_AWS_ACCESS_KEY_ID __aws_runas_saved_AWS_SECRET_ACCESS_KEY __aws_runas_saved_AWS_SESSION_TOKEN __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX __aws_runas_saved_AWS_ROLE_SESSION_NAME __aws_runas_saved_AWS_PROFILE __aws_runas_saved_AWS_DEFAULT_PROFILE __aws_runas_saved_AWS_SECURITY_TOKEN __aws_runas_saved_AWS_ACCOUNT_ID __aws_runas_saved_AWS_REGION __aws_runas_saved_AWS_DEFAULT_REGION;
__aws_runas_saved=$$;
fi;
if ! { [ -n "${AWS_RUNAS_PROFILE-}" ] && [ -n "${AWS_ACCESS_KEY_ID-}" ] && [ "$AWS_ACCESS_KEY_ID" = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]; }; then
\unset -v __aws_runas_saved_AWS_ACCESS_KEY_ID;
if [ -n "${AWS_ACCESS_KEY_ID+set}" ]; then
__aws_runas_saved_AWS_ACCESS_KEY_ID="x$AWS_ACCESS_KEY_ID";
fi;
\unset -v __aws_runas_saved_AWS_SECRET_ACCESS_KEY;
if [ -n "${AWS_SECRET_ACCESS_KEY+set}" ]; then
__aws_runas_saved_AWS_SECRET_ACCESS_KEY="x$AWS_SECRET_ACCESS_KEY";
fi;
\unset -v __aws_runas_saved_AWS_SESSION_TOKEN;
if [ -n "${AWS_SESSION_TOKEN+set}" ]; then
__aws_runas_saved_AWS_SESSION_TOKEN="u$AWS_SESSION_TOKEN";
fi;
\unset -v __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION;
if [ -n "${AWS_CREDENTIAL_EXPIRATION+set}" ]; then
__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION="u$AWS_CREDENTIAL_EXPIRATION";
fi;
\unset -v __aws_runas_saved_AWS_SESSION_EXPIRATION;
if [ -n "${AWS_SESSION_EXPIRATION+set}" ]; then
__aws_runas_saved_AWS_SESSION_EXPIRATION="u$AWS_SESSION_EXPIRATION";
fi;
\unset -v __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX;
if [ -n "${AWS_SESSION_EXPIRATION_UNIX+set}" ]; then
__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX="u$AWS_SESSION_EXPIRATION_UNIX";
fi;
\unset -v __aws_runas_saved_AWS_ROLE_SESSION_NAME;
if [ -n "${AWS_ROLE_SESSION_NAME+set}" ]; then
__aws_runas_saved_AWS_ROLE_SESSION_NAME="x$AWS_ROLE_SESSION_NAME";
fi;
\unset -v __aws_runas_saved_AWS_PROFILE;
if [ -n "${AWS_PROFILE+set}" ]; then
__aws_runas_saved_AWS_PROFILE="x$AWS_PROFILE";
fi;
\unset -v __aws_runas_saved_AWS_DEFAULT_PROFILE;
if [ -n "${AWS_DEFAULT_PROFILE+set}" ]; then
__aws_runas_saved_AWS_DEFAULT_PROFILE="u$AWS_DEFAULT_PROFILE";
fi;
\unset -v __aws_runas_saved_AWS_SECURITY_TOKEN;
if [ -n "${AWS_SECURITY_TOKEN+set}" ]; then
__aws_runas_saved_AWS_SECURITY_TOKEN="u$AWS_SECURITY_TOKEN";
fi;
\unset -v __aws_runas_saved_AWS_ACCOUNT_ID;
if [ -n "${AWS_ACCOUNT_ID+set}" ]; then
__aws_runas_saved_AWS_ACCOUNT_ID="u$AWS_ACCOUNT_ID";
fi;
\unset -v __aws_runas_saved_AWS_REGION;
if [ -n "${AWS_REGION+set}" ]; then
__aws_runas_saved_AWS_REGION="x$AWS_REGION";
fi;
\unset -v __aws_runas_saved_AWS_DEFAULT_REGION;
if [ -n "${AWS_DEFAULT_REGION+set}" ]; then
__aws_runas_saved_AWS_DEFAULT_REGION="x$AWS_DEFAULT_REGION";
fi;
fi;
AWS_ACCESS_KEY_ID='ASIAPROD';
\export AWS_ACCESS_KEY_ID;
AWS_SECRET_ACCESS_KEY='wJalrX/K7MDENG+bPxRfi=';
\export AWS_SECRET_ACCESS_KEY;
AWS_SESSION_TOKEN='IQoJb3JpZ2luX2VjEDs=';
\export AWS_SESSION_TOKEN;
AWS_CREDENTIAL_EXPIRATION='2030-01-02T03:04:05Z';
\export AWS_CREDENTIAL_EXPIRATION;
AWS_SESSION_EXPIRATION='2030-01-02T03:04:05Z';
\export AWS_SESSION_EXPIRATION;
AWS_SESSION_EXPIRATION_UNIX='1893553445';
\export AWS_SESSION_EXPIRATION_UNIX;
AWS_ROLE_SESSION_NAME='aws-runas-session_1';
\export AWS_ROLE_SESSION_NAME;
AWS_RUNAS_ACCESS_KEY_ID='ASIAPROD';
\export AWS_RUNAS_ACCESS_KEY_ID;
\unset -v AWS_PROFILE;
\unset -v AWS_DEFAULT_PROFILE;
\unset -v AWS_SECURITY_TOKEN;
\unset -v AWS_ACCOUNT_ID;
AWS_REGION='eu-west-1';
\export AWS_REGION;
AWS_DEFAULT_REGION='eu-west-1';
\export AWS_DEFAULT_REGION;
AWS_RUNAS_REGION='eu-west-1';
\export AWS_RUNAS_REGION;
AWS_RUNAS_SOURCE='environment';
\export AWS_RUNAS_SOURCE;
AWS_RUNAS_HIDES='keys';
\export AWS_RUNAS_HIDES;
AWS_RUNAS_ASSUMED_ROLE_ARN='arn:aws:iam::123456789012:role/admin';
\export AWS_RUNAS_ASSUMED_ROLE_ARN;
\unset -v AWS_RUNAS_NO_ROLE;
AWS_RUNAS_PROFILE='it'\''s'\ 'prod';
\export AWS_RUNAS_PROFILE;
[ nothing ];
[ "${1%%a*}" = "$1" ] || \set -a;
[ "${1%%x*}" = "$1" ] || \set -x;
\shift;
else
[ variable = read-only ];
fi;
[ "$AWS_ACCESS_KEY_ID" = 'ASIAPROD' ];
