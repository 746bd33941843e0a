package profile

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"aws-runas/profile/ini"
)

// The limits of AssumeRole's Tags.
const (
	mostTags        = 50
	longestTagKey   = 128
	longestTagValue = 256
)

// tags reads key=value pairs with commas between them.
func tags(field *[]Tag) func(ini.Value) error {
	return func(v ini.Value) error {
		var all []Tag
		seen := map[string]bool{}
		for pair := range strings.SplitSeq(v.Text, ",") {
			key, text, ok := strings.Cut(pair, "=")
			t := Tag{Key: strings.TrimSpace(key), Value: strings.TrimSpace(text)}
			if !ok {
				return errors.New("is not of the form key1=value1,key2=value2")
			}
			if err := checkTag(t); err != nil {
				return err
			}
			// To AWS, keys that differ in case only are the same.
			if lower := strings.ToLower(t.Key); !seen[lower] {
				seen[lower] = true
			} else {
				return fmt.Errorf("has the key %q twice", t.Key)
			}
			all = append(all, t)
			if len(all) > mostTags {
				return fmt.Errorf("has more than %d tags", mostTags)
			}
		}
		*field = all
		return nil
	}
}

// tagKeys reads keys with commas between them.
func tagKeys(field *[]string) func(ini.Value) error {
	return func(v ini.Value) error {
		var all []string
		for key := range strings.SplitSeq(v.Text, ",") {
			t := Tag{Key: strings.TrimSpace(key)}
			if err := checkTag(t); err != nil {
				return err
			}
			all = append(all, t.Key)
			if len(all) > mostTags {
				return fmt.Errorf("has more than %d keys", mostTags)
			}
		}
		*field = all
		return nil
	}
}

func checkTag(t Tag) error {
	if n := utf8.RuneCountInString(t.Key); n < 1 || n > longestTagKey {
		return fmt.Errorf("has a tag whose key is not 1 to %d characters long", longestTagKey)
	}
	if utf8.RuneCountInString(t.Value) > longestTagValue {
		return fmt.Errorf("has a tag whose value is longer than %d characters", longestTagValue)
	}
	for _, c := range t.Key + t.Value {
		if !unicode.In(c, unicode.L, unicode.N, unicode.Zs) && !strings.ContainsRune("_.:/=+-@", c) {
			return errors.New("has a tag with a character other than letters, digits, spaces and _.:/=+-@")
		}
	}
	return nil
}
