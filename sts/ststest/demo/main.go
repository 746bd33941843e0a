// Demo shows aws-runas at work without an AWS account:
//
//	go run ./sts/ststest/demo       # a transcript of a bash that uses it
//	go run ./sts/ststest/demo -i    # your own shell, to play in
//
// It builds the program, starts the loopback STS of package ststest, and writes a config like the README's into a home
// directory of its own, which is gone when it ends. Nothing reaches AWS, and your own files are neither read nor written.
//
// It is not responsible for testing: the transcript is what happened, and only a command that fails makes it fail. Its
// shells are those of Unix.
//
// In that home three commands are at hand, which are this program again: mfa-code prints a code of alice's MFA device
// that was not used yet, who-am-i asks the STS whose keys the environment holds, and sts-log prints the calls that the
// STS has seen.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	status := 0
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(os.Stderr, "demo: %v\n", err)
		status = 1
	}
	stop()
	os.Exit(status)
}

// run plays the demo, or is one of its commands.
func run(ctx context.Context, args []string, stdout io.Writer) (err error) {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	own := flags.Bool("i", false, "open your own shell ($SHELL: bash, zsh or fish) instead of showing a transcript")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch endpoint := os.Getenv("AWS_ENDPOINT_URL_STS"); flags.Arg(0) {
	case "":
	case "mfa-code":
		return mfaCode(ctx, endpoint, stdout)
	case "sts-log":
		return stsLog(ctx, endpoint, stdout)
	case "who-am-i":
		return whoAmI(ctx, endpoint, os.Getenv, stdout)
	default:
		return fmt.Errorf("no command is called %q", flags.Arg(0))
	}
	s, err := setUp(ctx, os.Environ())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.tearDown()) }()
	if *own {
		return s.openShell(ctx, os.Getenv("SHELL"), stdout)
	}
	return s.playTranscript(ctx, transcript, stdout)
}
