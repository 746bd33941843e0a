// Package format writes a session for readers that are no shells: the document of credential_process, which every AWS SDK
// reads, and lines of NAME=value, as "docker run --env-file" and "node --env-file" read them.
//
// It is not responsible for how fresh the credentials are, or for writing to a stream.
package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aws-runas/env"
)

// The formats, as they are called on the command line.
const (
	Shell  = "shell" // code for a shell to evaluate, which package shells writes
	JSON   = "json"
	Dotenv = "dotenv"
)

// Early is how long before their end a document says that its credentials end. Some SDKs ask for new ones at the very
// second and not before: a request that is signed then would come too late.
const Early = time.Minute

// Process returns the document of credential_process ("Sourcing credentials with an external process" in the AWS CLI's user
// guide), a line with Version 1. It has an Expiration only where the credentials have an end, a little before it. It is an
// error if there is nothing left of them.
func Process(s env.Session, now time.Time) (string, error) {
	c := s.Credentials
	document := struct {
		Version         int
		AccessKeyId     string
		SecretAccessKey string
		SessionToken    string `json:",omitempty"`
		Expiration      string `json:",omitempty"`
	}{1, c.AccessKeyID, c.SecretAccessKey, c.SessionToken, ""}
	if c.CanExpire {
		end := c.Expires.Add(-Early)
		if !now.Before(end) {
			return "", fmt.Errorf("profile %q: its credentials end at %s, too soon to be of use", s.Profile, c.Expires.UTC().Format(time.RFC3339))
		}
		document.Expiration = end.UTC().Format("2006-01-02T15:04:05Z")
	}
	text, err := json.Marshal(document)
	return string(text) + "\n", err
}

// Lines returns the keys, their end and the region, a line of NAME=value each, with the values as they are: Docker reads
// quotes as a part of the value. The error names a variable whose value the two readers would not both read as it is.
func Lines(s env.Session) (string, error) {
	var text strings.Builder
	for _, step := range s.Change(nil).Steps {
		if step.Action != env.Set || !env.ForOthers(step.Name) {
			continue
		}
		if err := raw(step.Value); err != nil {
			return "", fmt.Errorf("%s: its value %w, which docker and node would read differently", step.Name, err)
		}
		text.WriteString(step.Name + "=" + step.Value + "\n")
	}
	return text.String(), nil
}

// raw says what keeps a value from being read as it is: node cuts it at a #, takes quotes away and white space at its ends,
// and no line has another line in it.
func raw(value string) error {
	switch {
	case !utf8.ValidString(value):
		return errors.New("is not UTF-8")
	case strings.ContainsFunc(value, unicode.IsControl):
		return errors.New("has a control character")
	case strings.Contains(value, "#"):
		return errors.New("has a #")
	case strings.ContainsAny(value, "\"'`"):
		return errors.New("has a quote")
	case strings.TrimSpace(value) != value:
		return errors.New("has white space at an end")
	}
	return nil
}
