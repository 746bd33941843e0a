# What only this shell knows of its session, for "status": whether it renews it, and the names of the variables that it
# has saved. The values stay here.
function __aws_runas_status {
  \builtin emulate -L zsh
  local -a __aws_runas_flags __aws_runas_names
  __aws_runas_flags=(--hook 1)
  if [[ ${__aws_runas_saved-} = "$$" ]]; then
    # shellcheck disable=SC2296
    __aws_runas_names=(${${(M)${(k)parameters}:#__aws_runas_saved_*}#__aws_runas_saved_})
  fi
  ! __aws_runas_renews || __aws_runas_flags+=(--own)
  \builtin command aws-runas status "${__aws_runas_flags[@]}" --saved="${__aws_runas_names[*]}" "$@"
}

function __aws_runas_renews {
  [[ -n ${__aws_runas_renew-} && ${AWS_RUNAS_NO_RENEW:-0} = 0 ]] || return 1
  \builtin whence -f __aws_runas_try >/dev/null || return 1
  \builtin eval "\builtin set -- $__aws_runas_renew"
  [[ $1 = "${AWS_ACCESS_KEY_ID-}" ]]
}
