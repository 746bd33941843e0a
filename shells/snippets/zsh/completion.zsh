# Completes a line. What it may go on with the program says. zsh has put the words of an alias in its place.
function __aws_runas_complete {
  emulate -L zsh
  local __aws_runas_answer __aws_runas_kind __aws_runas_line __aws_runas_word
  local -a __aws_runas_lines __aws_runas_typed __aws_runas_values __aws_runas_shown
  __aws_runas_typed=("${(@Q)words[2,CURRENT-1]}")
  __aws_runas_answer="$(command aws-runas complete --shell zsh --current "${(Q)PREFIX}" -- "${__aws_runas_typed[@]}" 2>/dev/null)"
  __aws_runas_lines=("${(@f)__aws_runas_answer}")
  __aws_runas_kind=$__aws_runas_lines[1]
  shift __aws_runas_lines
  case $__aws_runas_kind in
    words)
      for __aws_runas_line in "${__aws_runas_lines[@]}"; do
        [[ -n $__aws_runas_line ]] || continue
        __aws_runas_word=${__aws_runas_line%%$'\t'*}
        __aws_runas_values+=("$__aws_runas_word")
        __aws_runas_line=${__aws_runas_line#*$'\t'}
        __aws_runas_shown+=("$__aws_runas_word${__aws_runas_line:+  -- $__aws_runas_line}")
      done
      [[ -z ${(M)__aws_runas_shown:#*  -- *} ]] && compadd -a __aws_runas_values || compadd -l -d __aws_runas_shown -a __aws_runas_values
      ;;
    files)
      [[ -z $__aws_runas_lines[1] ]] || compset -P '*='
      _files
      ;;
    program)
      shift $((__aws_runas_lines[1] + 1)) words
      ((CURRENT -= __aws_runas_lines[1] + 1))
      _normal
      ;;
  esac
}

# Without compinit zsh completes files only. It may come later in the start-up files than this.
function __aws_runas_complete_register {
  emulate -L zsh
  (($+functions[compdef])) || return 0
  # In a subscript, formatters take the hyphen for a minus.
  local __aws_runas_name=aws-runas
  [[ ${_comps[$__aws_runas_name]-} == __aws_runas_complete ]] || compdef __aws_runas_complete aws-runas
}

__aws_runas_complete_register
