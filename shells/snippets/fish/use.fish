# The binary's "use" and "drop" can't reach this shell, so the name stands for both.
function aws-runas --description 'AWS role credentials in this shell';
  switch "$argv[1]";
    case use; __aws_runas_use $argv[2..-1];
    case drop; __aws_runas_eval --unset $argv[2..-1];
    case '*'; command aws-runas $argv;
  end;
end;

# The first word that is neither a flag nor a flag's value is the profile.
function __aws_runas_use;
  set --local words;
  set --local profile;
  set --local value;
  for word in $argv;
    if set --query value[1];
      set value;
    else;
      switch (string replace --regex '^--' '-' -- $word);
        case '-format*'; echo 'aws-runas: "use" changes this shell, so it takes no --format' >&2; return 2;
        case -r -profile -p -path -d -duration -role -mfa-code -shell; set value next;
        case '-*';
        case '*'; set --query profile[1]; or set --append words -r; set profile $word;
      end;
    end;
    set --append words $word;
  end;
  __aws_runas_eval $words;
end;

# A binary that failed, is missing or was killed leaves the shell as it was.
function __aws_runas_eval;
  set --local text (command aws-runas env --shell fish $argv);
  or return;
  string join \n -- $text | source;
end;
