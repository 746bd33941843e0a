package peers_test

import "strings"

// reason says why the two differ, or that they don't; empty where nobody knows.
func (c *reading) reason() string {
	switch {
	case c.ourErr == nil && c.theirErr == "" && c.ours == c.theirs:
		return "the same"
	case c.theirErr != "" && (c.ourErr != nil || c.ours == ""):
		return "both refuse, or have no credentials"
	case c.theirErr != "":
		return "we read more: " + c.more()
	case c.ourErr != nil:
		return c.refused()
	case commentCut(c.Config):
		return "a comment behind a value is cut, as in the vendors' grammar, and no part of it"
	case strings.Contains(c.about, "credential_process = ") && strings.Contains(c.Config, "credential_process = \n"):
		return "an empty command line is none, and runs nothing"
	case strings.Contains(c.Config, "[DEFAULT]"):
		return "the keys of [DEFAULT] belong to no other section, which a line says"
	case strings.Contains(c.about, "role_arn") && strings.Contains(c.about, "keys:"):
		return "a role without a source is assumed with the profile's own keys, as in the original"
	case strings.Contains(c.Config, "\n[b = 1\n"):
		return "what stands below a header that can't be read is nobody's"
	}
	return ""
}

func commentCut(text string) bool {
	return strings.Contains(text, " # ") || strings.Contains(text, " ; ")
}

// more says what botocore refuses and we read.
func (c *reading) more() string {
	name, _, _ := strings.Cut(c.theirErr, ":")
	switch name {
	case "ConfigParseError":
		return "a file with a wrong line elsewhere, doubles or a byte order mark"
	case "ProfileNotFound":
		return "a name that its quoting does not take"
	case "PartialCredentialsError", "InvalidConfigError", "LookupError", "ParamValidationError", "ValueError", "InvalidRegionError", "AttributeError", "InvalidRetryConfigurationError", "InvalidMaxRetryAttemptsError":
		return "where an empty value, or one that is not used, is an error for it (" + name + ")"
	}
	return name
}

// refused is why we refuse what botocore reads: each is wanted.
func (c *reading) refused() string {
	for part, reason := range map[string]string{
		"web_identity_token_file without role_arn": "empty, and it would decide whose credentials these are",
		"sso_account_id without sso_":              "a sign-in without its start URL or region is none, and goes to no other region",
		"is too short":                             "less than the API's model takes, once the comment behind it is cut",
		"is not a whole number of seconds":         "a non-number in a duration that is used: silence helps nobody",
		"is empty":                                 "empty, and it decides whose credentials these are",
		"is no key: did you mean":                  "one edit from a key of a role: the keys would go out without the role",
		"has a key with a blank in it":             "a key with a blank: the keys would go out without the role",
		"is not the name of a region":              "a region that would reach another host",
		"has a space or another character":         "keys with a blank in them, which no server takes",
		"is not a single line of text":             "more than a line, which AWS refuses and no shell is told",
		"without aws_":                             "half a pair of keys",
		"mfa_serial is too short":                  "a session is made with it",
		"it has both":                              "role_arn with both sources",
		"no section's header above":                "lines above all headers",
		"is not of the form key = value":           "a line that is wrong, in the profile's own section",
		"is less than 900 seconds":                 "less than the API's model takes",
		"has a quote that is not closed":           "a quote that is not closed",
	} {
		if strings.Contains(c.ourErr.Error(), part) {
			return "we refuse: " + reason
		}
	}
	return ""
}
