// Package timestamp reads the times that programs and files of others write: credential processes, the AWS CLI's token
// files, the environment.
package timestamp

import (
	"errors"
	"strings"
	"time"
)

// Parse reads a time of ISO 8601 in the forms that the AWS CLI's parser takes: a blank for the T, no seconds or parts of
// them, the basic form without separators, and a zone as Z, UTC, GMT, +00:00, +0000 or +00, also behind a blank. Without a
// zone nobody knows what time is meant, and it is an error.
func Parse(text string) (time.Time, error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	for _, name := range []string{"UTC", "GMT"} {
		if before, is := strings.CutSuffix(text, name); is {
			text = before + "Z"
		}
	}
	date, clock, ok := cut(text)
	if !ok {
		return time.Time{}, errNotATime
	}
	clock = strings.ReplaceAll(clock, " ", "")
	for _, d := range []string{"2006-01-02", "20060102"} {
		for _, c := range []string{"15:04:05", "15:04", "150405", "1504"} {
			for _, zone := range []string{"Z07:00", "Z0700", "Z07"} {
				if t, err := time.Parse(d+"T"+c+zone, date+"T"+clock); err == nil {
					return t, nil
				}
			}
		}
	}
	return time.Time{}, errNotATime
}

var errNotATime = errors.New("not a time of ISO 8601 with a zone")

// cut takes the date from the time of day.
func cut(text string) (date, clock string, ok bool) {
	if i := strings.IndexAny(text, "T "); i > 0 {
		return text[:i], strings.TrimLeft(text[i+1:], " "), true
	}
	return "", "", false
}
