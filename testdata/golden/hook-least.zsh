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
    __aws_runas_conflict;
    __aws_runas_renewal;
    ! aws_session_expired || red=1;
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
