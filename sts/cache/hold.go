package cache

import (
	"context"
	"errors"
)

// Hold waits for the lock on something that is no entry, and has this name, until it holds it. The warning that it waits says
// for what. Where there can be no lock it goes on without.
func (s *Store) Hold(ctx context.Context, name, what string) (release func(), err error) {
	none := func() {}
	if s.Dir == "" {
		return none, nil
	}
	held, err := s.lock(ctx, NewKey("lock", name), what)
	var busy *BusyError
	switch {
	case errors.As(err, &busy), err != nil && ctx.Err() != nil:
		return nil, err
	case err != nil:
		return none, nil
	}
	return func() { held.Close() }, nil
}
