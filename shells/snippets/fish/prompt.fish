# The prompt function gets a wrapper, just before the prompt is drawn, so that the order of loading doesn't matter. A
# wrapper that did not run at the last prompt was replaced since; one that did may be what the new prompt function
# calls, and wrapping that would never end.
function __aws_runas_paint;
  if not set --query __aws_runas_painted; and functions --query fish_prompt;
    string match --quiet '*__aws_runas_segment*' -- (functions fish_prompt); or __aws_runas_wrap;
  end;
  set --erase --global __aws_runas_painted;
  __aws_runas_active; or return 0;
  set --local color yellow;
  set --query __aws_runas_red[1]; and set color red;
  set --local name (string replace --all --regex '[[:cntrl:]\\x{80}-\\x{9f}]' '' -- ":$AWS_RUNAS_PROFILE");
  test -n "$AWS_RUNAS_ASSUMED_ROLE_ARN"; or set name '';
  set --global __aws_runas_segment (set_color $color)"(AWS$name)"(set_color normal)' ';
end;

# The original runs first, because it shows $status and $pipestatus.
function __aws_runas_wrap;
  functions --erase __aws_runas_original_prompt;
  functions --copy fish_prompt __aws_runas_original_prompt;
  function fish_prompt;
    set --local prompt (__aws_runas_original_prompt $argv | string collect --no-trim-newlines);
    set --global __aws_runas_painted 1;
    printf '%s%s' "$__aws_runas_segment" "$prompt";
  end;
end;
