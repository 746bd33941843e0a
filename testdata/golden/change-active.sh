if (\unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID AWS_REGION AWS_DEFAULT_REGION AWS_RUNAS_REGION AWS_RUNAS_SOURCE AWS_RUNAS_HIDES AWS_RUNAS_ASSUMED_ROLE_ARN AWS_RUNAS_NO_ROLE AWS_RUNAS_PROFILE); then
\set -- "$-" "$@";
\set +a +x;
AWS_ACCESS_KEY_ID='AKIADEV';
\export AWS_ACCESS_KEY_ID;
AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI';
\export AWS_SECRET_ACCESS_KEY;
\unset -v AWS_SESSION_TOKEN;
\unset -v AWS_CREDENTIAL_EXPIRATION;
\unset -v AWS_SESSION_EXPIRATION;
\unset -v AWS_SESSION_EXPIRATION_UNIX;
\unset -v AWS_ROLE_SESSION_NAME;
AWS_RUNAS_ACCESS_KEY_ID='AKIADEV';
\export AWS_RUNAS_ACCESS_KEY_ID;
\unset -v AWS_PROFILE;
\unset -v AWS_DEFAULT_PROFILE;
\unset -v AWS_SECURITY_TOKEN;
\unset -v AWS_ACCOUNT_ID;
\unset -v AWS_REGION;
if [ -n "${__aws_runas_saved_AWS_REGION+set}" ]; then
if [ "x${__aws_runas_saved_AWS_REGION#x}" = "$__aws_runas_saved_AWS_REGION" ]; then
AWS_REGION="${__aws_runas_saved_AWS_REGION#x}";
\export AWS_REGION;
else
AWS_REGION="${__aws_runas_saved_AWS_REGION#u}";
fi;
fi;
\unset -v AWS_DEFAULT_REGION;
if [ -n "${__aws_runas_saved_AWS_DEFAULT_REGION+set}" ]; then
if [ "x${__aws_runas_saved_AWS_DEFAULT_REGION#x}" = "$__aws_runas_saved_AWS_DEFAULT_REGION" ]; then
AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#x}";
\export AWS_DEFAULT_REGION;
else
AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#u}";
fi;
fi;
\unset -v AWS_RUNAS_REGION;
\unset -v AWS_RUNAS_SOURCE;
AWS_RUNAS_HIDES='keys';
\export AWS_RUNAS_HIDES;
\unset -v AWS_RUNAS_ASSUMED_ROLE_ARN;
\unset -v AWS_RUNAS_NO_ROLE;
AWS_RUNAS_PROFILE='dev';
\export AWS_RUNAS_PROFILE;
[ nothing ];
[ "${1%%a*}" = "$1" ] || \set -a;
[ "${1%%x*}" = "$1" ] || \set -x;
\shift;
else
[ variable = read-only ];
fi;
[ "$AWS_ACCESS_KEY_ID" = 'AKIADEV' ];
