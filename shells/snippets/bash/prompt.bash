# PS1 only refers to the segment, so that nothing in a profile's name is expanded. Where the reference is gone, somebody
# rewrote PS1, perhaps at every prompt: then this hook has to run after them. \001 and \002 frame what has no width.
function __aws_runas_segment {
  local name=${AWS_RUNAS_PROFILE-} color=33;
  shopt -q promptvars || return 0;
  if [[ ${PS1-} != *__aws_runas_ps1* ]]; then
    PS1='${__aws_runas_ps1-}'${PS1-};
    __aws_runas_register;
  fi;
  __aws_runas_active || return 0;
  name=${name//[[:cntrl:]]/};
  [[ -z $1 ]] || color=31;
  __aws_runas_ps1=$'\001\e['$color$'m\002(AWS'${AWS_RUNAS_ASSUMED_ROLE_ARN:+:$name}$')\001\e[0m\002 ';
};
