# The binary's "use" and "drop" can't reach this shell, so the name stands for both.
function aws-runas --description 'AWS role credentials in this shell'
    switch "$argv[1]"
        case use
            __aws_runas_use $argv[2..-1]
        case drop
            __aws_runas_eval --unset $argv[2..-1]
        case status
            __aws_runas_status $argv[2..-1]
        case '*'
            command aws-runas $argv
    end
end

# The first word that is neither a flag nor a flag's value is the profile.
function __aws_runas_use
    set --local __aws_runas_words
    set --local __aws_runas_profile
    set --local __aws_runas_value
    for __aws_runas_word in $argv
        if set --query __aws_runas_value[1]
            set __aws_runas_value
        else
            switch (string replace --regex '^--' '-' -- $__aws_runas_word)
                case '-format*'
                    builtin echo 'aws-runas: "use" changes this shell, so it takes no --format' >&2
                    return 2
                case -r -profile -p -path -d -duration -session-duration -role -mfa-code -shell
                    set __aws_runas_value next
                case '-*'
                case '*'
                    set --query __aws_runas_profile[1]; or set --append __aws_runas_words -r
                    set __aws_runas_profile $__aws_runas_word
            end
        end
        set --append __aws_runas_words $__aws_runas_word
    end
    __aws_runas_eval $__aws_runas_words
end

# A binary that failed, is missing or was killed leaves the shell as it was. The text that it prints is never empty. A
# trace would show the text, so it is off until the end.
function __aws_runas_eval
    set --local __aws_runas_traced $fish_trace
    set --query fish_trace[1]; and set fish_trace
    set --local __aws_runas_text (command aws-runas env --shell fish $argv)
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
