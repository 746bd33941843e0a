# What the hook's options leave out does nothing.
function __aws_runas_renewal { :; };
function __aws_runas_segment { :; };

function __aws_runas_active {
  [[ -n ${AWS_RUNAS_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} && $AWS_ACCESS_KEY_ID = "${AWS_RUNAS_ACCESS_KEY_ID-}" ]];
};

# Runs before every prompt. zsh itself keeps the user's status; with errexit any other status of a hook would end the
# shell.
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

# Some tools put AWS_PROFILE before the session's keys.
function __aws_runas_conflict {
  if [[ -z ${AWS_PROFILE+x} ]]; then
    __aws_runas_warned=;
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
    (( ${+parameters[$name]} )) || continue;
    kind=u;
    [[ $parameters[$name] != *export* ]] || kind=x;
    eval "typeset -g __aws_runas_saved_$name=$kind\$$name";
    typeset -g +x __aws_runas_saved_$name;
    unset -v "$name";
  done;
};

# Puts the hook last in precmd_functions, and only there.
function __aws_runas_register {
  emulate -L zsh;
  typeset -ga precmd_functions;
  precmd_functions=(${precmd_functions:#__aws_runas_prompt} __aws_runas_prompt);
};

# This shell's own notes are never exported: what came with the environment isn't one.
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
