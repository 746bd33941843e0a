package main

import (
	"strings"
	"testing"
)

// events of two packages: in the one a test passes, one fails and two are skipped, the other does not build.
const events = `{"Action":"start","Package":"p"}
{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:7: zsh is not installed\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"--- SKIP: TestA (0.00s)\n"}
{"Action":"skip","Package":"p","Test":"TestA","Elapsed":0}
{"Action":"output","Package":"p","Test":"TestB/x","Output":"    b_test.go:9: it broke\n"}
{"Action":"output","Package":"p","Test":"TestB/y","Output":"    b_test.go:8: zsh is not installed\n"}
{"Action":"skip","Package":"p","Test":"TestB/y","Elapsed":0}
{"Action":"fail","Package":"p","Test":"TestB/x","Elapsed":0}
{"Action":"output","Package":"p","Test":"TestC","Output":"    c_test.go:9: chatter\n"}
{"Action":"pass","Package":"p","Test":"TestC","Elapsed":0}
{"Action":"fail","Package":"p","Elapsed":1.25}
{"ImportPath":"q","Action":"build-output","Output":"q.go:1:1: syntax error\n"}
{"ImportPath":"q","Action":"build-fail"}
go: a line of go's own
{"Action":"skip","Package":"without tests","Elapsed":0}
`

func TestReport(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	r := &report{out: &out, output: map[test]string{}, skipped: map[test]string{}}
	if err := r.read(strings.NewReader(events)); err != nil {
		t.Fatal(err)
	}
	const want = `    b_test.go:9: it broke
FAIL      1.2 s  p
q.go:1:1: syntax error
go: a line of go's own
2 tests were skipped:
  zsh is not installed:
    p TestA
    p TestB/y
`
	if got := out.String() + r.list(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !r.failed || r.packages != 1 {
		t.Errorf("failed: %t, packages: %d; want a failure in 1 package", r.failed, r.packages)
	}
}

func TestReportOfSuccess(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	r := &report{out: &out, output: map[test]string{}, skipped: map[test]string{}}
	if err := r.read(strings.NewReader(`{"Action":"pass","Package":"p","Elapsed":3}`)); err != nil {
		t.Fatal(err)
	}
	if want := "ok        3.0 s  p\nno test was skipped\n"; out.String()+r.list() != want || r.failed {
		t.Errorf("got %q, failed: %t; want %q", out.String(), r.failed, want)
	}
}
