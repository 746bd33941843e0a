# Renews this shell's own session, which has less than five minutes left or expired in the last hour, and tries it once
# in five minutes. After a failure red is set in the caller, and the first time the reason is printed. An attempt
# counts as failed until it has succeeded, so that Ctrl-C counts too. The note begins with the key it is about: a
# session that something else has put here, as direnv does, is not this shell's to renew.
function __aws_runas_renewal {
  local now text told=$__aws_runas_failed;
  [[ -n ${__aws_runas_renew-} && ${AWS_RUNAS_NO_RENEW:-0} = 0 ]] || return 0;
  eval "set -- $__aws_runas_renew";
  [[ $1 = "$AWS_ACCESS_KEY_ID" ]] || return 0;
  shift;
  ! aws_session_expired -3600 || return 0;
  eval 'now=${(%):-%D{%s}}';
  if ((now >= ${__aws_runas_retry:-0})); then
    __aws_runas_retry=$((now + 300));
    __aws_runas_failed=$AWS_ACCESS_KEY_ID;
    if text=$(__aws_runas_try env --renew --no-input --shell zsh "$@"); then
      eval "$text" && __aws_runas_failed=;
    elif [[ $told != "$AWS_ACCESS_KEY_ID" ]]; then
      print -ru2 -- "aws-runas: the session was not renewed: ${text:-no reason given}";
    fi;
  fi;
  [[ $__aws_runas_failed != "$AWS_ACCESS_KEY_ID" ]] || red=1;
};

# Runs the binary and prints its standard output if it succeeds, else the first line of its complaint.
function __aws_runas_try {
  local text said;
  { said=$({ text=$(command aws-runas "$@" </dev/null) && print -rnu3 -- "$text"; } 2>&1); } 3>&1 && return;
  said=${said#aws-runas: };
  said=${said%%$'\n'*};
  print -rn -- "${said//[[:cntrl:]]/}";
  return 1;
};
