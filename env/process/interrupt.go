package process

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
)

// Interruptible returns a context that Ctrl-C ends, for a program that mostly ends before anybody could press it; so do
// SIGTERM and SIGQUIT, and SIGHUP unless it is ignored, as under nohup. Which signal it was, heard is told before the end.
// It listens from when somebody first waits for its end: until then a signal ends the process. To listen starts two
// threads, which would be a fifth of the time of a run that finds all it needs in the cache.
func Interruptible(parent context.Context, heard func(os.Signal)) (context.Context, context.CancelFunc) {
	u := &untilSignal{Context: parent, told: heard}
	return u, u.end
}

type untilSignal struct {
	context.Context // the parent
	told            func(os.Signal)
	once            sync.Once
	heard           context.Context
	stop            context.CancelFunc
}

func (u *untilSignal) listening() context.Context {
	u.once.Do(func() {
		ctx, cancel := context.WithCancel(u.Context)
		signals := slices.DeleteFunc([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}, signal.Ignored)
		came := make(chan os.Signal, 1)
		if len(signals) > 0 { // of none, all would be listened to
			signal.Notify(came, signals...)
		}
		u.heard, u.stop = ctx, func() {
			signal.Stop(came)
			cancel()
		}
		go func() {
			select {
			case s := <-came:
				u.told(s)
			case <-ctx.Done():
			}
			u.stop() // a second signal ends the process, whatever it waits for
		}()
	})
	return u.heard
}

// end leaves the signals alone again, for good.
func (u *untilSignal) end() {
	u.once.Do(func() { u.heard, u.stop = context.WithCancel(u.Context) })
	u.stop()
}

func (u *untilSignal) Done() <-chan struct{} { return u.listening().Done() }

func (u *untilSignal) Err() error { return u.listening().Err() }

// SignalError is the end of the program by a signal that asked for it.
type SignalError struct{ Signal syscall.Signal }

func (e *SignalError) Error() string { return "ended by a signal: " + e.Signal.String() }

// ExitStatus is what shells say of a command that the signal ends.
func (e *SignalError) ExitStatus() int { return 128 + int(e.Signal) }
