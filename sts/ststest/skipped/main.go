// Skipped reads what "go test -json" prints, and prints a line for each package, the output of tests that failed, and at
// the end the tests that were skipped, each with its reason:
//
//	go test -json ./... | go run ./sts/ststest/skipped [-list FILE]
//
// With -list the list of what was skipped is added to a file as well.
//
// Its status is 1 if a test or a package failed, or if nothing was tested.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
)

func main() {
	list := flag.String("list", "", "add the list to a `FILE`, too")
	flag.Parse()
	r := &report{out: os.Stdout, output: map[test]string{}, skipped: map[test]string{}}
	err := r.read(os.Stdin)
	if err == nil {
		fmt.Fprint(r.out, "\n", r.list())
		err = r.addTo(*list)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "skipped:", err)
	}
	if err != nil || r.failed || r.packages == 0 {
		os.Exit(1)
	}
}

// addTo adds the list to a file, if it has a name.
func (r *report) addTo(name string) error {
	if name == "" {
		return nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(r.list())
	return errors.Join(err, f.Close())
}

// event is a line of "go test -json"; "go doc test2json" describes it.
type event struct {
	Action, Package, ImportPath, Test, Output string
	Elapsed                                   float64
}

// test names a test, or with an empty name its package.
type test struct{ pkg, name string }

// report is what is known so far.
type report struct {
	out      io.Writer
	output   map[test]string // of tests that run
	skipped  map[test]string // the reasons
	packages int
	failed   bool
}

// read reads all events. A line that is none is printed as it is: it is go's own.
func (r *report) read(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if e := (event{}); line != "" && json.Unmarshal([]byte(line), &e) == nil {
			r.take(e)
		} else {
			fmt.Fprint(r.out, line)
		}
		switch err {
		case nil:
		case io.EOF:
			return nil
		default:
			return err
		}
	}
}

func (r *report) take(e event) {
	t := test{e.Package, e.Test}
	switch e.Action {
	case "output":
		r.output[t] += e.Output
	case "build-output":
		fmt.Fprint(r.out, e.Output)
	case "build-fail":
		r.failed = true
	case "fail":
		r.failed = true
		fmt.Fprint(r.out, r.output[t])
	case "skip":
		if e.Test != "" {
			r.skipped[t] = reason(r.output[t])
		}
	}
	if ended := e.Action == "pass" || e.Action == "fail" || e.Action == "skip"; ended {
		delete(r.output, t)
		if e.Test == "" && e.Action != "skip" { // a skipped package has no tests
			r.packages++
			fmt.Fprintf(r.out, "%-5s %7.1f s  %s\n", map[string]string{"pass": "ok", "fail": "FAIL"}[e.Action], e.Elapsed, e.Package)
		}
	}
}

// logged is the first line that a test has logged, behind the place in its source.
var logged = regexp.MustCompile(`(?m)^ +[\w.-]+\.(?:go|txtar):\d+: (.*)$`)

// reason is what a test said when it was skipped.
func reason(output string) string {
	found := logged.FindAllStringSubmatch(output, -1)
	if found == nil {
		return "no reason given"
	}
	return found[len(found)-1][1]
}

// list has the reasons, each with the tests that were skipped for it.
func (r *report) list() string {
	if len(r.skipped) == 0 {
		return "no test was skipped\n"
	}
	byReason := map[string][]string{}
	for t, reason := range r.skipped {
		byReason[reason] = append(byReason[reason], t.pkg+" "+t.name)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d tests were skipped:\n", len(r.skipped))
	for _, reason := range slices.Sorted(maps.Keys(byReason)) {
		names := byReason[reason]
		slices.Sort(names)
		fmt.Fprintf(&b, "  %s:\n    %s\n", reason, strings.Join(names, "\n    "))
	}
	return b.String()
}
