// Package commands is the table of this program's commands: their names, what they take, what they do in a sentence,
// examples, and their bodies. What the bodies work with, and how credentials are got, is handed in.
//
// It is not responsible for running or explaining a command (package cli), or for writing to a stream (package streams).
package commands

import (
	"aws-runas/env/format"
	"aws-runas/shells/cli"
)

// The groups in which help lists the commands: by what one wants.
const (
	become = "Become a role"
	see    = "See"
	signIn = "Sign in"
	files  = "Files and trust"
	setUp  = "Set up"
)

// Table returns the table.
func Table(w World) cli.Table {
	return cli.Table{
		Program: "aws-runas", Sentence: "Credentials of an AWS role, in the shell you are in.", Bare: w.bare, Unknown: w.unknown, Topics: w.topics(),
		Examples: []string{
			`eval "$(aws-runas env -r prod)"              # this shell is now prod`,
			`aws-runas exec -r prod -- kubectl get pods   # one command under a role`,
		},
		Commands: []cli.Command{
			{
				Name: "use", Arguments: "PROFILE", Group: become, Reader: cli.Person, Most: 1, NeedsHook: true, Body: w.use,
				Sentence: "Assume a role in this shell. Needs the hook.",
				Examples: []string{"aws-runas use prod", "aws-runas use prod -d 4h     # for four hours"},
			},
			{
				Name: "drop", Group: become, Reader: cli.Person, NeedsHook: true, Body: w.drop,
				Sentence: "Restore this shell's own credentials. Needs the hook.",
				Examples: []string{"aws-runas drop"},
			},
			{
				Name: "env", Group: become, Reader: cli.Shell, Programs: []string{format.JSON, format.Dotenv}, Most: cli.Any, Body: w.env,
				Sentence: "Print shell code that exports a role's credentials.",
				Examples: []string{`eval "$(aws-runas env -r prod)"     # this shell is now prod`, `eval "$(aws-runas env --unset)"     # and is itself again`},
			},
			{
				Name: "exec", Arguments: "[--] COMMAND [ARG...]", Group: become, Reader: cli.Program, Most: cli.Any, Wraps: true, Body: w.exec,
				Sentence: "Run one command under a role.",
				Status:   execStatus(),
				Examples: []string{"aws-runas exec -r prod -- kubectl get pods", "aws-runas exec -r prod --renew -- terraform apply     # may run for hours"},
			},
			{
				Name: "list", Arguments: "[WORD...]", Group: see, Reader: cli.Person, Most: cli.Any, Body: w.list,
				Sentence: "List your profiles: what is live, what will be asked, what is broken.",
				Examples: []string{"aws-runas list", "aws-runas list prod admin     # those with both words", "aws-runas list --sso corp --as-config"},
			},
			{
				Name: "status", Group: see, Reader: cli.Person, Body: w.status,
				Sentence: "Show what this shell is, for how long, and what is wrong with it.",
				Status:   []cli.Entry{{Name: "1", Text: "No session is live in this shell."}},
				Examples: []string{"aws-runas status", "aws-runas status -q || aws-runas use prod", "aws-runas status --short     # prod 43m"},
			},
			{
				Name: "login", Group: signIn, Reader: cli.Person, Body: w.login,
				Sentence: "Sign in to IAM Identity Center, for this program, the AWS CLI and every SDK.",
				Examples: []string{"aws-runas login -r prod", "aws-runas login --sso-session corp --device-code"},
			},
			{
				Name: "logout", Group: signIn, Reader: cli.Person, Body: w.logout,
				Sentence: "End a sign-in.",
				Examples: []string{"aws-runas logout --sso-session corp", "aws-runas logout --all"},
			},
			{
				Name: "console", Group: signIn, Reader: cli.Person, Body: w.console,
				Sentence: "Print the address that signs in to the AWS web console as a role.",
				Examples: []string{"aws-runas console -r prod --open", "aws-runas console -r prod --service s3 --region eu-west-1"},
			},
			{
				Name: "allow", Arguments: "[FILE]", Group: files, Reader: cli.Person, Most: 1, Body: w.allow,
				Sentence: "Show what in ./aws_config needs your word, and give it, as the file is now.",
				Examples: []string{"aws-runas allow", "aws-runas allow --show project/aws_config"},
			},
			{
				Name: "deny", Arguments: "[FILE]", Group: files, Reader: cli.Person, Most: 1, Body: w.deny,
				Sentence: "Revoke that.",
				Examples: []string{"aws-runas deny"},
			},
			{
				Name: "forget", Group: files, Reader: cli.Person, Most: cli.Any, Body: w.forget,
				Sentence: "Remove cached credentials.",
				Examples: []string{"aws-runas forget -r prod", "aws-runas forget --all"},
			},
			{
				Name: "hook", Arguments: "SHELL", Group: setUp, Reader: cli.Shell, Most: 1, Body: w.hook,
				Sentence: "Print the functions, prompt and renewal for a shell's startup file.",
				Examples: []string{`eval "$(aws-runas hook zsh)"     # in ~/.zshrc`, `eval "$(aws-runas hook bash --skip-prompt)"`},
			},
			{
				Name: "completion", Arguments: "SHELL", Group: setUp, Reader: cli.Shell, Most: 1, Body: w.completion,
				Sentence: "Print what completes command lines; the hook has it, too.",
				Examples: []string{`eval "$(aws-runas completion bash)"     # in ~/.bashrc`, "aws-runas completion fish | source"},
			},
			{
				Name: "complete", Arguments: "[--] [WORD...]", Hidden: true, Reader: cli.Program, Most: cli.Any, Wraps: true, Body: w.complete,
				Sentence: "Print what a command line may go on with.",
				Examples: []string{"aws-runas complete --shell zsh -- env -r pro"},
			},
			{
				Name: "renew", Hidden: true, Reader: cli.Hook, Body: w.renew, Formerly: []string{"env", "--renew"},
				Sentence: "Print shell code that replaces the keys of this shell's session.",
				Examples: []string{"aws-runas renew --shell bash -r prod"},
			},
			{
				Name: "credential-process", Arguments: "NAME", Hidden: true, Reader: cli.Program, Most: 1, Body: w.credentialProcess,
				Sentence: "Print credentials for a command that exec --renew has started.",
				Examples: []string{"aws-runas credential-process 0123456789abcdef0123456789abcdef"},
			},
			{
				Name: "version", Group: setUp, Reader: cli.Person, Body: w.version,
				Sentence: "Print the version.",
				Examples: []string{"aws-runas version"},
			},
			{
				Name: "help", Arguments: "[COMMAND | TOPIC]", Group: setUp, Reader: cli.Person, Most: 1, Body: w.help,
				Sentence: "Print help.",
				Examples: []string{"aws-runas help env", "aws-runas help environment", "aws-runas help --man | man -l -"},
			},
		},
	}
}
