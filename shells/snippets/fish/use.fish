# The binary's "use" and "drop" can't reach this shell, so the name stands for both.
function aws-runas --description 'AWS role credentials in this shell'
    switch "$argv[1]"
        case use drop
            __aws_runas_eval $argv
        case status
            __aws_runas_status $argv[2..-1]
        case '*'
            command aws-runas $argv
    end
end

# A binary that failed, is missing or was killed leaves the shell as it was. The text that it prints is never empty. A
# trace would show the text, so it is off until the end.
function __aws_runas_eval
    set --local __aws_runas_traced $fish_trace
    set --query fish_trace[1]; and set fish_trace
    set --local __aws_runas_text (command aws-runas $argv[1] --hook 1 --shell fish $argv[2..-1])
    set --local __aws_runas_status $status
    if [ $__aws_runas_status = 0 ]; and [ -n "$__aws_runas_text" ]
        string join \n -- $__aws_runas_text | source
        set __aws_runas_status $status
    else if [ $__aws_runas_status = 0 ]
        set __aws_runas_status 1
    end
    set --query __aws_runas_traced[1]; and set fish_trace $__aws_runas_traced
    return $__aws_runas_status
end
