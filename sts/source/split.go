package source

import (
	"errors"
	"strings"
)

// split takes a command line apart as botocore does: as a POSIX shell would, without expanding anything, or by the rules
// of the Windows C runtime.
func split(line string, windows bool) ([]string, error) {
	s := splitter{rest: line}
	for s.rest != "" {
		var err error
		if windows {
			err = s.windows()
		} else {
			err = s.posix()
		}
		if err != nil {
			return nil, err
		}
	}
	if s.quoted {
		return nil, errUnclosed
	}
	s.end()
	if len(s.words) == 0 {
		return nil, errors.New("the command line is empty")
	}
	return s.words, nil
}

var errUnclosed = errors.New("the command line has a quote that is not closed")

// splitter takes the command line apart from the left.
type splitter struct {
	rest   string
	words  []string
	word   strings.Builder
	inWord bool // also a word that is empty so far, as in ""
	quoted bool // on Windows, inside double quotes
}

func (s *splitter) end() {
	if s.inWord {
		s.words = append(s.words, s.word.String())
	}
	s.word.Reset()
	s.inWord = false
}

func (s *splitter) add(text string) {
	s.word.WriteString(text)
	s.inWord = true
}

// posix takes one character, escape or quotation.
func (s *splitter) posix() error {
	c := s.rest[:1]
	s.rest = s.rest[1:]
	switch c {
	case " ", "\t", "\r", "\n":
		s.end()
	case "'":
		text, rest, closed := strings.Cut(s.rest, "'")
		if !closed {
			return errUnclosed
		}
		s.add(text)
		s.rest = rest
	case `"`:
		return s.doubleQuotes()
	case `\`:
		if s.rest == "" {
			return errors.New("the command line ends in a backslash")
		}
		s.add(s.rest[:1])
		s.rest = s.rest[1:]
	default:
		s.add(c)
	}
	return nil
}

// doubleQuotes takes what follows a double quote up to the next. A backslash escapes only itself and the quote.
func (s *splitter) doubleQuotes() error {
	s.add("")
	for {
		i := strings.IndexAny(s.rest, `"\`)
		if i < 0 {
			return errUnclosed
		}
		s.add(s.rest[:i])
		closing := s.rest[i] == '"'
		s.rest = s.rest[i+1:]
		switch {
		case closing:
			return nil
		case strings.HasPrefix(s.rest, `"`) || strings.HasPrefix(s.rest, `\`):
			s.add(s.rest[:1])
			s.rest = s.rest[1:]
		default:
			s.add(`\`)
		}
	}
}

// windows takes one character, or backslashes up to a double quote, of which two stand for one.
func (s *splitter) windows() error {
	after := strings.TrimLeft(s.rest, `\`)
	backslashes := len(s.rest) - len(after)
	switch {
	case strings.HasPrefix(after, `"`):
		s.add(strings.Repeat(`\`, backslashes/2))
		if backslashes%2 == 1 {
			s.add(`"`)
		} else {
			s.quoted = !s.quoted
		}
		s.rest = after[1:]
	case backslashes > 0:
		s.add(s.rest[:backslashes])
		s.rest = after
	case !s.quoted && strings.ContainsAny(s.rest[:1], " \t"):
		s.end()
		s.rest = s.rest[1:]
	default:
		s.add(s.rest[:1])
		s.rest = s.rest[1:]
	}
	return nil
}
