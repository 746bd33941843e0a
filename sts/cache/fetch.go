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

// Fetch gives the entry of a key if it is usable; else it gets a new one and keeps it. Of many processes that call it for
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
	defer held.Close()
	if e, ok := s.Get(k); ok && usable(e) {
		return e, nil
	}
	e, err := get(ctx)
	if err == nil {
		s.Put(k, e)
	}
	return e, err
}

// lock waits until it holds the key's lock. The lock is given up by closing the file.
func (s *Store) lock(ctx context.Context, k Key, what string) (*os.File, error) {
	if err := s.prepare(); err != nil {
		return nil, err
	}
	patience := time.NewTimer(s.Patience)
	defer patience.Stop()
	poll := time.NewTicker(pollInterval)
	defer poll.Stop()
	path, began := s.lockFile(k), time.Now()
	for try := 1; ; try++ {
		held, err := tryLock(path)
		if err != errBusy {
			return held, err
		}
		if try == 2 { // by now the holder has written its process id
			s.Warn("waiting for %s to answer for %s", process(holder(path)), what)
		}
		waited := s.Patience
		select {
		case <-poll.C:
			continue
		case <-patience.C:
		case <-ctx.Done():
			if ctx.Err() != context.DeadlineExceeded {
				return nil, fmt.Errorf("waiting for %s to answer for %s: %w", process(holder(path)), what, context.Cause(ctx))
			}
			waited = time.Since(began).Round(time.Second)
		}
		return nil, &BusyError{Process: holder(path), What: what, Waited: waited}
	}
}

// BusyError says that another process, which is getting the same entry, did not answer in time.
type BusyError struct {
	Process int    // its id; 0 if it is not known
	What    string // what it was to answer for
	Waited  time.Duration
}

func (e *BusyError) Error() string {
	return fmt.Sprintf("%s has not answered for %s in %v", process(e.Process), e.What, e.Waited)
}

// Hint says what the user can do about it.
func (e *BusyError) Hint() string {
	return fmt.Sprintf("answer its question, or end %s", process(e.Process))
}

func process(id int) string {
	if id == 0 {
		return "another process"
	}
	return fmt.Sprintf("process %d", id)
}
