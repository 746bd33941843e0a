//go:build linux

package main

import (
	"context"
	"testing"
	"time"

	"aws-runas/sts/ststest/need"
)

// limit is what something may cost at the most, in a unit of its own.
type limit struct {
	what string
	most float64
	is   func(figures) float64
}

// limits are well above what is aimed at, so that a busy machine is not taken for a slow program.
var limits = []limit{
	{"a warm env, in hello-worlds", 2.8, func(f figures) float64 { return f.ratio(warmEnv, helloWorld) }},
	{"a warm exec of true, in hello-worlds more than true", 2.5, func(f figures) float64 { return f.more(warmExec, justTrue) }},
	{"10,000 profiles, in hello-worlds more than 10", 6, func(f figures) float64 { return f.more(warmMany, warmEnv) }},
	{"a list with a word, of 10,000 profiles, in hello-worlds more than of 10", 4, func(f figures) float64 { return f.more(wordMany, wordFew) }},
	{"a cold env, in programs that only make the calls", 1.5, func(f figures) float64 { return f.ratio(coldEnv, bareCalls) }},
}

const (
	mostPeak = 9 << 20   // bytes
	mostSize = 9_000_000 // bytes
)

// TestCost compares the least times of programs that run in turn. What is too slow stays so however often it is run; what
// was only disturbed is not, so the rounds go on until the limits are kept.
func TestCost(t *testing.T) {
	need.Long(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	l, err := setUp(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	for range 10 {
		if err := l.warm.rounds(ctx, 40); err != nil {
			t.Fatal(err)
		}
		if err := l.cold.rounds(ctx, 8); err != nil {
			t.Fatal(err)
		}
		if len(l.exceeded()) == 0 {
			break
		}
	}
	for _, exceeded := range l.exceeded() {
		t.Errorf("%s: %.2f, want %.2f at the most\n%s", exceeded.what, exceeded.is(l.figures(least)), exceeded.most, l.times(least))
	}
	if peak, err := l.peak(ctx); err != nil || peak > mostPeak {
		t.Errorf("peak memory %d bytes, %v; want %d at the most", peak, err, mostPeak)
	}
	if size, err := l.size(); err != nil || size > mostSize {
		t.Errorf("the stripped binary has %d bytes, %v; want %d at the most", size, err, mostSize)
	}
}

// exceeded are the limits that are not kept.
func (l *lab) exceeded() []limit {
	f := l.figures(least)
	var all []limit
	for _, limit := range limits {
		if limit.is(f) > limit.most {
			all = append(all, limit)
		}
	}
	return all
}
