package cli

import (
	"errors"
	"strconv"
)

// text is a flag's text. An empty one is a shell variable that was not set, and acting as if there were no flag would be
// acting on something else than what was meant.
type text string

func (t *text) String() string { return string(*t) }

func (t *text) Set(s string) error {
	if s == "" {
		return errors.New("it is empty")
	}
	*t = text(s)
	return nil
}

// toggle is a flag without a value, or with =true or =false.
type toggle bool

func (t *toggle) String() string   { return strconv.FormatBool(bool(*t)) }
func (t *toggle) IsBoolFlag() bool { return true }

func (t *toggle) Set(s string) error {
	v, err := strconv.ParseBool(s)
	if err != nil {
		return errors.New("it is neither true nor false")
	}
	*t = toggle(v)
	return nil
}

// Text is a flag's text that may be empty.
type Text string

// String returns the text.
func (t *Text) String() string { return string(*t) }

// Set takes any text.
func (t *Text) Set(s string) error {
	*t = Text(s)
	return nil
}
