package cache

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// pollInterval is how often a waiter tries the lock: too short to be felt, too long to be work.
const pollInterval = 40 * time.Millisecond

// Fetch returns the entry of a key if it is usable; else it gets a new one and keeps it. Of many processes that call it for
// one key at once, one gets the entry; the others wait for it, having told the user for whom and what, as in
// `profile "prod"`, and look again. If the one fails or dies, the next gets the entry itself.
//
// If the directory can't be used, the entry is got all the same, nothing is kept, and the user is told why. An error is
// get's own, a BusyError when Patience or the time of ctx ran out, or that ctx was cancelled.
//
// get may call Fetch for other keys. Keys must then always follow each other in one order, or two processes that hold
// one key each wait for the other's until their patience ends.
func (s *Store) Fetch(ctx context.Context, k Key, what string, usable func(Entry) bool,
	get func(context.Context) (Entry, error)) (Entry, error) {
	if e, ok := s.Get(k); ok && usable(e) {
		return e, nil
	}
	if s.Dir == "" {
		return get(ctx)
	}
	held, err := s.lock(ctx, k, what)
	var busy *BusyError
	switch {
	case errors.As(err, &busy), err != nil && ctx.Err() != nil:
		return Entry{}, err
	case err != nil:
		s.warnNotKept(err)
		return get(ctx)
	}
	defer s.hold(held)()
	if e, ok := s.Get(k); ok && usable(e) {
		return e, nil
	}
	e, err := get(ctx)
	if err == nil {
		s.Put(k, e)
	}
	return e, err
}

// Asking says that the user is asked something from now on, or not any more. Those that wait for this process tell so.
func (s *Store) Asking(asks bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for f := range s.held {
		sign(f, asks)
	}
}

// Waited is how long this process has waited for others in all.
func (s *Store) Waited() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.waited
}

// hold remembers a lock that this process has from now on, and returns what gives it up.
func (s *Store) hold(f *os.File) (giveUp func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		s.held = map[*os.File]bool{}
	}
	s.held[f] = true
	return func() {
		s.mu.Lock()
		delete(s.held, f)
		s.mu.Unlock()
		f.Close()
	}
}

// lock waits until it holds the key's lock. The lock is given up by closing the file. Patience is for all waiting of the
// process together.
func (s *Store) lock(ctx context.Context, k Key, what string) (*os.File, error) {
	if err := s.prepare(); err != nil {
		return nil, err
	}
	patience := time.NewTimer(s.Patience - s.Waited())
	defer patience.Stop()
	poll := time.NewTicker(pollInterval)
	defer poll.Stop()
	path, began, told, toldAsks := s.lockFile(k), time.Now(), false, false
	defer func() {
		s.mu.Lock()
		s.waited += time.Since(began)
		s.mu.Unlock()
	}()
	for try := 1; ; try++ {
		held, err := tryLock(path)
		if err != errBusy {
			return held, err
		}
		h := holderOf(path)
		if try > 1 && (!told || h.asks && !toldAsks) { // by now the holder has written its process id
			s.Warn("waiting for %s", h.doing(what))
			told, toldAsks = true, toldAsks || h.asks
		}
		waited := s.Patience
		select {
		case <-poll.C:
			continue
		case <-patience.C:
		case <-ctx.Done():
			if ctx.Err() != context.DeadlineExceeded {
				return nil, fmt.Errorf("waiting for %s: %w", h.doing(what), context.Cause(ctx))
			}
			waited = time.Since(began).Round(time.Second)
		}
		return nil, &BusyError{Process: h.id, Asks: h.asks, What: what, Waited: waited}
	}
}

// doing is what a waiter waits for.
func (h holder) doing(what string) string {
	if h.asks {
		return fmt.Sprintf("%v to answer for %s", h, what)
	}
	return fmt.Sprintf("%v to get the credentials of %s", h, what)
}

// BusyError says that another process, which is getting the same entry, was not done in time.
type BusyError struct {
	Process int    // its id; 0 if it is not known
	Asks    bool   // it asks its user something; else it waits for AWS
	What    string // what it gets
	Waited  time.Duration
}

func (e *BusyError) Error() string {
	if e.Asks {
		return fmt.Sprintf("%v has not answered for %s in %v", holder{id: e.Process}, e.What, e.Waited)
	}
	return fmt.Sprintf("%v has not got the credentials of %s in %v", holder{id: e.Process}, e.What, e.Waited)
}

// Hint says what the user can do about it.
func (e *BusyError) Hint() string {
	if e.Asks {
		return fmt.Sprintf("answer its question, or end %v", holder{id: e.Process})
	}
	return fmt.Sprintf("it may be waiting for the network: try again, or end %v", holder{id: e.Process})
}
