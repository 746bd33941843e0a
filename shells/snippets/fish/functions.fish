# Status 0 when this shell has no live session, 1 when it has one; with an argument, as it will be that many seconds
# from now. The time a file was changed and its age make the time of day without a process; path gives neither before
# 3.6, nor while standard input is redirected.
function aws_session_expired --description 'Succeed when this shell has no live AWS session'
    __ACTIVE__; or return 0
    [ -n "$AWS_SESSION_EXPIRATION_UNIX" ]; or return 1
    string match --quiet --regex '^[0-9]{1,15}\\z' -- "$AWS_SESSION_EXPIRATION_UNIX"; or return 0
    string match --quiet --regex '^(-?[0-9]{1,15})?\\z' -- "$argv[1]"; or return 0
    set --local __aws_runas_now (builtin math (builtin path mtime / 2>/dev/null) + (builtin path mtime --relative / 2>/dev/null) 2>/dev/null)
    or set __aws_runas_now (command date +%s)
    [ "$AWS_SESSION_EXPIRATION_UNIX" -le (builtin math $__aws_runas_now + "0$argv[1]") ]
end

# The colour of the session's state, in one word.
function aws_session_status_color --description 'Print the colour of the AWS session, for a prompt'
    set --local __aws_runas_colors 31 33
    builtin contains -- "$argv[1]" '' zsh fish powershell; and set __aws_runas_colors red yellow
    aws_session_expired; and builtin echo $__aws_runas_colors[1]; or builtin echo $__aws_runas_colors[2]
end
