package source

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"aws-runas/env/process"
)

// programMode makes the test's own binary one of the programs below; programOutput is what it prints.
const (
	programMode   = "AWS_RUNAS_TEST_PROGRAM"
	programOutput = "AWS_RUNAS_TEST_OUTPUT"
	programLine   = "AWS_RUNAS_TEST_LINE"
)

// commandLine runs the test's own binary with arguments.
func commandLine(arguments string) string { return `"` + os.Args[0] + `" ` + arguments }

// program is what the test's binary does in place of the tests.
func program(mode string) {
	switch mode {
	case "print":
		fmt.Print(os.Getenv(programOutput))
	case "arguments":
		fmt.Printf("%q", os.Args[1:])
	case "ask":
		fmt.Fprint(os.Stderr, "touch it: ")
		line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
		fmt.Print(line)
	case "fail":
		fmt.Fprintln(os.Stderr, "no device")
		os.Exit(3)
	case "wait":
		fmt.Fprintln(os.Stderr, "ready")
		<-time.After(time.Minute) // at the most: the test interrupts it
	case "hold": // on to stdout until stdin ends
		io.Copy(io.Discard, os.Stdin)
	case "leave": // a program in the background
		holder := exec.Command(os.Args[0])
		holder.Env = []string{programMode + "=hold"}
		holder.Stdin, holder.Stdout = os.Stdin, os.Stdout
		if err := holder.Start(); err != nil {
			os.Exit(1)
		}
		fmt.Print("left")
	case "again":
		d := Resolver{Getenv: os.Getenv, Environ: os.Environ(), Stderr: os.Stderr, RunProgram: process.Run}
		out, err := d.Run(context.Background(), os.Getenv(programLine))
		if os.Stdout.Write(out); err != nil {
			fmt.Print(err)
		}
	default:
		os.Exit(2)
	}
}

// withProgram returns the dependencies of a run of the program. The run must end before the test's deadline.
func withProgram(t *testing.T, mode string, variables ...string) (context.Context, Resolver) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx, newResolver(t, noProfile, append(variables, programMode+"="+mode)...)
}
