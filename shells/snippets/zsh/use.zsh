# The binary's "use" and "drop" can't reach this shell, so the name stands for both. "env" stays the binary's own: in
# the user's eval "$(aws-runas env)" this function would run in a subshell.
function aws-runas {
  case ${1-} in
    use | drop) __aws_runas_eval "$@" ;;
    status) __aws_runas_status "${@:2}" ;;
    *) \builtin command aws-runas "$@" ;;
  esac
}

# A binary that failed, is missing or was killed leaves the shell as it was. The text that it prints is never empty. The
# trace is on again after the function.
function __aws_runas_eval {
  \builtin emulate -L zsh
  \builtin setopt noxtrace
  local __aws_runas_text
  __aws_runas_text=$(\builtin command aws-runas "$1" --hook 1 --shell zsh "${@:2}") || return
  [[ -n $__aws_runas_text ]] || return 1
  \builtin eval "$__aws_runas_text"
}
