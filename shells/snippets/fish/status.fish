# What only this shell knows of its session, for "status": whether it renews it, and the names of the variables that it
# has saved. The values stay here.
function __aws_runas_status
    set --local __aws_runas_names
    if [ "$__aws_runas_saved" = "$fish_pid" ]
        set __aws_runas_names (set --names | string match '__aws_runas_saved_*' | string replace __aws_runas_saved_ '')
    end
    set --local __aws_runas_flags --hook 1
    __aws_runas_renews; and set --append __aws_runas_flags --own
    command aws-runas status $__aws_runas_flags --saved="$__aws_runas_names" $argv
end

function __aws_runas_renews
    builtin functions --query __aws_runas_try; or return 1
    builtin contains -- "$AWS_RUNAS_NO_RENEW" '' 0; or return 1
    set --query __aws_runas_renew[1]; and [ "$__aws_runas_renew[1]" = "$AWS_ACCESS_KEY_ID" ]
end
