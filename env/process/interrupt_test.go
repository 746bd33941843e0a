//go:build unix

package process_test

import (
	"context"
	"os"
	"syscall"
	"testing"
	"time"

	"aws-runas/env/process"
)

// ends waits for the end of a context, and fails the test if that is a minute away.
func ends(t *testing.T, ctx context.Context) {
	t.Helper()
	select {
	case <-ctx.Done():
	case <-time.After(time.Minute):
		t.Error("the context has not ended")
	}
}

// TestSignalEnds is not parallel, because each signal ends all contexts that listen.
func TestSignalEnds(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		var heard os.Signal
		ctx, stop := process.Interruptible(t.Context(), func(s os.Signal) { heard = s })
		if err := ctx.Err(); err != nil { // from here on it listens
			t.Fatalf("%v before %v", err, sig)
		}
		within, cancel := context.WithTimeout(ctx, time.Hour)
		if err := syscall.Kill(os.Getpid(), sig); err != nil {
			t.Fatal(err)
		}
		ends(t, ctx)
		ends(t, within)
		if heard != sig {
			t.Errorf("%v was heard, want %v", heard, sig)
		}
		cancel()
		stop()
	}
}

func TestStopEnds(t *testing.T) {
	for _, waits := range []bool{false, true} {
		ctx, stop := process.Interruptible(t.Context(), nil)
		if waits && ctx.Err() != nil {
			t.Fatal(ctx.Err())
		}
		stop()
		ends(t, ctx)
		if ctx.Err() != context.Canceled {
			t.Errorf("it waits: %t: %v, want %v", waits, ctx.Err(), context.Canceled)
		}
	}
}

func TestParentEnds(t *testing.T) {
	parent, cancel := context.WithCancel(t.Context())
	ctx, stop := process.Interruptible(parent, nil)
	defer stop()
	cancel()
	ends(t, ctx)
}
