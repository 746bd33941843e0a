# The binary's "use" and "drop" can't reach this shell, so the name stands for both. "env" stays the binary's own: in
# the user's eval "$(aws-runas env)" this function would run in a subshell.
function aws-runas {
  case ${1-} in
    use) shift; __aws_runas_use "$@";;
    drop) shift; __aws_runas_eval --unset "$@";;
    *) command aws-runas "$@";;
  esac;
};

# The first word that is neither a flag nor a flag's value is the profile.
function __aws_runas_use {
  emulate -L zsh;
  local -a words;
  local word profile value;
  for word in "$@"; do
    if [[ -n $value ]]; then
      value=;
    else
      case ${word/#--/-} in
        (-format*) echo 'aws-runas: "use" changes this shell, so it takes no --format' >&2; return 2;;
        (-r|-profile|-p|-path|-d|-duration|-role|-mfa-code|-shell) value=1;;
        (-*) ;;
        (*) [[ -n $profile ]] || words+=(-r); profile=1;;
      esac;
    fi;
    words+=("$word");
  done;
  __aws_runas_eval "${words[@]}";
};

# A binary that failed, is missing or was killed leaves the shell as it was.
function __aws_runas_eval {
  emulate -L zsh;
  local text;
  text=$(command aws-runas env --shell zsh "$@") || return;
  eval "$text";
};
