package cache

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// busyStore is a store whose key is locked.
func busyStore(t *testing.T) (*Store, chan string, *os.File) {
	t.Helper()
	s, warnings := newStore(t)
	if err := s.prepare(); err != nil {
		t.Fatal(err)
	}
	held, err := tryLock(s.lockFile(key))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { held.Close() })
	return s, warnings, held
}

var waiting = fmt.Sprintf(`waiting for process %d to get the credentials of profile "prod"`, os.Getpid())

func TestPatience(t *testing.T) {
	t.Parallel()
	s, warnings, _ := busyStore(t)
	s.Patience = 5 * pollInterval
	calls := 0
	_, err := s.Fetch(t.Context(), key, `profile "prod"`, always, counted(role("ASIA1"), &calls))
	var busy *BusyError
	if !errors.As(err, &busy) || busy.Process != os.Getpid() || calls != 0 {
		t.Fatalf("Fetch: %v and %d calls, want a BusyError that names process %d, and none", err, calls, os.Getpid())
	}
	want := fmt.Sprintf(`process %d has not got the credentials of profile "prod" in 200ms`, os.Getpid())
	if err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if want := fmt.Sprintf("end process %d", os.Getpid()); !strings.Contains(busy.Hint(), want) {
		t.Errorf("hint %q, want %q in it", busy.Hint(), want)
	}
	wantWarnings(t, warnings, 1)
	if got := <-warnings; got != waiting {
		t.Errorf("got  %s\nwant %s", got, waiting)
	}
}

// TestPatienceForAnAnswer has a holder that asks its user; the time is up at once, because this process has waited before.
func TestPatienceForAnAnswer(t *testing.T) {
	t.Parallel()
	s, _, held := busyStore(t)
	other := &Store{held: map[*os.File]bool{held: true}}
	s.Patience, s.waited = time.Hour, time.Hour
	for asks, want := range map[bool]string{
		true:  `process %d has not answered for profile "prod" in 1h0m0s`,
		false: `process %d has not got the credentials of profile "prod" in 1h0m0s`,
	} {
		other.Asking(asks)
		_, err := s.Fetch(t.Context(), key, `profile "prod"`, always, counted(role("ASIA1"), new(int)))
		var busy *BusyError
		if want := fmt.Sprintf(want, os.Getpid()); !errors.As(err, &busy) || err.Error() != want || strings.Contains(busy.Hint(), "answer") != asks {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestHolderThatWroteNoID(t *testing.T) {
	t.Parallel()
	s, _, held := busyStore(t)
	if err := held.Truncate(0); err != nil {
		t.Fatal(err)
	}
	s.Patience = 0
	_, err := s.Fetch(t.Context(), key, "x", always, counted(role("ASIA1"), new(int)))
	if err == nil || err.Error() != "another process has not got the credentials of x in 0s" {
		t.Errorf("Fetch: %v", err)
	}
}

func TestCancelledWait(t *testing.T) {
	t.Parallel()
	s, warnings, _ := busyStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	calls := 0
	go func() {
		_, err := s.Fetch(ctx, key, `profile "prod"`, always, counted(role("ASIA1"), &calls))
		done <- err
	}()
	<-warnings
	cancel()
	err := <-done
	if want := waiting + ": context canceled"; !errors.Is(err, context.Canceled) || err.Error() != want || calls != 0 {
		t.Errorf("Fetch: %v and %d calls\nwant   %s and none", err, calls, want)
	}
	wantWarnings(t, warnings, 0)
}

// TestDeadlineOfTheCaller ends the waiting as Patience does.
func TestDeadlineOfTheCaller(t *testing.T) {
	t.Parallel()
	s, _, _ := busyStore(t)
	ctx, cancel := context.WithTimeout(t.Context(), 2*pollInterval)
	defer cancel()
	_, err := s.Fetch(ctx, key, `profile "prod"`, always, counted(role("ASIA1"), new(int)))
	var busy *BusyError
	if !errors.As(err, &busy) || busy.Process != os.Getpid() {
		t.Errorf("Fetch: %v, want a BusyError that names process %d", err, os.Getpid())
	}
}

// TestWaiterTakesOver lets a waiter win the lock: it is served what came in the meantime, and else gets it itself.
func TestWaiterTakesOver(t *testing.T) {
	t.Parallel()
	for _, answered := range []bool{true, false} {
		s, warnings, held := busyStore(t)
		done := make(chan Entry)
		go func() {
			e, err := s.Fetch(t.Context(), key, `profile "prod"`, always, counted(role("ASIA-waiter"), new(int)))
			if err != nil {
				t.Error(err)
			}
			done <- e
		}()
		<-warnings
		want := role("ASIA-waiter")
		if answered {
			want = role("ASIA-holder")
			s.Put(key, want)
		}
		held.Close()
		if got := <-done; got != want {
			t.Errorf("answered %v: got %+v, want %+v", answered, got, want)
		}
	}
}

// TestRemovedLocks lets many take a lock while its file is being removed: there is never more than one holder.
func TestRemovedLocks(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x"+lockSuffix)
	var holders, removed atomic.Int32
	var taking sync.WaitGroup
	rounds := 100
	if runtime.GOOS == "windows" {
		rounds = 10 // wine opens and removes some hundred files in a second
	}
	for range 4 {
		taking.Go(func() {
			for range rounds {
				held, err := tryLock(path)
				for ; err == errBusy; held, err = tryLock(path) {
				}
				if err != nil {
					t.Error(err)
					return
				}
				if n := holders.Add(1); n != 1 {
					t.Errorf("%d hold the lock at once", n)
				}
				os.ReadDir(filepath.Dir(path)) // takes long enough for others to try
				holders.Add(-1)
				held.Close()
			}
		})
	}
	stop := make(chan struct{})
	var removing sync.WaitGroup
	removing.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				if removeLock(path) == nil {
					removed.Add(1)
				}
			}
		}
	})
	taking.Wait()
	close(stop)
	removing.Wait()
	if removed.Load() == 0 {
		t.Error("no lock was removed: the test showed nothing")
	}
}

func TestHeldLockIsNotRemoved(t *testing.T) {
	t.Parallel()
	s, _, _ := busyStore(t)
	s.Now = func() time.Time { return time.Now().Add(1000 * time.Hour) }
	if err := removeLock(s.lockFile(key)); err != errBusy {
		t.Errorf("removeLock: %v, want %v", err, errBusy)
	}
	s.sweep()
	if _, err := s.Forget(nil); err != nil {
		t.Error(err)
	}
	if got := len(files(t, s.Dir)); got != 1 {
		t.Errorf("%d files, want the lock", got)
	}
}
