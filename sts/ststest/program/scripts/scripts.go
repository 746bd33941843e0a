// Package scripts runs the scripts of testdata/script: each is a user with a home and a service, and the lines that they
// type. It has the script commands sts, signin, await and append, the program
// browser, and the condition shell.
package scripts

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/need"
	"aws-runas/sts/ststest/program"
)

// ClockVariable shifts the program's clock, in its test form only, or makes it a bug.
const ClockVariable = "TEST_CLOCK_OFFSET"

// Params says how testscript runs the scripts of a directory: each has a home and a service of its own. With update
// the scripts' expectations are rewritten.
func Params(dir string, update bool) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       update,
		Deadline:            time.Now().Add(5 * time.Minute),
		Setup:               setupScript,
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sts":    controlSTS,
			"signin": controlSignIn,
			"await":  await,
			"append": appendTo,
		},
	}
}

type serverKey struct{}

// setupScript gives each script a home with the files of the fixture, and a service of its own.
func setupScript(e *testscript.Env) error {
	server := ststest.New(ststest.Fixture(), time.Now)
	e.Defer(server.Close)
	e.Values[serverKey{}] = server
	home := filepath.Join(e.WorkDir, "home")
	e.Setenv("HOME", home)
	e.Setenv("USERPROFILE", home)
	e.Setenv("SHELL", "/bin/sh")
	for _, variable := range program.ServiceVariables(server.URL) {
		name, value, _ := strings.Cut(variable, "=")
		e.Setenv(name, value)
	}
	setupSignIn(e, server)
	return ststest.WriteConfig(home)
}

// condition knows [shell:NAME], true when the shell or another program is installed. Where it is required, a missing one
// fails the test.
func condition(name string) (bool, error) {
	wanted, ok := strings.CutPrefix(name, "shell:")
	if !ok {
		return false, fmt.Errorf("unknown condition %q", name)
	}
	return need.Installed(wanted)
}

// controlSTS is the script command sts:
//
//	sts calls                 prints the calls so far, and forgets them
//	sts code SERIAL FILE      writes a code that was not used to FILE; with more serials one a line
//	sts used SERIAL FILE      writes the code that was used last
//	sts advance DURATION      lets time pass for the service and for aws-runas
//	sts skew DURATION         sets the service's clock ahead of this machine's
//	sts fail KIND             makes the next call fail
func controlSTS(ts *testscript.TestScript, neg bool, args []string) {
	server := ts.Value(serverKey{}).(*ststest.Server)
	if neg || len(args) == 0 {
		ts.Fatalf("usage: sts COMMAND ARG...")
	}
	write := func(text string) { ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(text+"\n"), 0o600)) }
	switch args[0] {
	case "calls":
		fmt.Fprint(ts.Stdout(), server.Log())
		server.ClearLog()
	case "code":
		write(server.UnusedCode(args[1]))
	case "used":
		write(server.Code(args[1]))
	case "advance":
		d, err := time.ParseDuration(args[1])
		ts.Check(err)
		before, _ := time.ParseDuration(ts.Getenv(ClockVariable))
		ts.Setenv(ClockVariable, (before + d).String())
		server.Advance(d)
	case "skew":
		d, err := time.ParseDuration(args[1])
		ts.Check(err)
		server.Skew(d)
	case "fail":
		server.Fail(ststest.Failure{Kind: ststest.Kind(args[1]), Count: 1})
	default:
		ts.Fatalf("unknown: sts %s", args[0])
	}
}

// appendTo is the script command append FILE FROM: it adds the one file to the end of the other.
func appendTo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: append FILE FROM")
	}
	text := ts.ReadFile(args[0]) + ts.ReadFile(args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
