# PROMPT only refers to the segment, by two elements of psvar that themes don't use, so that nothing in a profile's name
# is expanded. Where the reference is gone, somebody rewrote PROMPT, perhaps at every prompt: then this hook has to run
# after them. powerlevel10k writes PROMPT itself, and asks prompt_aws_runas for the segment.
function __aws_runas_segment {
  local name=${AWS_RUNAS_PROFILE-};
  [[ -n $percent ]] || return 0;
  psvar[91]= psvar[92]=$1;
  if __aws_runas_active; then
    psvar[91]=AWS${AWS_RUNAS_ASSUMED_ROLE_ARN:+:${name//[[:cntrl:]]/}};
  fi;
  if [[ ${PROMPT-} != *'%91v'* && ${+functions[p10k]} = 0 ]]; then
    PROMPT="%(91V.%(92V.%F{red}.%F{yellow})(%91v%)%f .)${PROMPT-}";
    __aws_runas_register;
  fi;
};

function prompt_aws_runas {
  emulate -L zsh;
  [[ -n ${psvar[91]-} ]] || return 0;
  local color=yellow;
  [[ -z ${psvar[92]-} ]] || color=red;
  p10k segment -f $color -t "${psvar[91]//\%/%%}";
};
