package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Entry is what is kept under a key.
type Entry struct {
	Profile string // whom it was made for; for messages and to choose what to forget, no part of the key
	Kind    string // "session", "role" and "source" are credentials; "identity" and "refusal" have no keys

	AccessKeyID     string `json:",omitempty"`
	SecretAccessKey string `json:",omitempty"`
	SessionToken    string `json:",omitempty"`

	Issued      time.Time
	Expires     time.Time // zero, where there are no keys: never
	SessionName string    `json:",omitempty"` // of a role
	Text        string    `json:",omitempty"` // of an entry without keys
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
	// longestLife is the longest that the STS API gives, 36 hours, and a clock that is as wrong as AWS lets it be.
	longestLife = 36*time.Hour + 15*time.Minute
	// clockSlack is how far in the future an entry may have been issued.
	clockSlack = 5 * time.Minute
)

// sound says whether an entry makes sense at a time. Credentials are temporary ones, whole, with a life that AWS gives.
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

// encode gives an entry's file: a line with the sum, and the entry as JSON. The sum tells a damaged entry, and one that was
// put under another key's name.
func encode(k Key, e Entry) ([]byte, error) {
	entry, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return append([]byte(sum(k, entry)+"\n"), entry...), nil
}

func decode(k Key, data []byte) (Entry, bool) {
	head, entry, _ := bytes.Cut(data, []byte{'\n'})
	if string(head) != sum(k, entry) {
		return Entry{}, false
	}
	var e Entry
	if err := json.Unmarshal(entry, &e); err != nil {
		return Entry{}, false
	}
	return e, true
}

func sum(k Key, entry []byte) string {
	digest := sha256.Sum256(append([]byte(k), entry...))
	return hex.EncodeToString(digest[:])
}
