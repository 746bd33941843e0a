aws_session_expired() {
  local expiry other now;
  expiry=${AWS_SESSION_EXPIRATION_UNIX-};
  other=$'\052\133\1360-9\135\052';
  [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} ]] || return 0;
  [[ $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]] || return 0;
  [[ -n $expiry ]] || return 1;
  [[ $expiry != $other && ${#expiry} -le 15 ]] || return 0;
  printf -v now '%(%s)T' -1 2>/dev/null || now=$((${__aws_runas_epoch:-$(date +%s) - SECONDS} + SECONDS));
  ((10#$expiry <= now + ${1:-0}));
};
aws_session_status_color() {
  local live expired;
  live=33; expired=31;
  case ${1:-bash} in zsh|fish|powershell) live=yellow; expired=red;; esac;
  if aws_session_expired; then echo "$expired"; else echo "$live"; fi;
};
if [[ ! -o posix ]]; then
  function aws-runas {
    case ${1-} in
      use) shift; __aws_runas_use "$@";;
      drop) shift; __aws_runas_eval --unset "$@";;
      *) command aws-runas "$@";;
    esac;
  };
fi;
function __aws_runas_use {
  local words word profile='' value='';
  words=();
  for word in "$@"; do
    if [[ -n $value ]]; then
      value='';
    else
      case ${word/#--/-} in
        -format*) echo 'aws-runas: "use" changes this shell, so it takes no --format' >&2; return 2;;
        -r|-profile|-p|-path|-d|-duration|-role|-mfa-code|-shell) value=1;;
        -*) ;;
        *) [[ -n $profile ]] || words+=(-r); profile=1;;
      esac;
    fi;
    words+=("$word");
  done;
  __aws_runas_eval ${words[@]+"${words[@]}"};
};
function __aws_runas_eval {
  local text;
  text=$(command aws-runas env --shell bash "$@") || return;
  eval "$text";
};
function __aws_runas_renewal { :; };
function __aws_runas_segment { :; };
function __aws_runas_active {
  [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} && $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]];
};
function __aws_runas_prompt {
  local status=$? red='';
  [[ -z $__aws_runas_epoch ]] || __aws_runas_clock;
  __aws_runas_ps1='';
  if __aws_runas_active; then
    [[ -n ${__aws_runas_renew-}$__aws_runas_prompted ]] || __aws_runas_hide;
    [[ -z ${AWS_PROFILE+x}$__aws_runas_warned ]] || __aws_runas_conflict;
    if aws_session_expired 300; then
      __aws_runas_renewal;
      ! aws_session_expired || red=1;
    fi;
  else
    __aws_runas_failed='';
    __aws_runas_retry='';
    __aws_runas_warned='';
  fi;
  __aws_runas_prompted=1;
  __aws_runas_segment "$red";
  [[ $- != *a* ]] || __aws_runas_keep;
  return "$status";
};
function __aws_runas_keep {
  export -n __aws_runas_{hook,ps1,failed,retry,warned,prompted,epoch,seconds};
};
function __aws_runas_clock {
  ((SECONDS >= __aws_runas_seconds)) || __aws_runas_epoch=$(($(date +%s) - SECONDS));
  __aws_runas_seconds=$SECONDS;
};
function __aws_runas_conflict {
  if [[ -z ${AWS_PROFILE+x} ]]; then
    __aws_runas_warned='';
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
    [[ -n ${!name+x} ]] || continue;
    kind=u;
    ! __aws_runas_exported "$name" || kind=x;
    export -n "__aws_runas_saved_$name=$kind${!name}";
    unset -v "$name";
  done;
};
function __aws_runas_exported {
  local attributes;
  attributes=$(declare -p "$1" 2>/dev/null);
  attributes=${attributes#declare };
  [[ ${attributes%% *} = *x* ]];
};
function __aws_runas_register {
  local ours='${__aws_runas_hook:+__aws_runas_prompt} && :' entry others;
  if [[ -n ${bash_preexec_imported-}${__bp_imported-} ]]; then
    __aws_runas_register_preexec;
    return 0;
  fi;
  others=();
  set -- ${PROMPT_COMMAND+"$PROMPT_COMMAND"};
  [[ ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 51 ]] || set -- ${PROMPT_COMMAND[@]+"${PROMPT_COMMAND[@]}"};
  for entry in "$@"; do
    [[ $entry != "$ours" ]] || continue;
    entry=${entry//$'\n'"$ours"/};
    entry=${entry//"$ours"/:};
    others+=("$entry");
  done;
  if [[ $# -gt 1 ]]; then
    PROMPT_COMMAND=(${others[@]+"${others[@]}"} "$ours");
  else
    entry=${others[0]-};
    PROMPT_COMMAND=${entry:+$entry$'\n'}$ours;
  fi;
};
function __aws_runas_register_preexec {
  local entry;
  for entry in ${precmd_functions[@]+"${precmd_functions[@]}"}; do
    [[ $entry != __aws_runas_prompt ]] || return 0;
  done;
  precmd_functions+=(__aws_runas_prompt);
};
function __aws_runas_load {
  local name;
  for name in __aws_runas_{renew,failed,retry,warned,prompted,epoch,seconds}; do
    if [[ -n ${!name+x} ]] && __aws_runas_exported "$name"; then unset -v "$name"; fi;
  done;
  : "${__aws_runas_failed=}" "${__aws_runas_retry=}" "${__aws_runas_warned=}" "${__aws_runas_prompted=}";
  __aws_runas_hook=1;
  __aws_runas_ps1='';
  __aws_runas_epoch='';
  __aws_runas_seconds=$SECONDS;
  printf '%(%s)T' -1 >/dev/null 2>&1 || __aws_runas_epoch=$(($(date +%s) - SECONDS));
  __aws_runas_keep;
};
__aws_runas_load;
case $- in *i*) __aws_runas_register;; esac;
function __aws_runas_renewal {
  local now text told=$__aws_runas_failed;
  [[ -n ${__aws_runas_renew-} && ${AWS_RUNAS_NO_RENEW:-0} = 0 ]] || return 0;
  ! aws_session_expired -3600 || return 0;
  printf -v now '%(%s)T' -1 2>/dev/null || now=$((__aws_runas_epoch + SECONDS));
  if ((now >= ${__aws_runas_retry:-0})); then
    __aws_runas_retry=$((now + 300));
    __aws_runas_failed=$AWS_ACCESS_KEY_ID;
    eval "set -- $__aws_runas_renew";
    if text=$(__aws_runas_try env --renew --no-input --shell bash "$@"); then
      eval "$text" && __aws_runas_failed=;
    elif [[ $told != "$AWS_ACCESS_KEY_ID" ]]; then
      printf 'aws-runas: the session was not renewed: %s\n' "${text:-no reason given}" >&2;
    fi;
  fi;
  [[ $__aws_runas_failed != "$AWS_ACCESS_KEY_ID" ]] || red=1;
};
function __aws_runas_try {
  local text said;
  { said=$({ text=$(command aws-runas "$@" </dev/null) && printf '%s' "$text" >&3; } 2>&1); } 3>&1 && return;
  said=${said#aws-runas: };
  said=${said%%$'\n'*};
  printf '%s' "${said//[[:cntrl:]]/}";
  return 1;
};
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
