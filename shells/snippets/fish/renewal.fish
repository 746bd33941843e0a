# Renews this shell's own session, which has less than five minutes left or expired in the last hour, and tries it once
# in five minutes. After a failure the segment is red, and the first time the reason is printed. An attempt
# counts as failed until it has succeeded, so that Ctrl-C counts too. The note begins with the key it is about: a
# session that something else has put here, as direnv does, is not this shell's to renew.
function __aws_runas_renewal
    set --query __aws_runas_renew[1]; and [ "$__aws_runas_renew[1]" = "$AWS_ACCESS_KEY_ID" ]; or return 0
    builtin contains -- "$AWS_RUNAS_NO_RENEW" '' 0; or return 0
    aws_session_expired -3600; and return 0
    set --local __aws_runas_now (builtin math (builtin path mtime / 2>/dev/null) + (builtin path mtime --relative / 2>/dev/null) 2>/dev/null)
    or set __aws_runas_now (command date +%s)
    [ $__aws_runas_now -ge "0$__aws_runas_retry" ]; and __aws_runas_try $__aws_runas_now
    [ "$__aws_runas_failed" != "$AWS_ACCESS_KEY_ID" ]; or set --global __aws_runas_red 1
end

# A directory that PATH has by a relative name may be anybody's: nothing of it is run that nobody has typed. What takes over a second
# is told.
function __aws_runas_try --argument-names __aws_runas_now
    set --local __aws_runas_told $__aws_runas_failed
    set --local __aws_runas_traced $fish_trace
    set --query fish_trace[1]; and set fish_trace
    set --global __aws_runas_retry (builtin math $__aws_runas_now + 300)
    set --global __aws_runas_failed $AWS_ACCESS_KEY_ID
    set --local __aws_runas_said 'no directory of PATH with an absolute name has aws-runas'
    set --local __aws_runas_program (command --search aws-runas)
    set --local __aws_runas_status 1
    set --local __aws_runas_text
    if string match --quiet --regex '^/' -- "$__aws_runas_program"
        command sh -c 'sleep 1 && echo "aws-runas: renewing the session ..." >&2' </dev/null >/dev/null &
        set --local __aws_runas_waiting $last_pid
        builtin disown $__aws_runas_waiting
        set __aws_runas_text ($__aws_runas_program renew --hook 1 --shell fish $__aws_runas_renew[2..-1] </dev/null 2>| read --null __aws_runas_said; [ $pipestatus[1] = 0 ])
        set __aws_runas_status $status
        command kill $__aws_runas_waiting 2>/dev/null
    end
    if [ $__aws_runas_status = 0 ]
        string join \n -- $__aws_runas_text | source; and set --global __aws_runas_failed
    else if [ "$__aws_runas_told" != "$AWS_ACCESS_KEY_ID" ]
        builtin echo "aws-runas: the session was not renewed: "(__aws_runas_reason "$__aws_runas_said" | string collect) >&2
    end
    set --query __aws_runas_traced[1]; and set fish_trace $__aws_runas_traced
end

# Prints the error among the lines that the binary wrote, which is the last, with its hints on lines of their own.
# Warnings stand before it.
function __aws_runas_reason
    set --local __aws_runas_found 'no reason given'
    for __aws_runas_line in (string split \n -- "$argv[1]" | string replace --all --regex '[[:cntrl:]]' '')
        if string match --quiet 'aws-runas: hint: *' -- "$__aws_runas_line"
            set --append __aws_runas_found $__aws_runas_line
        else if string match --quiet 'aws-runas: *' -- "$__aws_runas_line"
            set __aws_runas_found (string replace 'aws-runas: ' '' -- "$__aws_runas_line")
        else if [ -n "$__aws_runas_line" ]; and [ "$__aws_runas_found" = 'no reason given' ]
            set __aws_runas_found $__aws_runas_line
        end
    end
    string join \n -- $__aws_runas_found
end
