# What the hook's options leave out does nothing.
function __aws_runas_renewal; end;
function __aws_runas_paint; end;

function __aws_runas_active;
  test -n "$AWS_RUNAS_PROFILE"; and test -n "$AWS_ACCESS_KEY_ID";
  and test "$AWS_ACCESS_KEY_ID" = "$AWS_RUNAS_ACCESS_KEY_ID";
end;

# Runs before every prompt. fish itself keeps the user's status.
function __aws_runas_prompt --on-event fish_prompt;
  set --global __aws_runas_segment;
  set --global __aws_runas_red;
  if __aws_runas_active;
    set --query __aws_runas_renew[1]; or set --query __aws_runas_prompted; or __aws_runas_hide;
    __aws_runas_conflict;
    if aws_session_expired 300;
      __aws_runas_renewal;
      aws_session_expired; and set __aws_runas_red 1;
    end;
  else;
    set --global __aws_runas_failed;
    set --global __aws_runas_retry;
    set --global __aws_runas_warned;
  end;
  set --global __aws_runas_prompted 1;
  __aws_runas_paint;
end;

# Some tools put AWS_PROFILE before the session's keys.
function __aws_runas_conflict;
  if not set --query AWS_PROFILE;
    set __aws_runas_warned;
    return 0;
  end;
  set __aws_runas_red 1;
  set --query __aws_runas_warned[1]; and return 0;
  set __aws_runas_warned 1;
  echo 'aws-runas: AWS_PROFILE is set, and some tools prefer it to the session: set --erase AWS_PROFILE' >&2;
end;

# What the start-up files of a shell that inherited a session have set again, saved as an activation saves it: after x
# if it was exported, else u.
function __aws_runas_hide;
  for name in AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_ACCOUNT_ID;
    set --query --global $name; or continue;
    set --local kind u;
    set --query --global --export $name; and set kind x;
    set --global --unexport __aws_runas_saved_$name $kind $$name;
    set --erase --global $name;
  end;
end;

# This shell's own notes are never exported: what came with the environment isn't one.
for name in __aws_runas_{renew,failed,retry,warned,prompted};
  if set --query --global --export $name; set --erase --global $name; end;
end;
set --global __aws_runas_hook 1;
set --global __aws_runas_segment;
set --global __aws_runas_failed $__aws_runas_failed;
set --global __aws_runas_retry $__aws_runas_retry;
set --global __aws_runas_warned $__aws_runas_warned;
