# The statements of which the texts for fish are made, each below its name. A mark like __NAME__ stands for what varies.
# Options are long, because another shell that evaluates the text would take "set -e" for its own. fish keeps "[", set,
# if, builtin and others from being functions of the user's, but neither true, false nor functions.

### active
# Whether a session is active.
[ -n "$AWS_RUNAS_PROFILE" ]; and [ -n "$AWS_ACCESS_KEY_ID" ]; and [ "$AWS_ACCESS_KEY_ID" = "$AWS_RUNAS_ACCESS_KEY_ID" ]

### wrapper
# Runs the body, all or nothing: being one statement, a text that was cut short or that another shell evaluates does
# nothing and fails. A trace shows nothing of the body.
if set --query FISH_VERSION
    set --local __aws_runas_traced $fish_trace
    set --query fish_trace[1]; and set fish_trace
    __BODY__
    if set --query __aws_runas_traced[1]
        set fish_trace $__aws_runas_traced
    end
end

### if-inactive
# Runs the body only while no session is active.
if not begin
        __ACTIVE__
    end
    __BODY__
end

### set
# Exports the variable: a global one, because "source" in a function would set its local variable. A local or
# function's variable of the name would shadow the global one, so it goes.
while set --query --local __NAME__; or set --query --global __NAME__
    set --erase __NAME__; or break
end
set --global --export __NAME__ __WORD__

### remove
# Leaves no such variable, not even an empty one. A universal one can't be removed without removing it from every other
# fish of the user's.
while set --query --local __NAME__; or set --query --global __NAME__
    set --erase __NAME__; or break
end
if set --query --universal --export __NAME__
    builtin echo 'aws-runas: __NAME__ is a universal variable and stays: set --erase --universal __NAME__' >&2
end

### distrust
# Forgets what was saved unless this shell saved it: the environment may bring variables of these names.
if [ "$__aws_runas_saved" != "$fish_pid" ]
    set --erase --global __SAVED__
    set --global --unexport __aws_runas_saved $fish_pid
end

### save
# Saves the variable in one that is not exported, its kind (x exported, u not) in front; forgets an older value if there
# is no variable. A function's own variable is left out: it is gone when the function returns.
if set --query --global __NAME__
    set --global --unexport __aws_runas_saved___NAME__ __KIND__ $__NAME__
else
    set --erase --global __aws_runas_saved___NAME__
end

### save-set
# Saves the variable if there is one.
if set --query --global __NAME__
    set --global --unexport __aws_runas_saved___NAME__ __KIND__ $__NAME__
end

### restore
# Makes the variable what was saved; removes it where nothing was.
while set --query --local __NAME__; or set --query --global __NAME__
    set --erase __NAME__; or break
end
if set --query __aws_runas_saved___NAME__
    if [ "$__aws_runas_saved___NAME__[1]" = x ]
        set --global --export __NAME__ $__aws_runas_saved___NAME__[2..-1]
    else
        set --global --unexport __NAME__ $__aws_runas_saved___NAME__[2..-1]
    end
end

### if-unset
# Runs the body only if there is no such variable.
if not set --query --local __NAME__; and not set --query --global __NAME__
    __BODY__
end

### remember-flags
# Keeps the flags with which the hook renews the session.
set --global --unexport __aws_runas_renew __WORD__

### forget-flags
# Forgets them.
set --erase --global __aws_runas_renew

### forget
# Forgets all that was saved, and removes the functions unless the hook is loaded, which needs them.
set --erase --global __aws_runas_saved __SAVED__
if not set --query __aws_runas_hook
    builtin functions --erase aws_session_expired aws_session_status_color
end

### check
# Succeeds if the session's keys are there.
[ "$AWS_ACCESS_KEY_ID" = __WORD__ ]

### nothing
# Does nothing and succeeds: fish keeps the status of an earlier command through every assignment.
[ nothing ]

### failure
# Fails, in fish and in the POSIX family; for PowerShell it is no sentence at all, and fails likewise. It is also the
# text for a shell that isn't known.
[ aws-runas = failed ]

### eval-line
# What a user types to have the output of a command evaluated.
__COMMAND__ | source

### quoted-argument
# A quoted value as an argument of a command.
__WORD__
