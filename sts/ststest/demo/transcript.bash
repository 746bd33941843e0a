# This home has the config of the README; its keys and roles exist in an STS on this machine only.
cat ~/.aws/config | head -n 16

# A role in this shell.
eval "$(aws-runas env -r dev)"
who-am-i
echo "$AWS_RUNAS_PROFILE until $AWS_SESSION_EXPIRATION"

# What was evaluated: these lines with the whole secrets, others that keep what they replace, and two functions.
aws-runas env -r dev | grep ^AWS_
aws_session_expired || echo "still good"
aws_session_status_color

# One command under another role: this shell stays as it is.
aws-runas exec -r ext -- who-am-i
who-am-i

# A role behind MFA. The code is asked on the terminal, and here, without one, it is given with the command.
eval "$(aws-runas env -r prod)" || echo "status $?"
mfa-code
eval "$(aws-runas env -r prod --mfa-code "$(mfa-code)")"
who-am-i

# One code is enough for 12 hours: the next role of the same keys, two hops from them, asks for nothing.
aws-runas exec -r audit -- who-am-i

# The hook, a line in ~/.bashrc, adds the prompt and the commands use and drop.
eval "$(aws-runas hook bash)"
aws-runas use dev
who-am-i
aws-runas drop
who-am-i

# What the STS was asked.
sts-log
