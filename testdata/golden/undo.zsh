if [ -z "${ZSH_VERSION-}" ]; then
echo 'aws-runas: this text is for zsh; name the shell that evaluates it with --shell' >&2;
[[ zsh = other ]];
elif typeset -f builtin >/dev/null; then
echo 'aws-runas: builtin is a function in this shell, so nothing was changed' >&2;
[[ builtin = function ]];
elif (\builtin unset -v __aws_runas_renew AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_SESSION_EXPIRATION_UNIX AWS_ROLE_SESSION_NAME AWS_RUNAS_ACCESS_KEY_ID AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID AWS_REGION AWS_DEFAULT_REGION AWS_RUNAS_REGION AWS_RUNAS_SOURCE AWS_RUNAS_HIDES AWS_RUNAS_ASSUMED_ROLE_ARN AWS_RUNAS_NO_ROLE AWS_RUNAS_PROFILE); then
\builtin unset -v __aws_runas_traced;
if [[ -o xtrace ]]; then
\builtin set +x;
\builtin typeset -g __aws_runas_traced=1;
fi;
if [[ ${__aws_runas_saved-} != "$$" ]]; then
\builtin unset -v __aws_runas_saved_AWS_ACCESS_KEY_ID __aws_runas_saved_AWS_SECRET_ACCESS_KEY __aws_runas_saved_AWS_SESSION_TOKEN __aws_runas_saved_AWS_CREDENTIAL_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION __aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX __aws_runas_saved_AWS_ROLE_SESSION_NAME __aws_runas_saved_AWS_PROFILE __aws_runas_saved_AWS_DEFAULT_PROFILE __aws_runas_saved_AWS_SECURITY_TOKEN __aws_runas_saved_AWS_ACCOUNT_ID __aws_runas_saved_AWS_REGION __aws_runas_saved_AWS_DEFAULT_REGION;
\builtin typeset -g __aws_runas_saved=$$;
\builtin typeset -g +x __aws_runas_saved;
fi;
\builtin unset -v AWS_ACCESS_KEY_ID;
if [[ -n ${__aws_runas_saved_AWS_ACCESS_KEY_ID+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_ACCESS_KEY_ID#x}" = "$__aws_runas_saved_AWS_ACCESS_KEY_ID" ]]; then
\builtin export AWS_ACCESS_KEY_ID="${__aws_runas_saved_AWS_ACCESS_KEY_ID#x}";
else
\builtin typeset -g AWS_ACCESS_KEY_ID="${__aws_runas_saved_AWS_ACCESS_KEY_ID#u}";
\builtin typeset -g +x AWS_ACCESS_KEY_ID;
fi;
fi;
\builtin unset -v AWS_SECRET_ACCESS_KEY;
if [[ -n ${__aws_runas_saved_AWS_SECRET_ACCESS_KEY+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_SECRET_ACCESS_KEY#x}" = "$__aws_runas_saved_AWS_SECRET_ACCESS_KEY" ]]; then
\builtin export AWS_SECRET_ACCESS_KEY="${__aws_runas_saved_AWS_SECRET_ACCESS_KEY#x}";
else
\builtin typeset -g AWS_SECRET_ACCESS_KEY="${__aws_runas_saved_AWS_SECRET_ACCESS_KEY#u}";
\builtin typeset -g +x AWS_SECRET_ACCESS_KEY;
fi;
fi;
\builtin unset -v AWS_SESSION_TOKEN;
if [[ -n ${__aws_runas_saved_AWS_SESSION_TOKEN+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_SESSION_TOKEN#x}" = "$__aws_runas_saved_AWS_SESSION_TOKEN" ]]; then
\builtin export AWS_SESSION_TOKEN="${__aws_runas_saved_AWS_SESSION_TOKEN#x}";
else
\builtin typeset -g AWS_SESSION_TOKEN="${__aws_runas_saved_AWS_SESSION_TOKEN#u}";
\builtin typeset -g +x AWS_SESSION_TOKEN;
fi;
fi;
\builtin unset -v AWS_CREDENTIAL_EXPIRATION;
if [[ -n ${__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION#x}" = "$__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION" ]]; then
\builtin export AWS_CREDENTIAL_EXPIRATION="${__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION#x}";
else
\builtin typeset -g AWS_CREDENTIAL_EXPIRATION="${__aws_runas_saved_AWS_CREDENTIAL_EXPIRATION#u}";
\builtin typeset -g +x AWS_CREDENTIAL_EXPIRATION;
fi;
fi;
\builtin unset -v AWS_SESSION_EXPIRATION;
if [[ -n ${__aws_runas_saved_AWS_SESSION_EXPIRATION+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_SESSION_EXPIRATION#x}" = "$__aws_runas_saved_AWS_SESSION_EXPIRATION" ]]; then
\builtin export AWS_SESSION_EXPIRATION="${__aws_runas_saved_AWS_SESSION_EXPIRATION#x}";
else
\builtin typeset -g AWS_SESSION_EXPIRATION="${__aws_runas_saved_AWS_SESSION_EXPIRATION#u}";
\builtin typeset -g +x AWS_SESSION_EXPIRATION;
fi;
fi;
\builtin unset -v AWS_SESSION_EXPIRATION_UNIX;
if [[ -n ${__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX#x}" = "$__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX" ]]; then
\builtin export AWS_SESSION_EXPIRATION_UNIX="${__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX#x}";
else
\builtin typeset -g AWS_SESSION_EXPIRATION_UNIX="${__aws_runas_saved_AWS_SESSION_EXPIRATION_UNIX#u}";
\builtin typeset -g +x AWS_SESSION_EXPIRATION_UNIX;
fi;
fi;
\builtin unset -v AWS_ROLE_SESSION_NAME;
if [[ -n ${__aws_runas_saved_AWS_ROLE_SESSION_NAME+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_ROLE_SESSION_NAME#x}" = "$__aws_runas_saved_AWS_ROLE_SESSION_NAME" ]]; then
\builtin export AWS_ROLE_SESSION_NAME="${__aws_runas_saved_AWS_ROLE_SESSION_NAME#x}";
else
\builtin typeset -g AWS_ROLE_SESSION_NAME="${__aws_runas_saved_AWS_ROLE_SESSION_NAME#u}";
\builtin typeset -g +x AWS_ROLE_SESSION_NAME;
fi;
fi;
\builtin unset -v AWS_RUNAS_ACCESS_KEY_ID;
if [[ -z ${AWS_PROFILE+set} ]]; then
\builtin unset -v AWS_PROFILE;
if [[ -n ${__aws_runas_saved_AWS_PROFILE+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_PROFILE#x}" = "$__aws_runas_saved_AWS_PROFILE" ]]; then
\builtin export AWS_PROFILE="${__aws_runas_saved_AWS_PROFILE#x}";
else
\builtin typeset -g AWS_PROFILE="${__aws_runas_saved_AWS_PROFILE#u}";
\builtin typeset -g +x AWS_PROFILE;
fi;
fi;
fi;
if [[ -z ${AWS_DEFAULT_PROFILE+set} ]]; then
\builtin unset -v AWS_DEFAULT_PROFILE;
if [[ -n ${__aws_runas_saved_AWS_DEFAULT_PROFILE+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_DEFAULT_PROFILE#x}" = "$__aws_runas_saved_AWS_DEFAULT_PROFILE" ]]; then
\builtin export AWS_DEFAULT_PROFILE="${__aws_runas_saved_AWS_DEFAULT_PROFILE#x}";
else
\builtin typeset -g AWS_DEFAULT_PROFILE="${__aws_runas_saved_AWS_DEFAULT_PROFILE#u}";
\builtin typeset -g +x AWS_DEFAULT_PROFILE;
fi;
fi;
fi;
if [[ -z ${AWS_SECURITY_TOKEN+set} ]]; then
\builtin unset -v AWS_SECURITY_TOKEN;
if [[ -n ${__aws_runas_saved_AWS_SECURITY_TOKEN+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_SECURITY_TOKEN#x}" = "$__aws_runas_saved_AWS_SECURITY_TOKEN" ]]; then
\builtin export AWS_SECURITY_TOKEN="${__aws_runas_saved_AWS_SECURITY_TOKEN#x}";
else
\builtin typeset -g AWS_SECURITY_TOKEN="${__aws_runas_saved_AWS_SECURITY_TOKEN#u}";
\builtin typeset -g +x AWS_SECURITY_TOKEN;
fi;
fi;
fi;
if [[ -z ${AWS_ACCOUNT_ID+set} ]]; then
\builtin unset -v AWS_ACCOUNT_ID;
if [[ -n ${__aws_runas_saved_AWS_ACCOUNT_ID+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_ACCOUNT_ID#x}" = "$__aws_runas_saved_AWS_ACCOUNT_ID" ]]; then
\builtin export AWS_ACCOUNT_ID="${__aws_runas_saved_AWS_ACCOUNT_ID#x}";
else
\builtin typeset -g AWS_ACCOUNT_ID="${__aws_runas_saved_AWS_ACCOUNT_ID#u}";
\builtin typeset -g +x AWS_ACCOUNT_ID;
fi;
fi;
fi;
\builtin unset -v AWS_REGION;
if [[ -n ${__aws_runas_saved_AWS_REGION+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_REGION#x}" = "$__aws_runas_saved_AWS_REGION" ]]; then
\builtin export AWS_REGION="${__aws_runas_saved_AWS_REGION#x}";
else
\builtin typeset -g AWS_REGION="${__aws_runas_saved_AWS_REGION#u}";
\builtin typeset -g +x AWS_REGION;
fi;
fi;
\builtin unset -v AWS_DEFAULT_REGION;
if [[ -n ${__aws_runas_saved_AWS_DEFAULT_REGION+set} ]]; then
if [[ "x${__aws_runas_saved_AWS_DEFAULT_REGION#x}" = "$__aws_runas_saved_AWS_DEFAULT_REGION" ]]; then
\builtin export AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#x}";
else
\builtin typeset -g AWS_DEFAULT_REGION="${__aws_runas_saved_AWS_DEFAULT_REGION#u}";
\builtin typeset -g +x AWS_DEFAULT_REGION;
fi;
fi;
\builtin unset -v AWS_RUNAS_REGION;
\builtin unset -v AWS_RUNAS_SOURCE;
\builtin unset -v AWS_RUNAS_HIDES;
\builtin unset -v AWS_RUNAS_ASSUMED_ROLE_ARN;
\builtin unset -v AWS_RUNAS_NO_ROLE;
\builtin unset -v AWS_RUNAS_PROFILE;
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
