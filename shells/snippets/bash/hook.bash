# What the hook's options leave out does nothing; the rest is defined again below.
# shellcheck disable=SC2317
function __aws_runas_renewal { :; };
# shellcheck disable=SC2317
function __aws_runas_segment { :; };

function __aws_runas_active {
  [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} && $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]];
};

# Runs before every prompt, and leaves $? as it was.
function __aws_runas_prompt {
  local status=$? red='';
  [[ -z $__aws_runas_epoch ]] || __aws_runas_clock;
  __aws_runas_ps1='';
  if __aws_runas_active; then
    [[ -n ${__aws_runas_renew-}$__aws_runas_prompted ]] || __aws_runas_hide;
    [[ -z ${AWS_PROFILE+x}$__aws_runas_warned ]] || __aws_runas_conflict;
    if aws_session_expired 300; then
      # shellcheck disable=SC2119
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

# With allexport every variable that is assigned is exported.
function __aws_runas_keep {
  export -n __aws_runas_{hook,ps1,failed,retry,warned,prompted,epoch,seconds};
};

# Without a clock of its own (before 4.2) bash has SECONDS, which the user may set back.
function __aws_runas_clock {
  ((SECONDS >= __aws_runas_seconds)) || __aws_runas_epoch=$(($(date +%s) - SECONDS));
  __aws_runas_seconds=$SECONDS;
};

# Some tools put AWS_PROFILE before the session's keys.
function __aws_runas_conflict {
  if [[ -z ${AWS_PROFILE+x} ]]; then
    __aws_runas_warned='';
    return 0;
  fi;
  red=1;
  [[ -z $__aws_runas_warned ]] || return 0;
  __aws_runas_warned=1;
  echo 'aws-runas: AWS_PROFILE is set, and some tools prefer it to the session: unset AWS_PROFILE' >&2;
};

# What the start-up files of a shell that inherited a session have set again, saved as an activation saves it: with x
# before a value that was exported, else u.
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

# Puts the hook last in PROMPT_COMMAND, and only there: as an element where there are several and bash runs them all
# (since 5.1), else after a line end, as a string may end in a semicolon. In a child that inherits PROMPT_COMMAND the
# command is empty, because the variable is not exported. "&& :" keeps a status from closing a shell with errexit.
function __aws_runas_register {
  # shellcheck disable=SC2016
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
    entry=${entry/#"$ours"[;$'\n']/};
    entry=${entry//"$ours"/:};
    others+=("$entry");
  done;
  if [[ $# -gt 1 ]]; then
    PROMPT_COMMAND=(${others[@]+"${others[@]}"} "$ours");
  else
    entry=${others[0]-};
    # An assignment to an array is to its first element.
    # shellcheck disable=SC2178
    PROMPT_COMMAND=${entry:+$entry$'\n'}$ours;
  fi;
};

# bash-preexec runs its own list, and nothing may stand after it in PROMPT_COMMAND.
function __aws_runas_register_preexec {
  local entry;
  for entry in ${precmd_functions[@]+"${precmd_functions[@]}"}; do
    [[ $entry != __aws_runas_prompt ]] || return 0;
  done;
  precmd_functions+=(__aws_runas_prompt);
};

# This shell's own notes are never exported: what came with the environment isn't one.
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
