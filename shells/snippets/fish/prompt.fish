# The prompt function gets a wrapper, just before the prompt is drawn, so that the order of loading doesn't matter. A
# wrapper that did not run at the last prompt was replaced since; one that did may be what the new prompt function
# calls, and wrapping that would never end.
function __aws_runas_paint
    if not set --query __aws_runas_painted; and builtin functions --query fish_prompt
        string match --quiet '*__aws_runas_segment*' -- (builtin functions fish_prompt); or __aws_runas_wrap
    end
    set --erase --global __aws_runas_painted
    __aws_runas_active; or return 0
    set --local __aws_runas_name (string replace --all --regex '[[:cntrl:]\\x{80}-\\x{9f}]' '' -- ":$AWS_RUNAS_PROFILE")
    set --query AWS_RUNAS_NO_ROLE[1]; and set __aws_runas_name ''
    set --global __aws_runas_segment "(AWS$__aws_runas_name) "
    [ -z "$NO_COLOR" ]; and [ "$TERM" != dumb ]; or return 0
    set --local __aws_runas_color yellow
    set --query __aws_runas_red[1]; and set __aws_runas_color red
    set --global __aws_runas_segment (set_color $__aws_runas_color)"(AWS$__aws_runas_name)"(set_color normal)' '
end

# The original runs first, because it shows $status and $pipestatus, which only an assignment leaves as they are. The segment goes behind its leading line ends. With
# "funcsave fish_prompt" the wrapper gets into a file of the user's: there it stands without its original, in shells
# that have no hook as well, and shows the directory.
function __aws_runas_wrap
    builtin functions --erase __aws_runas_original_prompt
    builtin functions --copy fish_prompt __aws_runas_original_prompt
    set --global --unexport __aws_runas_wrapped __aws_runas_original_prompt
    function fish_prompt
        set --local __aws_runas_first $__aws_runas_wrapped prompt_pwd
        set --local __aws_runas_prompt ($__aws_runas_first[1] $argv | string collect --no-trim-newlines)
        set --global __aws_runas_painted 1
        set --local __aws_runas_lines (string split \n -- "$__aws_runas_prompt")
        while [ -z "$__aws_runas_lines[1]" ]; and set --query __aws_runas_lines[2]
            builtin printf '\n'
            set --erase __aws_runas_lines[1]
        end
        builtin printf '%s%s' "$__aws_runas_segment" "$__aws_runas_lines[1]"
        if set --query __aws_runas_lines[2]
            builtin printf '\n%s' $__aws_runas_lines[2..-1]
        end
    end
end
