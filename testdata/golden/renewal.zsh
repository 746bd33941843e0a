if test -z "${ZSH_VERSION-}"; then
echo 'aws-runas: this text is for zsh; name the shell that evaluates it with --shell' >&2; false;
elif (unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID); then
export AWS_ACCESS_KEY_ID='ASIAPROD';
export AWS_SECRET_ACCESS_KEY='wJalrX/K7MDENG+bPxRfi=';
export AWS_SESSION_TOKEN='IQoJb3JpZ2luX2VjEDs=';
export AWS_CREDENTIAL_EXPIRATION='2030-01-02T03:04:05Z';
export AWS_SESSION_EXPIRATION='2030-01-02T03:04:05Z';
export AWS_SESSION_EXPIRATION_UNIX='1893553445';
export AWS_ROLE_SESSION_NAME='aws-runas-session_1';
export AWS_RUNAS_ACCESS_KEY_ID='ASIAPROD';
typeset -g __aws_runas_renew=''\''ASIAPROD'\'''\ ''\''-r'\'''\ ''\''prod'\'''; typeset -g +x __aws_runas_renew;
:;
else false; fi;
test "$AWS_ACCESS_KEY_ID" = 'ASIAPROD';
