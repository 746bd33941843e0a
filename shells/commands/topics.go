package commands

import (
	"slices"
	"strings"

	"aws-runas/env"
	"aws-runas/shells/cli"
)

// topics are the help texts that are about no command.
func (w World) topics() []cli.Topic {
	return []cli.Topic{
		{Name: "environment", Sentence: "The variables that are set and read.", Sections: w.variables},
		{Name: "exit-status", Sentence: "What the exit status says.", Sections: statuses},
	}
}

// variables lists what a session sets, and what a run reads: the variables of all flags, and others.
func (w World) variables() []cli.Section {
	set := cli.Section{Heading: "Set while a session is active"}
	for _, v := range env.Variables() {
		set.Entries = append(set.Entries, cli.Entry{Name: v.Name, Text: strings.ReplaceAll(v.Meaning, "`", "")})
	}
	read := cli.Section{Heading: "Read"}
	for _, c := range w.Table().Commands {
		for _, f := range c.Body().Flags {
			e := cli.Entry{Name: f.Variable, Text: "as --" + f.Long + ", which goes before it"}
			if f.Variable != "" && !slices.Contains(read.Entries, e) {
				read.Entries = append(read.Entries, e)
			}
		}
	}
	read.Entries = append(read.Entries, []cli.Entry{
		{Name: "AWS_RUNAS_NO_RENEW", Text: "1: the hook renews nothing"},
		{Name: "AWS_PROFILE", Text: "the profile, without -r and without a session"},
		{Name: "AWS_CONFIG_FILE", Text: "in place of ~/.aws/config"},
		{Name: "AWS_SHARED_CREDENTIALS_FILE", Text: "in place of ~/.aws/credentials"},
		{Name: "AWS_REGION", Text: "the region of the calls; else AWS_DEFAULT_REGION, else the profile's"},
		{Name: "AWS_ENDPOINT_URL_STS", Text: "the address of the calls; this and others as in the AWS CLI"},
		{Name: "NO_COLOR", Text: "no colours"},
	}...)
	return []cli.Section{set, read}
}

func statuses() []cli.Section {
	all := []cli.Entry{
		{Name: "0", Text: "Success."},
		{Name: "1", Text: "Failure: stderr says what failed, and in lines of hint what to do."},
		{Name: "2", Text: "Wrong usage: nothing was done."},
		{Name: "128 and more", Text: "A signal ended it, whose number is added: 130 after Ctrl-C."},
	}
	return []cli.Section{
		{Heading: "All commands", Entries: all, Paragraphs: []string{
			"What env, hook and completion print after a failure fails when a shell evaluates it, so that what stands behind && is not run.",
		}},
		{Heading: "exec", Entries: execStatus()},
	}
}

// execStatus are the statuses that exec alone has.
func execStatus() []cli.Entry {
	return []cli.Entry{
		{Name: "126", Text: "The command can't be run."},
		{Name: "127", Text: "There is no such command."},
		{Name: "others", Text: "The command's own, once it runs."},
	}
}
