if test -z "${BASH_VERSION-}"; then
echo 'aws-runas: this text is for bash; name the shell that evaluates it with --shell' >&2; false;
elif (unset -v __aws_runas_renew ); then
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
unset -v __aws_runas_renew;
if test -z "${__aws_runas_hook-}"; then unset -f aws_session_expired aws_session_status_color 2>/dev/null || :; fi;
:;
else false; fi;
