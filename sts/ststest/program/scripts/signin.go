package scripts

import (
	"fmt"
	"os"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"aws-runas/sts/ststest"
	"aws-runas/sts/ststest/signin"
)

type signInKey struct{}

// setupSignIn gives a script what people sign in to, beside its STS.
func setupSignIn(e *testscript.Env, server *ststest.Server) {
	service := signin.New(signin.Fixture(server), time.Now)
	e.Defer(service.Close)
	e.Values[signInKey{}] = service
	for _, name := range []string{"AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC", "AWS_ENDPOINT_URL_SIGNIN"} {
		e.Setenv(name, service.URL)
	}
}

// controlSignIn is the script command signin, see signin.Control.
func controlSignIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: signin COMMAND ARG...")
	}
	if len(args) > 1 && args[0] == "login" {
		args[1] = ts.MkAbs(args[1])
	}
	ts.Check(ts.Value(signInKey{}).(*signin.Service).Control(ts.Value(serverKey{}).(*ststest.Server), ts.Stdout(), args))
}

// Browse is the program "browser" of the scripts: it goes to the page that is its argument, see signin.Browse.
func Browse() {
	if err := signin.Browse(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// await is the script command await FILE: it waits until there is the file.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await FILE")
	}
	deadline, again := time.After(time.Minute), time.NewTicker(10*time.Millisecond)
	defer again.Stop()
	for {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		select {
		case <-again.C:
		case <-deadline:
			ts.Fatalf("%s has not come", args[0])
		}
	}
}
