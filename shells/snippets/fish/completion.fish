# Completes a line. What it may go on with the program says; fish knows the words of an alias.
function __aws_runas_complete
    set --local typed (commandline --tokenize --cut-at-cursor --current-process)
    set --local raw (commandline --cut-at-cursor --current-token)
    set --local word
    for close in '' \' \"
        set word (string unescape -- $raw$close); and break
    end
    set --local answer (command aws-runas complete --shell fish --current="$word" -- $typed[2..-1] 2>/dev/null)
    switch "$answer[1]"
        case words
            string join \n -- $answer[2..-1]
        case files
            for file in (__fish_complete_path (string replace -- "$answer[2]" '' "$word"))
                echo -- "$answer[2]$file"
            end
        case program
            set --erase typed[1..(math $answer[2] + 1)]
            complete --do-complete=(string join ' ' -- (string escape -- $typed) "$raw")
    end
end

complete --command aws-runas --erase
complete --command aws-runas --no-files --keep-order --arguments '(__aws_runas_complete)'
