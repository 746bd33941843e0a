// Package program is the room of the tests of the whole program: it builds aws-runas, and has a home with a service of its
// own, runs commands in it, on a terminal if need be, and the commands of the scripts.
//
// It is not responsible for what is tested. Which shells and other programs a test needs is said to package need.
package program

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"aws-runas/sts/ststest/need"
)

// Patience is how long any one process may take: a busy machine starts Python slowly.
const Patience = time.Minute

var built = sync.OnceValues(func() (string, error) { return Build(context.Background()) })

// Path returns the path of aws-runas, which it builds where that has not been done.
func Path(tb testing.TB) string {
	tb.Helper()
	path, err := built()
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

// Variable names the environment variable that has the path of a program to be tested as it is.
const Variable = "AWS_RUNAS_TEST_PROGRAM"

// Build builds aws-runas and returns its path, which lies in Go's build cache: the packages of one run of "go test", and
// later runs, have the same. The working directory must be in the project's.
func Build(ctx context.Context) (string, error) {
	if path := os.Getenv(Variable); path != "" {
		return path, nil
	}
	root, err := need.Root()
	if err != nil {
		return "", err
	}
	unlock, err := lock(root)
	if err != nil {
		return "", err
	}
	defer unlock()
	// "go run" keeps what it has linked, and runs the program that -exec names with the path. The first time that is a
	// path outside the cache, which is gone when the command ends.
	echo := "echo"
	if runtime.GOOS == "windows" {
		echo = "cmd /c echo"
	}
	for range 2 {
		cmd := exec.CommandContext(ctx, "go", "run", "-buildvcs=false", "-exec", echo, ".")
		cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			return "", fmt.Errorf("build aws-runas: %w\n%s", err, stderr.String())
		}
		path := strings.TrimSpace(string(out))
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("the program that go run has linked is not in Go's build cache")
}

// copyTo puts a copy of a program into a directory. A process that is started meanwhile would have the file open for
// writing, and a program that is open for writing can't be run.
func copyTo(dir, program string) (string, error) {
	data, err := os.ReadFile(program)
	if err != nil {
		return "", err
	}
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	path := filepath.Join(dir, filepath.Base(program))
	return path, os.WriteFile(path, data, 0o755)
}
