package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Entry is what is kept under a key.
type Entry struct {
	Profile string // whom it was made for; for messages and to choose what to forget, no part of the key
	Kind    string // "session", "role" and "source" are credentials; "identity" and "refusal" have no keys

	AccessKeyID     string
	SecretAccessKey string
	SessionToken    string

	Issued      time.Time
	Expires     time.Time // zero, where there are no keys: never
	SessionName string    // of a role
	Text        string    // of an entry without keys

	// Sealed asks for the secrets to be encrypted, where the system has a place for a key. They are for what a question led
	// to and what spares the next ones for hours.
	Sealed bool

	// Once asks for it not to be kept: it serves whoever has got it, and nobody later.
	Once bool
}

// String tells the user which entry this is. It is what every format prints, so that no log ever holds a secret.
func (e Entry) String() string {
	if e.AccessKeyID == "" {
		return fmt.Sprintf("the %s of profile %q", e.Kind, e.Profile)
	}
	return fmt.Sprintf("the %s credentials of profile %q, …%s, until %s", e.Kind, e.Profile,
		e.AccessKeyID[max(0, len(e.AccessKeyID)-4):], e.Expires.UTC().Format(time.RFC3339))
}

// GoString is String.
func (e Entry) GoString() string { return e.String() }

const (
	// version of the file format, and a part of every key. A change of the format or of an entry's meaning needs another.
	version = 2
	// longestLife is the longest that servers are known to give, a year (AWS gives 36 hours), and a clock that is wrong.
	longestLife = 366*24*time.Hour + 15*time.Minute
	// clockSlack is how far in the future an entry may have been issued.
	clockSlack = 5 * time.Minute
)

// sound says whether an entry makes sense at a time. Credentials are temporary ones, whole, with a life that a server gives.
func (e Entry) sound(now time.Time) bool {
	if e.Issued.After(now.Add(clockSlack)) {
		return false
	}
	life := e.Expires.Sub(e.Issued)
	switch e.Kind {
	case "session", "role", "source":
		whole := e.AccessKeyID != "" && e.SecretAccessKey != "" && e.SessionToken != ""
		return whole && life > 0 && life <= longestLife
	}
	return e.SecretAccessKey == "" && (e.Expires.IsZero() || life > 0)
}

const (
	fieldCount = 9 // lines of an Entry
	secretLine = 3
	tokenLine  = 4
)

// encode returns an entry's file: a line with the sum of the rest, by which a damaged entry is told and one that was put
// under another key's name, and then a line for each field. Only Text, the last, may have more lines. With a sealer the two
// secrets are sealed.
func encode(k Key, e Entry, v sealer) ([]byte, error) {
	lines := [fieldCount]string{
		e.Profile, e.Kind, e.AccessKeyID, e.SecretAccessKey, e.SessionToken,
		e.Issued.Format(time.RFC3339Nano), e.Expires.Format(time.RFC3339Nano), e.SessionName, e.Text,
	}
	for _, line := range lines[:fieldCount-1] {
		if strings.Contains(line, "\n") {
			return nil, errors.New("there is a line break in them")
		}
	}
	if v != nil {
		if err := sealLines(k, &lines, v); err != nil {
			return nil, err
		}
	}
	text := strings.Join(lines[:], "\n")
	return []byte(sum(k, text) + "\n" + text), nil
}

// decode reads an entry's file. A sealed one without its sealer has no secrets.
func decode(k Key, data []byte, v sealer) (Entry, bool) {
	head, text, _ := strings.Cut(string(data), "\n")
	lines := strings.SplitN(text, "\n", fieldCount)
	if head != sum(k, text) || len(lines) != fieldCount {
		return Entry{}, false
	}
	sealed := strings.HasPrefix(lines[secretLine], sealedMark)
	if !openLines(k, lines, v) {
		return Entry{}, false
	}
	issued, err := time.Parse(time.RFC3339Nano, lines[5])
	expires, otherErr := time.Parse(time.RFC3339Nano, lines[6])
	return Entry{
		Profile: lines[0], Kind: lines[1],
		AccessKeyID: lines[2], SecretAccessKey: lines[3], SessionToken: lines[4],
		Issued: issued, Expires: expires, SessionName: lines[7], Text: lines[8], Sealed: sealed,
	}, err == nil && otherErr == nil
}

func sum(k Key, text string) string {
	digest := sha256.Sum256([]byte(string(k) + text))
	return hex.EncodeToString(digest[:])
}
