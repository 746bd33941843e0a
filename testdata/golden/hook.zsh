aws_session_expired() {
  emulate -L zsh;
  local expiry=${AWS_SESSION_EXPIRATION_UNIX-} other=$'\052\133\1360-9\135\052' now;
  [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} ]] || return 0;
  [[ $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]] || return 0;
  [[ -n $expiry ]] || return 1;
  [[ $expiry != ${~other} && ${#expiry} -le 15 ]] || return 0;
  eval 'now=${(%):-%D{%s}}';
  ((10#$expiry <= now + ${1:-0}));
};
aws_session_status_color() {
  emulate -L zsh;
  local live=33 expired=31;
  case ${1:-zsh} in zsh|fish|powershell) live=yellow expired=red;; esac;
  if aws_session_expired; then echo "$expired"; else echo "$live"; fi;
};
function aws-runas {
  case ${1-} in
    use) shift; __aws_runas_use "$@";;
    drop) shift; __aws_runas_eval --unset "$@";;
    *) command aws-runas "$@";;
  esac;
};
function __aws_runas_use {
  emulate -L zsh;
  local -a words;
  local word profile value;
  for word in "$@"; do
    if [[ -n $value ]]; then
      value=;
    else
      case ${word/#--/-} in
        (-format*) echo 'aws-runas: "use" changes this shell, so it takes no --format' >&2; return 2;;
        (-r|-profile|-p|-path|-d|-duration|-role|-mfa-code|-shell) value=1;;
        (-*) ;;
        (*) [[ -n $profile ]] || words+=(-r); profile=1;;
      esac;
    fi;
    words+=("$word");
  done;
  __aws_runas_eval "${words[@]}";
};
function __aws_runas_eval {
  emulate -L zsh;
  local text;
  text=$(command aws-runas env --shell zsh "$@") || return;
  eval "$text";
};
function __aws_runas_renewal { :; };
function __aws_runas_segment { :; };
function __aws_runas_active {
  [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} && $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]];
};
function __aws_runas_prompt {
  local red percent;
  [[ ! -o promptpercent ]] || percent=1;
  emulate -L zsh;
  if __aws_runas_active; then
    [[ -n ${__aws_runas_renew-}$__aws_runas_prompted ]] || __aws_runas_hide;
    [[ -z ${AWS_PROFILE+x}$__aws_runas_warned ]] || __aws_runas_conflict;
    if aws_session_expired 300; then
      __aws_runas_renewal;
      ! aws_session_expired || red=1;
    fi;
  else
    __aws_runas_failed= __aws_runas_retry= __aws_runas_warned=;
  fi;
  __aws_runas_prompted=1;
  __aws_runas_segment "$red";
  return 0;
};
function __aws_runas_conflict {
  if [[ -z ${AWS_PROFILE+x} ]]; then
    __aws_runas_warned=;
    return 0;
  fi;
  red=1;
  [[ -z $__aws_runas_warned ]] || return 0;
  __aws_runas_warned=1;
  echo 'aws-runas: AWS_PROFILE is set, and some tools use it in place of the session; unset it, or run: aws-runas drop' >&2;
};
function __aws_runas_hide {
  local name kind;
  for name in AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID; do
    (( ${+parameters[$name]} )) || continue;
    kind=u;
    [[ $parameters[$name] != *export* ]] || kind=x;
    eval "typeset -g __aws_runas_saved_$name=$kind\$$name";
    unset -v "$name";
  done;
};
function __aws_runas_register {
  emulate -L zsh;
  typeset -ga precmd_functions;
  precmd_functions=(${precmd_functions:#__aws_runas_prompt} __aws_runas_prompt);
};
function __aws_runas_load {
  emulate -L zsh;
  local name;
  for name in __aws_runas_{renew,failed,retry,warned,prompted}; do
    [[ ${parameters[$name]-} != *export* ]] || unset -v "$name";
  done;
  typeset -g __aws_runas_hook=1 __aws_runas_failed __aws_runas_retry __aws_runas_warned __aws_runas_prompted;
};
__aws_runas_load;
[[ ! -o interactive ]] || __aws_runas_register;
function __aws_runas_renewal {
  local now text told=$__aws_runas_failed;
  [[ -n ${__aws_runas_renew-} && ${AWS_RUNAS_NO_RENEW:-0} = 0 ]] || return 0;
  ! aws_session_expired -3600 || return 0;
  eval 'now=${(%):-%D{%s}}';
  if ((now >= ${__aws_runas_retry:-0})); then
    __aws_runas_retry=$((now + 300));
    __aws_runas_failed=$AWS_ACCESS_KEY_ID;
    eval "set -- $__aws_runas_renew";
    if text=$(__aws_runas_try env --renew --no-input --shell zsh "$@"); then
      eval "$text" && __aws_runas_failed=;
    elif [[ $told != "$AWS_ACCESS_KEY_ID" ]]; then
      print -ru2 -- "aws-runas: the session was not renewed: ${text:-no reason given}";
    fi;
  fi;
  [[ $__aws_runas_failed != "$AWS_ACCESS_KEY_ID" ]] || red=1;
};
function __aws_runas_try {
  local text said;
  { said=$({ text=$(command aws-runas "$@" </dev/null) && print -rnu3 -- "$text"; } 2>&1); } 3>&1 && return;
  said=${said#aws-runas: };
  said=${said%%$'\n'*};
  print -rn -- "${said//[[:cntrl:]]/}";
  return 1;
};
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
