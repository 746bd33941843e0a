package cache

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestListed says of each entry what can be read without its secrets, and lists what Get would serve, and nothing else.
func TestListed(t *testing.T) {
	t.Parallel()
	s, warnings := newStore(t)
	other := NewKey("role", "other")
	e := credentials("role", "ASIA1", now)
	e.Expires = now.Add(time.Hour)
	s.Put(key, e)
	s.Put(other, Entry{Profile: "prod", Kind: "identity", Text: "arn", Issued: now})
	if err := os.WriteFile(filepath.Join(s.Dir, string(NewKey("role", "corrupt"))+entrySuffix), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	listed := s.Listed()
	if len(listed.entries) != 2 {
		t.Errorf("%d entries are listed, want 2", len(listed.entries))
	}
	got, ok := listed.Get(key)
	if !ok || got.SecretAccessKey != withheld || got.SessionToken != withheld || got.AccessKeyID != "ASIA1" || !got.Expires.Equal(e.Expires) {
		t.Errorf("got %+v, %t", got, ok)
	}
	if got, ok := listed.Get(other); !ok || got.Text != "arn" || got.SecretAccessKey != "" {
		t.Errorf("got %+v, %t", got, ok)
	}
	if _, ok := listed.Get(NewKey("role", "none")); ok {
		t.Error("what is not there is listed")
	}
	wantWarnings(t, warnings, 0)
}
