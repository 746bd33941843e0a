package shells_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// scanPowerShell reads an expression of strings and characters that are added up, as PowerShell does: any of five
// characters begins and ends a literal, and two of them in a row inside one are the second.
func scanPowerShell(expression string) (string, error) {
	rest := []rune(expression)
	var units []uint16
	for term := 0; ; term++ {
		if len(rest) > 0 && isPowerShellQuote(rest[0]) {
			literal, after, err := scanLiteral(rest[1:])
			if err != nil {
				return "", err
			}
			units, rest = append(units, utf16.Encode(literal)...), after
		} else if number, ok := strings.CutPrefix(string(rest), "[char]0x"); ok && term > 0 && len(number) >= 4 {
			unit, err := strconv.ParseUint(number[:4], 16, 16)
			if err != nil {
				return "", err
			}
			units, rest = append(units, uint16(unit)), []rune(number[4:])
		} else {
			return "", fmt.Errorf("term %d is neither a literal nor a character: %s", term, string(rest))
		}
		if len(rest) == 0 {
			return string(utf16.Decode(units)), nil
		}
		after, ok := strings.CutPrefix(string(rest), " + ")
		if !ok {
			return "", fmt.Errorf("after term %d stands %s", term, string(rest))
		}
		rest = []rune(after)
	}
}

func scanLiteral(text []rune) (literal, rest []rune, err error) {
	for i := 0; i < len(text); i++ {
		if isPowerShellQuote(text[i]) {
			if i+1 == len(text) || !isPowerShellQuote(text[i+1]) {
				return literal, text[i+1:], nil
			}
			i++
		}
		literal = append(literal, text[i])
	}
	return nil, nil, fmt.Errorf("no end of %q", string(text))
}

func isPowerShellQuote(r rune) bool {
	return slices.Contains([]rune{'\'', '\u2018', '\u2019', '\u201a', '\u201b'}, r)
}

// TestScanPowerShell shows that the scanner sees what goes wrong with other ways to quote.
func TestScanPowerShell(t *testing.T) {
	t.Parallel()
	tests := []struct {
		expression, want string
		ok               bool
	}{
		{`'a b'`, "a b", true},
		{`'it''s'`, "it's", true},
		{`'it’’s'`, "it’s", true},
		{`'it'‘s'`, "it‘s", true},
		{`'a' + [char]0x2019 + 'b'`, "a’b", true},
		{`'' + [char]0xd83d + [char]0xde00`, "😀", true},
		{`'it’s'`, "", false},
		{`'’; calc; ‘'`, "", false},
		{`'open`, "", false},
		{`[char]0x0041 + 'b'`, "", false},
		{`'a' + b`, "", false},
	}
	for _, tt := range tests {
		got, err := scanPowerShell(tt.expression)
		if got != tt.want || (err == nil) != tt.ok {
			t.Errorf("%s: got %q, %v; want %q, ok %v", tt.expression, got, err, tt.want, tt.ok)
		}
	}
}
