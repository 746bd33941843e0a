# What the hook's options leave out does nothing.
function __aws_runas_renewal
end
function __aws_runas_paint
end

function __aws_runas_active
    __ACTIVE__
end

# Runs before every prompt. fish itself keeps the user's status, and doesn't trace what an event runs.
function __aws_runas_prompt --on-event fish_prompt
    set --global __aws_runas_segment
    set --global __aws_runas_red
    if __aws_runas_active
        set --query __aws_runas_renew[1]; or set --query __aws_runas_prompted; or __aws_runas_hide
        __aws_runas_conflict
        if aws_session_expired 300
            __aws_runas_renewal
            aws_session_expired; and set __aws_runas_red 1
        end
    else
        set --global __aws_runas_failed
        set --global __aws_runas_retry
        set --global __aws_runas_warned
    end
    set --global __aws_runas_prompted 1
    __aws_runas_paint
end

# Runs before a command line, which is its argument: a prompt may have stood for hours, and the command needs keys that
# live. A line that makes or ends a session itself is not held up.
function __aws_runas_before_command --on-event fish_preexec
    string match --quiet '*aws-runas*' -- "$argv[1]"; and return 0
    __aws_runas_active; and aws_session_expired 300; and __aws_runas_renewal
    return 0
end

# Some tools put AWS_PROFILE before the session's keys.
function __aws_runas_conflict
    if not set --query AWS_PROFILE
        set __aws_runas_warned
        return 0
    end
    set __aws_runas_red 1
    set --query __aws_runas_warned[1]; and return 0
    set __aws_runas_warned 1
    builtin echo 'aws-runas: AWS_PROFILE is set, and some tools prefer it to the session: set --erase AWS_PROFILE' >&2
end

# What the start-up files of a shell that inherited a session have set again, saved as an activation saves it: after x
# if it was exported, else u.
function __aws_runas_hide
    __DISTRUST__
    for __aws_runas_name in __HIDDEN__
        set --query --global $__aws_runas_name; or continue
        set --local __aws_runas_kind u
        set --query --global --export $__aws_runas_name; and set __aws_runas_kind x
        set --global --unexport __aws_runas_saved_$__aws_runas_name $__aws_runas_kind $$__aws_runas_name
        set --erase --global $__aws_runas_name
    end
end

# This shell's own notes are never exported: what came with the environment isn't one.
for __aws_runas_name in __aws_runas_renew __aws_runas_failed __aws_runas_retry __aws_runas_warned __aws_runas_prompted
    set --query --global --export $__aws_runas_name; and set --erase --global $__aws_runas_name
end
set --erase __aws_runas_name
set --global __aws_runas_hook 1
set --global __aws_runas_segment
set --global __aws_runas_failed $__aws_runas_failed
set --global __aws_runas_retry $__aws_runas_retry
set --global __aws_runas_warned $__aws_runas_warned
