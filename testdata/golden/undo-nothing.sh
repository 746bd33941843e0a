if (unset -v __aws_runas_renew ); then
set -- "$-" "$@"; set +a;
unset -v __aws_runas_saved_AWS_ACCESS_KEY_ID;
unset -v __aws_runas_saved_AWS_SECRET_ACCESS_KEY;
unset -v __aws_runas_saved_AWS_SESSION_TOKEN;
unset -v __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION;
unset -v __aws_runas_saved_AWS_SESSION_EXPIRATION;
unset -v __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX;
unset -v __aws_runas_saved_AWS_ROLE_SESSION_NAME;
unset -v __aws_runas_saved_AWS_PROFILE;
unset -v __aws_runas_saved_AWS_DEFAULT_PROFILE;
unset -v __aws_runas_saved_AWS_SECURITY_TOKEN;
unset -v __aws_runas_saved_AWS_ACCOUNT_ID;
unset -v __aws_runas_saved_AWS_REGION;
unset -v __aws_runas_saved_AWS_DEFAULT_REGION;
:;
case $1 in /dev/null/*|*a*) set -a;; esac; shift;
else false; fi;
