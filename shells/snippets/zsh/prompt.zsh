# PROMPT only refers to the segment, by elements of psvar that themes don't use (the text, whether it is red, whether
# there are colours), so that nothing in a profile's name is expanded. Where the reference is gone, somebody rewrote
# PROMPT, perhaps at every prompt: then this hook has to run after them. The segment goes behind line ends at the start
# of PROMPT; where a command prints the prompt, as starship does, PROMPT runs it once and divides what it printed.
# powerlevel10k writes PROMPT itself, and asks prompt_aws_runas for the segment.
function __aws_runas_segment {
  local __aws_runas_start __aws_runas_shown='%(91V.%(93V.%(92V.%F{red}.%F{yellow}).)(%91v)%(93V.%f.) .)'
  [[ -n $__aws_runas_percent ]] || return 0
  psvar[91]= psvar[92]=$1 psvar[93]=
  if __aws_runas_active; then
    psvar[91]=AWS:${AWS_RUNAS_PROFILE//[[:cntrl:]]/}
    [[ -z ${AWS_RUNAS_NO_ROLE-} ]] || psvar[91]=AWS
    [[ -n ${NO_COLOR-} || ${TERM-} = dumb ]] || psvar[93]=1
  fi
  if [[ ${PROMPT-} != *'%91v'* && ${+functions[p10k]} = 0 ]]; then
    if [[ -n $__aws_runas_subst && ${PROMPT-} = '$'[\(\{]* ]]; then
      \builtin typeset -g __aws_runas_theme=$PROMPT __aws_runas_ends=$'\n\r' __aws_runas_drawn=
      \builtin typeset -g +x __aws_runas_theme __aws_runas_ends __aws_runas_drawn
      PROMPT='${${__aws_runas_drawn::=${(e)__aws_runas_theme}}:+}${__aws_runas_drawn%%[^$__aws_runas_ends]*}'
      PROMPT+=$__aws_runas_shown'${__aws_runas_drawn#${__aws_runas_drawn%%[^$__aws_runas_ends]*}}'
    else
      __aws_runas_start=${PROMPT%%[^$'\n\r']*}
      PROMPT=$__aws_runas_start$__aws_runas_shown${PROMPT#$__aws_runas_start}
    fi
    __aws_runas_register
  fi
}

# It may be asked before the hook has run at all.
function prompt_aws_runas {
  \builtin emulate -L zsh
  __aws_runas_active || return 0
  local __aws_runas_color=yellow __aws_runas_text=AWS:${AWS_RUNAS_PROFILE//[[:cntrl:]]/}
  [[ -z ${AWS_RUNAS_NO_ROLE-} ]] || __aws_runas_text=AWS
  ! aws_session_expired || __aws_runas_color=red
  p10k segment -f $__aws_runas_color -t "${__aws_runas_text//\%/%%}"
}
