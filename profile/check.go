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

	"aws-runas/profile/ini"
)

// A check returns what is wrong with a value, as the rest of a sentence that begins with the key. It does not repeat the
// value, which may be a secret in the wrong place.
type check func(value string) error

// text puts a value into the field. That it is wrong, who uses it finds out (see Profile.Check).
func text(field *string, c check) func(ini.Value) error {
	return func(v ini.Value) error {
		*field = v.Text
		return c(v.Text)
	}
}

// word reports whether the text has least to most ASCII letters, digits and the other characters given, and no others.
func word(value string, least, most int, others string) bool {
	other := func(c rune) bool { return !isWordCharacter(c) && !strings.ContainsRune(others, c) }
	return len(value) >= least && len(value) <= most && !strings.ContainsFunc(value, other)
}

// longerThan passes one line of text that is longer. Like botocore it counts characters, and knows no longest.
func longerThan(length int) check {
	return func(value string) error {
		if n := utf8.RuneCountInString(value); n <= length {
			return fmt.Errorf("is too short: it has %d characters, and AWS wants at least %d", n, length+1)
		}
		return printable(value)
	}
}

// CheckRoleARN returns what is wrong with the ARN of a role, as the rest of a sentence. Whether it is one, the server
// decides: those of other vendors have no account, or another partition.
func CheckRoleARN(value string) error { return longerThan(19)(value) }

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
	if !word(value, 1, 63, "-") || strings.Trim(value, "-") != value {
		return errors.New("is not the name of a region")
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

// shortestRole is the least DurationSeconds of AssumeRole. The most depends on the server.
const shortestRole = 900

// roleDuration reads a whole number of seconds, in each form that Python takes for one, as botocore does.
func roleDuration(field *time.Duration) func(ini.Value) error {
	return func(v ini.Value) error {
		seconds, err := wholeNumber(v.Text)
		switch {
		case err != nil:
			return errors.New("is not a whole number of seconds, such as 3600")
		case seconds < shortestRole:
			return fmt.Errorf("is less than %d seconds, the least that AWS gives", shortestRole)
		}
		*field = time.Duration(min(seconds, longestDuration)) * time.Second
		return nil
	}
}

// longestDuration is what a time.Duration can hold, in seconds, and more than any server gives.
const longestDuration = 1 << 32

func wholeNumber(value string) (int64, error) {
	digits := strings.TrimPrefix(value, "+")
	if strings.HasPrefix(digits, "_") || strings.HasSuffix(digits, "_") || strings.Contains(digits, "__") {
		return 0, strconv.ErrSyntax
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(digits, "_", ""), 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		return n, nil // as far as that type goes
	}
	return n, err
}

// attempts reads how often a request is sent at most.
func attempts(field *int) func(ini.Value) error {
	return func(v ini.Value) error {
		n, err := wholeNumber(v.Text)
		if err != nil || n < 1 {
			return errors.New("is not a whole number from 1 on")
		}
		*field = int(min(n, 1<<16))
		return nil
	}
}

// oddity is no error, but worth a line.
type oddity string

func (o oddity) Error() string { return string(o) }

// notBoolean is an oddity: to the AWS CLI, anything but true is false.
func notBoolean(value string) error {
	return oddity(fmt.Sprintf("is %q, which counts as false", value))
}

// flag reads true or false.
func flag(field *bool) func(ini.Value) error {
	return func(v ini.Value) error {
		*field = strings.EqualFold(v.Text, "true")
		if !*field && !strings.EqualFold(v.Text, "false") {
			return notBoolean(v.Text)
		}
		return nil
	}
}

// Colors are the values of aws_runas_color, with which a user marks what is dangerous.
func Colors() []string { return []string{"magenta", "blue", "cyan", "green", "white"} }

// color reads one of Colors. Another is as none: no session is refused for the colour of its prompt.
func color(field *string) func(ini.Value) error {
	return func(v ini.Value) error {
		if !slices.Contains(Colors(), v.Text) {
			return oddity(fmt.Sprintf("is %q, which is none of %s", v.Text, strings.Join(Colors(), ", ")))
		}
		*field = v.Text
		return nil
	}
}

// yesNo reads true or false into a field that also says whether there is a value.
func yesNo(field **bool) func(ini.Value) error {
	return func(v ini.Value) error {
		*field = new(bool)
		return flag(*field)(v)
	}
}

// addressFamily reads IPv4 or IPv6, in any case of letters.
func addressFamily(field *string) func(ini.Value) error {
	return func(v ini.Value) error {
		for _, family := range []string{"IPv4", "IPv6"} {
			if strings.EqualFold(v.Text, family) {
				*field = family
				return nil
			}
		}
		return errors.New("is neither IPv4 nor IPv6")
	}
}
