# The binary's "use" and "drop" can't reach this shell, so the name stands for both. "env" stays the binary's own: in
# the user's eval "$(aws-runas env)" this function would run in a subshell. bash --posix allows no hyphen in a name.
if [[ ! -o posix ]]; then
  function aws-runas {
    case ${1-} in
      use | drop) __aws_runas_eval "$@" ;;
      status) __aws_runas_status "${@:2}" ;;
      *) \builtin command aws-runas "$@" ;;
    esac
  }
fi

# A binary that failed, is missing or was killed leaves the shell as it was. The text that it prints is never empty.
function __aws_runas_eval {
  \builtin local __aws_runas_text __aws_runas_options
  __aws_runas_options=$-
  \builtin set +x
  __aws_runas_text=$(\builtin command aws-runas "$1" --hook 1 --shell bash "${@:2}") && [[ -n $__aws_runas_text ]] &&
    \builtin eval "$__aws_runas_text"
  __aws_runas_trace "$?"
}

# Switches a trace on again that was switched off, and returns the status.
function __aws_runas_trace {
  [[ $__aws_runas_options != *x* ]] || \builtin set -x
  return "$1"
}
