# Renews this shell's own session, which has less than five minutes left or expired in the last hour, and tries it once
# in five minutes. After a failure the segment is red, and the first time the reason is printed. An attempt
# counts as failed until it has succeeded, so that Ctrl-C counts too. The note begins with the key it is about: a
# session that something else has put here, as direnv does, is not this shell's to renew.
function __aws_runas_renewal;
  set --query __aws_runas_renew[1]; and test "$__aws_runas_renew[1]" = "$AWS_ACCESS_KEY_ID"; or return 0;
  contains -- "$AWS_RUNAS_NO_RENEW" '' 0; or return 0;
  aws_session_expired -3600; and return 0;
  set --local now (math (path mtime / 2>/dev/null) + (path mtime --relative / 2>/dev/null) 2>/dev/null);
  or set now (date +%s);
  test $now -ge "0$__aws_runas_retry"; and __aws_runas_try $now;
  test "$__aws_runas_failed" != "$AWS_ACCESS_KEY_ID"; or set __aws_runas_red 1;
end;

function __aws_runas_try --argument-names now;
  set --local told $__aws_runas_failed;
  set __aws_runas_retry (math $now + 300);
  set __aws_runas_failed $AWS_ACCESS_KEY_ID;
  set --local said 'aws-runas is not on PATH';
  set --local text (
    command --query aws-runas;
    and command aws-runas env --renew --no-input --shell fish $__aws_runas_renew[2..-1] </dev/null 2>| read --null said;
    test $pipestatus[1] = 0);
  if test $status = 0;
    string join \n -- $text | source; and set __aws_runas_failed;
  else if test "$told" != "$AWS_ACCESS_KEY_ID";
    set said (string replace --regex '^aws-runas: ' '' -- "$said" | string split \n)[1];
    set said (string replace --all --regex '[[:cntrl:]]' '' -- "$said");
    test -n "$said"; or set said 'no reason given';
    echo "aws-runas: the session was not renewed: $said" >&2;
  end;
end;
