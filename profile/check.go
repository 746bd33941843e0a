package profile

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A check returns what is wrong with a value, as the rest of a sentence that begins with the key. It does not repeat the
// value, which may be a secret in the wrong place.
type check func(value string) error

// text puts a value that passes the check into the field.
func text(field *string, c check) func(string) error {
	return func(value string) error {
		if err := c(value); err != nil {
			return err
		}
		*field = value
		return nil
	}
}

// optional lets an empty value pass, which then counts as no value.
func optional(c check) check {
	return func(value string) error {
		if value == "" {
			return nil
		}
		return c(value)
	}
}

// word passes values of least to most ASCII letters, digits and the other characters given.
func word(least, most int, others string) check {
	return func(value string) error {
		if len(value) < least || len(value) > most {
			return fmt.Errorf("has %d characters: %d to %d are allowed", len(value), least, most)
		}
		for _, c := range value {
			if !isWordCharacter(c) && !strings.ContainsRune(others, c) {
				return fmt.Errorf("has the character %q: letters, digits and %s are allowed", c, others)
			}
		}
		return nil
	}
}

func isWordCharacter(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func oneOf(values ...string) check {
	return func(value string) error {
		if !slices.Contains(values, value) {
			return fmt.Errorf("is none of %s", strings.Join(values, ", "))
		}
		return nil
	}
}

// region passes what may be a part of a host name: a region becomes one, and must not make it another host's.
func region(value string) error {
	if word(1, 63, "-")(value) != nil || strings.Trim(value, "-") != value {
		return errors.New("is not the name of a region")
	}
	return nil
}

// roleARN passes arn:PARTITION:iam::ACCOUNT:role/PATH/NAME.
func roleARN(value string) error {
	parts := strings.SplitN(value, ":", 6)
	ok := len(value) >= 20 && len(value) <= 2048 && len(parts) == 6 && unbroken(value) == nil &&
		parts[0] == "arn" && region(parts[1]) == nil && parts[2] == "iam" && parts[3] == "" && accountID(parts[4]) == nil &&
		strings.HasPrefix(parts[5], "role/") && !strings.HasSuffix(parts[5], "/")
	if !ok {
		return errors.New("is not of the form arn:aws:iam::123456789012:role/name")
	}
	return nil
}

func accountID(value string) error {
	if len(value) != 12 || strings.Trim(value, "0123456789") != "" {
		return errors.New("is not an account's 12 digits")
	}
	return nil
}

// unbroken passes visible ASCII without spaces.
func unbroken(value string) error {
	if value == "" {
		return errors.New("is empty")
	}
	for _, c := range value {
		if c <= ' ' || c > '~' {
			return errors.New("has a space or another character that can't be in it")
		}
	}
	return nil
}

// printable passes one line of text.
func printable(value string) error {
	if value == "" {
		return errors.New("is empty")
	}
	if !utf8.ValidString(value) || strings.ContainsFunc(value, func(c rune) bool { return unicode.IsControl(c) && c != '\t' }) {
		return errors.New("is not a single line of text in UTF-8")
	}
	return nil
}

// The limits of AssumeRole's DurationSeconds.
const (
	shortestRole = 900
	longestRole  = 43200
)

// roleDuration reads a whole number of seconds.
func roleDuration(field *time.Duration) func(string) error {
	return func(value string) error {
		seconds, err := strconv.ParseUint(value, 10, 32)
		if errors.Is(err, strconv.ErrSyntax) {
			return errors.New("is not a whole number of seconds, such as 3600")
		}
		if err != nil || seconds < shortestRole || seconds > longestRole {
			return fmt.Errorf("is not between %d and %d seconds", shortestRole, longestRole)
		}
		*field = time.Duration(seconds) * time.Second
		return nil
	}
}

// attempts reads how often a request is sent at most.
func attempts(field *int) func(string) error {
	return func(value string) error {
		if value == "" {
			return nil
		}
		n, err := strconv.ParseUint(value, 10, 16)
		if err != nil || n == 0 {
			return errors.New("is not a whole number from 1 on")
		}
		*field = int(n)
		return nil
	}
}

// flag reads true or false.
func flag(field *bool) func(string) error {
	return func(value string) error {
		switch strings.ToLower(value) {
		case "true":
			*field = true
		case "false", "":
			*field = false
		default:
			return errors.New("is neither true nor false")
		}
		return nil
	}
}

// yesNo reads true or false into a field that also says whether there is a value.
func yesNo(field **bool) func(string) error {
	return func(value string) error {
		if value == "" {
			return nil
		}
		*field = new(bool)
		return flag(*field)(value)
	}
}

// addressFamily reads IPv4 or IPv6, in any case of letters.
func addressFamily(field *string) func(string) error {
	return func(value string) error {
		for _, family := range []string{"", "IPv4", "IPv6"} {
			if strings.EqualFold(value, family) {
				*field = family
				return nil
			}
		}
		return errors.New("is neither IPv4 nor IPv6")
	}
}
