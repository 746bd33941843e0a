# What only this shell knows of its session, for "status": whether it renews it, and the names of the variables that it
# has saved. The values stay here.
function __aws_runas_status {
  \builtin local __aws_runas_word __aws_runas_names='' __aws_runas_own=''
  if [[ ${__aws_runas_saved-} = "$$" ]]; then
    for __aws_runas_word in "${!__aws_runas_saved_@}"; do
      __aws_runas_names+=" ${__aws_runas_word#__aws_runas_saved_}"
    done
  fi
  ! __aws_runas_renews || __aws_runas_own=1
  \builtin command aws-runas status --hook 1 ${__aws_runas_own:+--own} --saved="$__aws_runas_names" "$@"
}

function __aws_runas_renews {
  [[ -n ${__aws_runas_renew-} && ${AWS_RUNAS_NO_RENEW:-0} = 0 && -n $(\builtin declare -F __aws_runas_try) ]] || return 1
  ! shopt -q restricted_shell || return 1
  \builtin eval "\builtin set -- $__aws_runas_renew"
  [[ $1 = "${AWS_ACCESS_KEY_ID-}" ]]
}
