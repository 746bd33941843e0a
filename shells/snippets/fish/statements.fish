# The statements of which the texts for fish are made, each below its name. __NAME__ and other marks stand for what varies.

### wrapper
# Runs the body, all or nothing: one statement, so that a text which was cut short, or which another shell evaluates, does
# nothing and fails.
if set --query FISH_VERSION;
__BODY__
end;

### if-inactive
# Runs the body only while no session is active.
if test -z "$AWS_RUNAS_PROFILE"; or test -z "$AWS_RUNAS_ACCESS_KEY_ID"; or test "$AWS_RUNAS_ACCESS_KEY_ID" != "$AWS_ACCESS_KEY_ID";
__BODY__
end;

### set
# Exports the variable with the value.
while set --query --local __NAME__; or set --query --global __NAME__; set --erase __NAME__; or break; end;
set --global --export __NAME__ __WORD__;

### remove
# Leaves no such variable, not even an empty one.
while set --query --local __NAME__; or set --query --global __NAME__; set --erase __NAME__; or break; end;
if set --query --universal --export __NAME__; echo 'aws-runas: __NAME__ is a universal variable and stays: set --erase --universal __NAME__' >&2; end;

### save
# Saves the variable in one that is not exported, its kind (x exported, u not) in front; forgets an older value if there is
# no variable.
if set --query --local __NAME__; or set --query --global __NAME__; set --global --unexport __aws_runas_saved___NAME__ __KIND__ $__NAME__; else; set --erase --global __aws_runas_saved___NAME__; end;

### save-set
# Saves the variable if there is one.
if set --query --local __NAME__; or set --query --global __NAME__; set --global --unexport __aws_runas_saved___NAME__ __KIND__ $__NAME__; end;

### restore
# Makes the variable what was saved; removes it where nothing was.
while set --query --local __NAME__; or set --query --global __NAME__; set --erase __NAME__; or break; end;
if set --query __aws_runas_saved___NAME__;
if test $__aws_runas_saved___NAME__[1] = x; set --global --export __NAME__ $__aws_runas_saved___NAME__[2..-1]; else; set --global --unexport __NAME__ $__aws_runas_saved___NAME__[2..-1]; end;
end;

### if-unset
# Runs the body only if there is no such variable.
if not set --query --local __NAME__; and not set --query --global __NAME__;
__BODY__
end;

### remember-flags
# Keeps the flags with which the hook renews the session.
set --global --unexport __aws_runas_renew __WORD__;

### forget-flags
# Forgets them.
set --erase --global __aws_runas_renew;

### forget
# Forgets what was saved of the variable.
set --erase --global __aws_runas_saved___NAME__;

### forget-rest
# Forgets the rest, and removes the functions unless the hook is loaded, which needs them.
if not set --query __aws_runas_hook; functions --erase aws_session_expired aws_session_status_color; end;

### check
# Succeeds if the session's keys are there.
test "$AWS_ACCESS_KEY_ID" = __WORD__;

### nothing
# Does nothing and succeeds.
true;

### failure
# Fails, where the shell can with the status, and closes nobody's shell.
false;

### eval-line
# What a user types to have the output of a command evaluated.
__COMMAND__ | source

### quoted-argument
# A quoted value as an argument of a command.
__WORD__
