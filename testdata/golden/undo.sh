if (\unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID AWS_REGION AWS_DEFAULT_REGION AWS_RUNAS_REGION AWS_RUNAS_SOURCE AWS_RUNAS_HIDES AWS_RUNAS_ASSUMED_ROLE_ARN AWS_RUNAS_NO_ROLE AWS_RUNAS_PROFILE); then
\set -- "$-" "$@";
\set +a +x;
if [ "${__aws_runas_saved-}" != "$$" ]; then
\unset -v __aws_runas_saved __aws_runas_saved_AWS_ACCESS_KEY_ID __aws_runas_saved_AWS_SECRET_ACCESS_KEY __aws_runas_saved_AWS_SESSION_TOKEN __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX __aws_runas_saved_AWS_ROLE_SESSION_NAME __aws_runas_saved_AWS_PROFILE __aws_runas_saved_AWS_DEFAULT_PROFILE __aws_runas_saved_AWS_SECURITY_TOKEN __aws_runas_saved_AWS_ACCOUNT_ID __aws_runas_saved_AWS_REGION __aws_runas_saved_AWS_DEFAULT_REGION;
__aws_runas_saved=$$;
fi;
\unset -v AWS_ACCESS_KEY_ID;
if [ -n "${__aws_runas_saved_AWS_ACCESS_KEY_ID+set}" ]; then
if [ "x${__aws_runas_saved_AWS_ACCESS_KEY_ID#x}" = "$__aws_runas_saved_AWS_ACCESS_KEY_ID" ]; then
AWS_ACCESS_KEY_ID="${__aws_runas_saved_AWS_ACCESS_KEY_ID#x}";
\export AWS_ACCESS_KEY_ID;
else
AWS_ACCESS_KEY_ID="${__aws_runas_saved_AWS_ACCESS_KEY_ID#u}";
fi;
fi;
\unset -v AWS_SECRET_ACCESS_KEY;
if [ -n "${__aws_runas_saved_AWS_SECRET_ACCESS_KEY+set}" ]; then
if [ "x${__aws_runas_saved_AWS_SECRET_ACCESS_KEY#x}" = "$__aws_runas_saved_AWS_SECRET_ACCESS_KEY" ]; then
AWS_SECRET_ACCESS_KEY="${__aws_runas_saved_AWS_SECRET_ACCESS_KEY#x}";
\export AWS_SECRET_ACCESS_KEY;
else
AWS_SECRET_ACCESS_KEY="${__aws_runas_saved_AWS_SECRET_ACCESS_KEY#u}";
fi;
fi;
\unset -v AWS_SESSION_TOKEN;
if [ -n "${__aws_runas_saved_AWS_SESSION_TOKEN+set}" ]; then
if [ "x${__aws_runas_saved_AWS_SESSION_TOKEN#x}" = "$__aws_runas_saved_AWS_SESSION_TOKEN" ]; then
AWS_SESSION_TOKEN="${__aws_runas_saved_AWS_SESSION_TOKEN#x}";
\export AWS_SESSION_TOKEN;
else
AWS_SESSION_TOKEN="${__aws_runas_saved_AWS_SESSION_TOKEN#u}";
fi;
fi;
\unset -v AWS_CREDENTIAL_EXPIRATION;
if [ -n "${__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION+set}" ]; then
if [ "x${__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION#x}" = "$__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION" ]; then
AWS_CREDENTIAL_EXPIRATION="${__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION#x}";
\export AWS_CREDENTIAL_EXPIRATION;
else
AWS_CREDENTIAL_EXPIRATION="${__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION#u}";
fi;
fi;
\unset -v AWS_SESSION_EXPIRATION;
if [ -n "${__aws_runas_saved_AWS_SESSION_EXPIRATION+set}" ]; then
if [ "x${__aws_runas_saved_AWS_SESSION_EXPIRATION#x}" = "$__aws_runas_saved_AWS_SESSION_EXPIRATION" ]; then
AWS_SESSION_EXPIRATION="${__aws_runas_saved_AWS_SESSION_EXPIRATION#x}";
\export AWS_SESSION_EXPIRATION;
else
AWS_SESSION_EXPIRATION="${__aws_runas_saved_AWS_SESSION_EXPIRATION#u}";
fi;
fi;
\unset -v AWS_SESSION_EXPIRATION_UNIX;
if [ -n "${__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX+set}" ]; then
if [ "x${__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX#x}" = "$__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX" ]; then
AWS_SESSION_EXPIRATION_UNIX="${__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX#x}";
\export AWS_SESSION_EXPIRATION_UNIX;
else
AWS_SESSION_EXPIRATION_UNIX="${__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX#u}";
fi;
fi;
\unset -v AWS_ROLE_SESSION_NAME;
if [ -n "${__aws_runas_saved_AWS_ROLE_SESSION_NAME+set}" ]; then
if [ "x${__aws_runas_saved_AWS_ROLE_SESSION_NAME#x}" = "$__aws_runas_saved_AWS_ROLE_SESSION_NAME" ]; then
AWS_ROLE_SESSION_NAME="${__aws_runas_saved_AWS_ROLE_SESSION_NAME#x}";
\export AWS_ROLE_SESSION_NAME;
else
AWS_ROLE_SESSION_NAME="${__aws_runas_saved_AWS_ROLE_SESSION_NAME#u}";
fi;
fi;
\unset -v AWS_RUNAS_ACCESS_KEY_ID;
if [ -z "${AWS_PROFILE+set}" ]; then
\unset -v AWS_PROFILE;
if [ -n "${__aws_runas_saved_AWS_PROFILE+set}" ]; then
if [ "x${__aws_runas_saved_AWS_PROFILE#x}" = "$__aws_runas_saved_AWS_PROFILE" ]; then
AWS_PROFILE="${__aws_runas_saved_AWS_PROFILE#x}";
\export AWS_PROFILE;
else
AWS_PROFILE="${__aws_runas_saved_AWS_PROFILE#u}";
fi;
fi;
fi;
if [ -z "${AWS_DEFAULT_PROFILE+set}" ]; then
\unset -v AWS_DEFAULT_PROFILE;
if [ -n "${__aws_runas_saved_AWS_DEFAULT_PROFILE+set}" ]; then
if [ "x${__aws_runas_saved_AWS_DEFAULT_PROFILE#x}" = "$__aws_runas_saved_AWS_DEFAULT_PROFILE" ]; then
AWS_DEFAULT_PROFILE="${__aws_runas_saved_AWS_DEFAULT_PROFILE#x}";
\export AWS_DEFAULT_PROFILE;
else
AWS_DEFAULT_PROFILE="${__aws_runas_saved_AWS_DEFAULT_PROFILE#u}";
fi;
fi;
fi;
if [ -z "${AWS_SECURITY_TOKEN+set}" ]; then
\unset -v AWS_SECURITY_TOKEN;
if [ -n "${__aws_runas_saved_AWS_SECURITY_TOKEN+set}" ]; then
if [ "x${__aws_runas_saved_AWS_SECURITY_TOKEN#x}" = "$__aws_runas_saved_AWS_SECURITY_TOKEN" ]; then
AWS_SECURITY_TOKEN="${__aws_runas_saved_AWS_SECURITY_TOKEN#x}";
\export AWS_SECURITY_TOKEN;
else
AWS_SECURITY_TOKEN="${__aws_runas_saved_AWS_SECURITY_TOKEN#u}";
fi;
fi;
fi;
if [ -z "${AWS_ACCOUNT_ID+set}" ]; then
\unset -v AWS_ACCOUNT_ID;
if [ -n "${__aws_runas_saved_AWS_ACCOUNT_ID+set}" ]; then
if [ "x${__aws_runas_saved_AWS_ACCOUNT_ID#x}" = "$__aws_runas_saved_AWS_ACCOUNT_ID" ]; then
AWS_ACCOUNT_ID="${__aws_runas_saved_AWS_ACCOUNT_ID#x}";
\export AWS_ACCOUNT_ID;
else
AWS_ACCOUNT_ID="${__aws_runas_saved_AWS_ACCOUNT_ID#u}";
fi;
fi;
fi;
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
\unset -v AWS_RUNAS_HIDES;
\unset -v AWS_RUNAS_ASSUMED_ROLE_ARN;
\unset -v AWS_RUNAS_NO_ROLE;
\unset -v AWS_RUNAS_PROFILE;
\unset -v __aws_runas_saved __aws_runas_saved_AWS_ACCESS_KEY_ID __aws_runas_saved_AWS_SECRET_ACCESS_KEY __aws_runas_saved_AWS_SESSION_TOKEN __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX __aws_runas_saved_AWS_ROLE_SESSION_NAME __aws_runas_saved_AWS_PROFILE __aws_runas_saved_AWS_DEFAULT_PROFILE __aws_runas_saved_AWS_SECURITY_TOKEN __aws_runas_saved_AWS_ACCOUNT_ID __aws_runas_saved_AWS_REGION __aws_runas_saved_AWS_DEFAULT_REGION;
[ nothing ];
[ "${1%%a*}" = "$1" ] || \set -a;
[ "${1%%x*}" = "$1" ] || \set -x;
\shift;
else
[ variable = read-only ];
fi;
