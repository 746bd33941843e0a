# The binary's "use" and "drop" can't reach this shell, so the name stands for both. "env" stays the binary's own: in
# the user's eval "$(aws-runas env)" this function would run in a subshell. bash --posix allows no hyphen in a name.
if [[ ! -o posix ]]; then
  function aws-runas {
    case ${1-} in
      use) __aws_runas_use "${@:2}" ;;
      drop) __aws_runas_eval --unset "${@:2}" ;;
      status) __aws_runas_status "${@:2}" ;;
      *) \builtin command aws-runas "$@" ;;
    esac
  }
fi

# The first word that is neither a flag nor a flag's value is the profile.
function __aws_runas_use {
  \builtin local __aws_runas_words __aws_runas_word __aws_runas_profile __aws_runas_value
  __aws_runas_words=() __aws_runas_profile='' __aws_runas_value=''
  for __aws_runas_word in "$@"; do
    if [[ -n $__aws_runas_value ]]; then
      __aws_runas_value=''
    else
      case ${__aws_runas_word/#--/-} in
        -format*)
          \builtin echo 'aws-runas: "use" changes this shell, so it takes no --format' >&2
          return 2
          ;;
        -r | -profile | -p | -path | -d | -duration | -session-duration | -role | -mfa-code | -shell) __aws_runas_value=1 ;;
        -*) ;;
        *)
          [[ -n $__aws_runas_profile ]] || __aws_runas_words+=(-r)
          __aws_runas_profile=1
          ;;
      esac
    fi
    __aws_runas_words+=("$__aws_runas_word")
  done
  __aws_runas_eval ${__aws_runas_words[@]+"${__aws_runas_words[@]}"}
}

# A binary that failed, is missing or was killed leaves the shell as it was. The text that it prints is never empty.
function __aws_runas_eval {
  \builtin local __aws_runas_text __aws_runas_options
  __aws_runas_options=$-
  \builtin set +x
  __aws_runas_text=$(\builtin command aws-runas env --shell bash "$@") && [[ -n $__aws_runas_text ]] &&
    \builtin eval "$__aws_runas_text"
  __aws_runas_trace "$?"
}

# Switches a trace on again that was switched off, and returns the status.
function __aws_runas_trace {
  [[ $__aws_runas_options != *x* ]] || \builtin set -x
  return "$1"
}
