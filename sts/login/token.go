package login

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf16"

	"aws-runas/profile/openfile"
	"aws-runas/profile/writefile"
	"aws-runas/sts/timestamp"
)

// Token is a token as the AWS CLI keeps it. RefreshToken may be empty, and the client's fields in an older file.
type Token struct {
	StartURL              string `json:"startUrl"`
	Region                string `json:"region"`
	AccessToken           string `json:"accessToken"`
	ExpiresAt             string `json:"expiresAt"`
	ClientID              string `json:"clientId,omitempty"`
	ClientSecret          string `json:"clientSecret,omitempty"`
	RegistrationExpiresAt string `json:"registrationExpiresAt,omitempty"`
	RefreshToken          string `json:"refreshToken,omitempty"`
}

// Lives says whether the token is good for longer than a duration from now.
func (t Token) Lives(now time.Time, longer time.Duration) bool {
	expires, err := ParseTime(t.ExpiresAt)
	return err == nil && expires.Sub(now) > longer
}

// registration is that of this program, or of the AWS CLI, with the token service.
type registration struct {
	ClientID     string   `json:"clientId"`
	ClientSecret string   `json:"clientSecret"`
	ExpiresAt    string   `json:"expiresAt"`
	Scopes       []string `json:"scopes,omitempty"`
	GrantTypes   []string `json:"grantTypes,omitempty"` // none: the device code's
}

// TokenFile is where the AWS CLI keeps the token of a target: named by the sso-session, else by the start URL.
func TokenFile(home string, t Target) string { return cacheFile(home, t.String()) }

// registrationFile is where the AWS CLI keeps the registration for a target: named by what was asked for, as Python
// writes it.
func registrationFile(home string, t Target) string {
	scopes, session := "null", "null"
	if t.Scopes != nil {
		var list []string
		for _, scope := range t.Scopes {
			list = append(list, pythonString(scope))
		}
		scopes = "[" + strings.Join(list, ", ") + "]"
	}
	if t.Session != "" {
		session = pythonString(t.Session)
	}
	return cacheFile(home, fmt.Sprintf(`{"region": %s, "scopes": %s, "session_name": %s, "startUrl": %s, "tool": "botocore"}`,
		pythonString(t.Region), scopes, session, pythonString(t.StartURL)))
}

func cacheFile(home, what string) string {
	sum := sha1.Sum([]byte(what))
	return filepath.Join(cacheDir(home), hex.EncodeToString(sum[:])+".json")
}

func cacheDir(home string) string { return filepath.Join(home, ".aws", "sso", "cache") }

// pythonString spells a string as Python's json.dumps does: in ASCII, what is beyond the basic plane as two surrogates.
func pythonString(text string) string {
	short := map[rune]string{'"': `\"`, '\\': `\\`, '\n': `\n`, '\r': `\r`, '\t': `\t`, '\b': `\b`, '\f': `\f`}
	var out strings.Builder
	for _, c := range text {
		escape, is := short[c]
		switch {
		case is:
			out.WriteString(escape)
		case ' ' <= c && c <= '~':
			out.WriteRune(c)
		default:
			for _, unit := range utf16.Encode([]rune{c}) {
				fmt.Fprintf(&out, `\u%04x`, unit)
			}
		}
	}
	return `"` + out.String() + `"`
}

// ReadToken reads a token's file. A missing one is an fs.ErrNotExist. An error repeats nothing of what is in it.
func ReadToken(file string) (Token, error) {
	var t Token
	if err := readJSON(file, &t); err != nil {
		return Token{}, err
	}
	_, err := ParseTime(t.ExpiresAt)
	switch {
	case t.AccessToken == "":
		return Token{}, fmt.Errorf("%s has no accessToken", file)
	case t.ExpiresAt == "":
		return Token{}, fmt.Errorf("%s has no expiresAt", file)
	case err != nil:
		return Token{}, fmt.Errorf("%s has an expiresAt that is no time such as 2030-01-31T12:00:00Z", file)
	}
	return t, nil
}

func readJSON(file string, into any) error {
	text, err := openfile.Read(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s is not the expected JSON", file)
	}
	return nil
}

// ParseTime reads a time as the AWS CLI, of whatever age, and other tools have written it.
func ParseTime(text string) (time.Time, error) { return timestamp.Parse(text) }

// formatTime writes a time as every SDK reads it.
func formatTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// newFile makes a file's next content ready, and its directory.
func newFile(path string) (*writefile.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := writefile.Create(path, ".aws-runas-*.tmp")
	if err != nil {
		return nil, err
	}
	f.Patience = 10 * time.Second // the refresh token that it replaces is used up
	return f, nil
}

func writeToken(f *writefile.File, t Token) error { return writeJSON(f, t) }

func writeJSON(f *writefile.File, content any) error {
	text, err := json.Marshal(content)
	if err != nil {
		return err
	}
	return f.Replace(text, true)
}

// change replaces fields of a JSON file and keeps every other, also those that it does not know.
func change(f *writefile.File, file string, changes map[string]any) error {
	fields := map[string]json.RawMessage{}
	if err := readJSON(file, &fields); err != nil {
		return err
	}
	for name, value := range changes {
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		fields[name] = text
	}
	return writeJSON(f, fields)
}
