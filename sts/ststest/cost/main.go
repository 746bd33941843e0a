//go:build linux

// Cost measures what aws-runas costs, in units of a Go hello-world that is built in the same way and run in turn with it:
//
//	go run ./sts/ststest/cost [-n ROUNDS]
//
// It builds both with release flags, starts the loopback STS of package ststest, and prints a table of times, the peak
// memory, and what makes up the size of the binary. Times compare with each other only when they are of one run.
//
// It is not responsible for a verdict: the limits are in its test.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	rounds := flag.Int("n", 200, "how many `ROUNDS` to run")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := run(ctx, *rounds)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "cost:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rounds int) error {
	dir, err := os.MkdirTemp("", "aws-runas-cost-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	l, err := setUp(ctx, dir)
	if err != nil {
		return err
	}
	defer l.close()
	if err := l.warm.rounds(ctx, rounds); err != nil {
		return err
	}
	if err := l.cold.rounds(ctx, rounds); err != nil {
		return err
	}
	fmt.Print(l.times(median))
	peak, err := l.peak(ctx)
	if err != nil {
		return err
	}
	size, err := l.size()
	if err != nil {
		return err
	}
	fmt.Printf("\npeak memory, warm: %.1f MiB\nstripped binary: %.2f MB\n\n", float64(peak)/(1<<20), float64(size)/1e6)
	table, err := l.sizeByDependency(ctx)
	fmt.Print(table)
	return err
}
