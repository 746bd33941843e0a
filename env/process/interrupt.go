package process

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
)

// Interruptible returns a context that Ctrl-C ends, for a program that mostly ends before anybody could press it. It is
// signal.NotifyContext for SIGTERM and SIGQUIT, and for SIGINT and SIGHUP unless they are ignored, as under nohup.
// It listens from when somebody first waits for its end: until then a signal ends the process. To listen starts two
// threads, which would be a fifth of the time of a run that finds all it needs in the cache.
func Interruptible(parent context.Context) (context.Context, context.CancelFunc) {
	u := &untilSignal{Context: parent}
	return u, u.end
}

type untilSignal struct {
	context.Context // the parent
	once            sync.Once
	heard           context.Context
	stop            context.CancelFunc
}

func (u *untilSignal) listening() context.Context {
	u.once.Do(func() {
		signals := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}
		u.heard, u.stop = signal.NotifyContext(u.Context, slices.DeleteFunc(signals, signal.Ignored)...)
		context.AfterFunc(u.heard, u.stop) // a second signal ends the process, whatever it waits for
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
