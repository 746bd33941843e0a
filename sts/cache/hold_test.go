package cache

import (
	"errors"
	"testing"
	"time"
)

func TestHold(t *testing.T) {
	t.Parallel()
	s := &Store{Dir: t.TempDir(), Now: time.Now, Warn: func(string, ...any) {}, Patience: time.Minute}
	release, err := s.Hold(t.Context(), "a", "the sign-in to a")
	if err != nil {
		t.Fatal(err)
	}
	other, err := s.Hold(t.Context(), "b", "the sign-in to b") // which is another
	if err != nil {
		t.Fatal(err)
	}
	other()
	second := &Store{Dir: s.Dir, Now: time.Now, Warn: s.Warn, Patience: time.Millisecond}
	var busy *BusyError
	if _, err := second.Hold(t.Context(), "a", "the sign-in to a"); !errors.As(err, &busy) || busy.What != "the sign-in to a" {
		t.Errorf("error %v, want that it is held", err)
	}
	release()
	if release, err = s.Hold(t.Context(), "a", "the sign-in to a"); err != nil {
		t.Fatal(err)
	}
	release()
	without := &Store{}
	if release, err = without.Hold(t.Context(), "a", "what"); err != nil {
		t.Fatal(err)
	}
	release()
}
