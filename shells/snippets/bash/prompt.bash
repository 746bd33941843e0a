# PS1 only refers to the segment, so that nothing in a profile's name is expanded. Where the reference is gone, somebody
# rewrote PS1, perhaps at every prompt: then this hook has to run after them. The segment goes behind what moves the
# cursor at the start of PS1: line ends and returns, and the escapes with which some themes begin. \001 and \002 frame
# what has no width.
function __aws_runas_segment {
  \builtin local __aws_runas_name="${AWS_RUNAS_PROFILE-}" __aws_runas_color=33 __aws_runas_start=''
  \builtin local __aws_runas_moves=$'^((\\\\\\[)?(\\\\n|\\\\r|\n|\r|(\\\\e|\\\\033|\e)\\[[0-9;]*[A-HJKSTfsu])+(\\\\\\])?)+'
  shopt -q promptvars || return 0
  if [[ ${PS1-} != *__aws_runas_ps1* ]]; then
    [[ ! ${PS1-} =~ $__aws_runas_moves ]] || __aws_runas_start=${BASH_REMATCH[0]}
    PS1=$__aws_runas_start'${__aws_runas_ps1-}'${PS1:${#__aws_runas_start}}
    __aws_runas_register
  fi
  __aws_runas_active || return 0
  __aws_runas_name=:${__aws_runas_name//[[:cntrl:]]/}
  [[ -z ${AWS_RUNAS_NO_ROLE-} ]] || __aws_runas_name=''
  [[ -z $1 ]] || __aws_runas_color=31
  __aws_runas_ps1="(AWS$__aws_runas_name) "
  if [[ -z ${NO_COLOR-} && ${TERM-} != dumb ]]; then
    __aws_runas_ps1=$'\001\e['$__aws_runas_color$'m\002(AWS'$__aws_runas_name$')\001\e[0m\002 '
  fi
}
