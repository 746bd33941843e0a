# Completes a line. What it may go on with the program says, which reads the line by itself: bash has split it at every
# colon. Before 4.0 bash can't be told then that the names of files will do: there the program lists them.
function __aws_runas_complete {
  local IFS=$' \t\n' __aws_runas_line __aws_runas_answer __aws_runas_kind __aws_runas_word __aws_runas_value __aws_runas_old=''
  COMPREPLY=()
  ((BASH_VERSINFO[0] > 3)) || __aws_runas_old=1
  __aws_runas_complete_line
  __aws_runas_complete_alias
  __aws_runas_answer=$(command aws-runas complete --shell bash ${__aws_runas_old:+--files} --line "$__aws_runas_line" --breaks "${COMP_WORDBREAKS-}" 2>/dev/null)
  __aws_runas_kind=${__aws_runas_answer%%$'\n'*}
  __aws_runas_answer=${__aws_runas_answer#"$__aws_runas_kind"}
  __aws_runas_answer=${__aws_runas_answer#$'\n'}
  case $__aws_runas_kind in
    words) __aws_runas_complete_list printf '%s\n' "$__aws_runas_answer" ;;
    files) compopt -o default ;;
    program) __aws_runas_complete_program "$__aws_runas_answer" ;;
  esac
  return 0
}

# The line up to the cursor. Before 4.3 bash counts in bytes.
function __aws_runas_complete_line {
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 403)) || local LC_ALL=C
  __aws_runas_line=${COMP_LINE:0:COMP_POINT}
}

# An alias is the words that it stands for.
function __aws_runas_complete_alias {
  local __aws_runas_words __aws_runas_count=${#COMP_WORDS[@]}
  __aws_runas_value=$(alias -- "${COMP_WORDS[0]}" 2>/dev/null) || return 0
  eval "__aws_runas_value=${__aws_runas_value#*=}"
  __aws_runas_line=$__aws_runas_value${__aws_runas_line#"${COMP_WORDS[0]}"}
  read -r -a __aws_runas_words <<<"$__aws_runas_value"
  COMP_WORDS=(${__aws_runas_words[@]+"${__aws_runas_words[@]}"} "${COMP_WORDS[@]:1}")
  ((COMP_CWORD += ${#COMP_WORDS[@]} - __aws_runas_count)) || :
}

# Completes the command line of another program, which is the end of ours, as bash does when it is typed alone.
function __aws_runas_complete_program {
  local __aws_runas_next __aws_runas_text=$__aws_runas_line __aws_runas_first=0
  while ((__aws_runas_first < COMP_CWORD)); do
    __aws_runas_next=${__aws_runas_text#*"${COMP_WORDS[__aws_runas_first]}"}
    ((${#__aws_runas_next} >= ${#1})) || break
    __aws_runas_text=$__aws_runas_next
    ((__aws_runas_first += 1))
  done
  if declare -F _comp_command_offset >/dev/null; then
    _comp_command_offset "$__aws_runas_first"
    return 0
  fi
  if declare -F _command_offset >/dev/null; then
    _command_offset "$__aws_runas_first"
    return 0
  fi
  COMP_WORDS=("${COMP_WORDS[@]:__aws_runas_first}")
  ((COMP_CWORD -= __aws_runas_first)) || :
  COMP_LINE=$1
  COMP_POINT=${#1}
  __aws_runas_word=${COMP_WORDS[COMP_CWORD]-}
  if ((COMP_CWORD > 0)); then
    __aws_runas_complete_as "${COMP_WORDS[0]}" "$__aws_runas_word" "${COMP_WORDS[COMP_CWORD - 1]}"
  else
    __aws_runas_complete_list compgen -c -- "$__aws_runas_word"
  fi
}

# Calls what completes the program of that name. Where nothing is known, the names of files do.
function __aws_runas_complete_as {
  local __aws_runas_spec __aws_runas_words __aws_runas_i __aws_runas_call=''
  __aws_runas_spec=$(complete -p -- "$1" 2>/dev/null) || __aws_runas_spec=$(complete -p -- "${1##*/}" 2>/dev/null) || __aws_runas_spec=''
  eval "__aws_runas_words=($__aws_runas_spec)"
  for ((__aws_runas_i = 1; __aws_runas_i < ${#__aws_runas_words[@]} - 1; __aws_runas_i++)); do
    case ${__aws_runas_words[__aws_runas_i]} in
      -F)
        ((__aws_runas_i += 1))
        __aws_runas_call=${__aws_runas_words[__aws_runas_i]}
        ;;
      -o)
        ((__aws_runas_i += 1))
        ((BASH_VERSINFO[0] < 4)) || compopt -o "${__aws_runas_words[__aws_runas_i]}"
        ;;
    esac
  done
  if [[ -n $__aws_runas_call ]]; then
    "$__aws_runas_call" "$@" || :
  elif [[ -n $__aws_runas_spec ]]; then
    __aws_runas_spec=${__aws_runas_spec#complete}
    eval "__aws_runas_complete_list compgen ${__aws_runas_spec% *} -- \"\$2\""
  elif ((BASH_VERSINFO[0] < 4)); then
    __aws_runas_complete_list compgen -f -- "$2"
  else
    compopt -o default
  fi
}

function __aws_runas_complete_list {
  while IFS= read -r __aws_runas_word; do
    [[ -z $__aws_runas_word ]] || COMPREPLY+=("$__aws_runas_word")
  done <<<"$("$@" 2>/dev/null)"
}

# bash doesn't complete an alias as the words that it stands for, or only when it is told so. The hook does this once more at
# its first prompt, when the start-up files have been read.
function __aws_runas_complete_register {
  local IFS=$' \t\n' __aws_runas_line
  complete -F __aws_runas_complete -- aws-runas
  while IFS= read -r __aws_runas_line; do
    __aws_runas_line=${__aws_runas_line#alias }
    __aws_runas_line=${__aws_runas_line#-- }
    case ${__aws_runas_line#*=} in \'aws-runas\' | "'aws-runas "*) complete -F __aws_runas_complete -- "${__aws_runas_line%%=*}" ;; esac
  done <<<"$(alias)"
  return 0
}

__aws_runas_complete_register
