package shells_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stub stands on PATH in place of the binary. It notes its arguments and gives the answer prepared for what it is
// asked: use, drop, renew, env or other.
type stub struct {
	tb  testing.TB
	dir string
}

const stubScript = `#!/bin/sh
dir=${0%/*}
case $1 in
use | drop | renew | env) answer=$1;;
*) answer=other;;
esac
line="$*"
if test "$answer" = renew && read -r typed; then line="$line and read $typed"; fi
printf '%s\n' "$line" >>"$dir/log"
if test -f "$dir/$answer"; then . "$dir/$answer"; fi
`

func newStub(tb testing.TB) stub {
	tb.Helper()
	s := stub{tb, tb.TempDir()}
	writeFile(tb, s.dir, "aws-runas", stubScript, 0o700)
	return s
}

// answers has the stub print the text.
func (s stub) answers(command, text string) {
	s.tb.Helper()
	writeFile(s.tb, s.dir, command, "cat <<'END'\n"+text+"\nEND\n", 0o600)
}

// does has the stub run lines of POSIX shell.
func (s stub) does(command, script string) {
	s.tb.Helper()
	writeFile(s.tb, s.dir, command, script+"\n", 0o600)
}

// calls gives the arguments of every call since the last look, a line for each.
func (s stub) calls() string {
	s.tb.Helper()
	path := filepath.Join(s.dir, "log")
	log, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return ""
	}
	if err == nil {
		err = os.Remove(path)
	}
	if err != nil {
		s.tb.Fatal(err)
	}
	return strings.TrimSpace(string(log))
}
