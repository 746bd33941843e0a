// Package need says what a test needs of the machine: programs that must be installed, and folders of test data beside the
// project's own. Where one is missing the test is skipped and names it, unless it is required: then it fails.
//
// AWS_RUNAS_TEST_REQUIRE_SHELLS, which is read here and nowhere else, has the names of what is required, separated by
// blanks: programs, and folders as shared/NAME. A 1 among them stands for the shells that every Linux distribution has.
// With AWS_RUNAS_TEST_LONG=1 tests run that are long by nature. What was skipped is listed by
//
//	go test -json ./... | go run ./sts/ststest/skipped
package need

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	requireVariable = "AWS_RUNAS_TEST_REQUIRE_SHELLS"
	longVariable    = "AWS_RUNAS_TEST_LONG"
)

// Long skips a test that is long by nature, unless long tests are wanted.
func Long(tb testing.TB) {
	tb.Helper()
	if os.Getenv(longVariable) != "1" {
		tb.Skipf("long: it runs with %s=1, as in .ci/run", longVariable)
	}
}

// Often returns how often to do what proves the more the oftener it is done: more where long tests are wanted.
func Often(usual, long int) int {
	if os.Getenv(longVariable) == "1" {
		return long
	}
	return usual
}

// Program returns the path of an installed program. With a probe, which is a list of arguments, it also runs it: the
// program counts as installed only if that succeeds within a minute.
func Program(tb testing.TB, name string, probe ...string) string {
	tb.Helper()
	path, err := find(os.Getenv(requireVariable), name)
	if err != nil {
		tb.Fatal(err)
	}
	if path == "" {
		tb.Skipf("%s is not installed", name)
	}
	if len(probe) == 0 {
		return path
	}
	ctx, cancel := context.WithTimeout(tb.Context(), time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, path, probe...).CombinedOutput(); err != nil {
		tb.Skipf("%s %q does not work: %v\n%s", name, probe, err, out)
	}
	return path
}

// Installed says whether a program is installed. It is an error if it is required and missing.
func Installed(name string) (bool, error) {
	path, err := find(os.Getenv(requireVariable), name)
	return path != "", err
}

// Folder returns the path of the folder ../shared/NAME beside the project's root, which has data and programs for tests
// that do not belong to the project.
func Folder(tb testing.TB, name string) string {
	tb.Helper()
	root, err := Root()
	if err != nil {
		tb.Fatal(err)
	}
	folder := filepath.Join(filepath.Dir(root), "shared", name)
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return folder
	}
	if required(os.Getenv(requireVariable), "shared/"+name) {
		tb.Fatalf("the folder ../shared/%s is required, and is not there", name)
	}
	tb.Skipf("the folder ../shared/%s is not there", name)
	return ""
}

// Root returns the directory with the project's go.mod, in or above the working directory.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if filepath.Dir(dir) == dir {
			return "", fmt.Errorf("no go.mod in the working directory or above it")
		}
		dir = filepath.Dir(dir)
	}
}

// find returns the path of a program, empty where it is not installed. It is an error if it is on the list of what is
// required.
func find(list, name string) (string, error) {
	path, err := exec.LookPath(name)
	if err == nil {
		return path, nil
	}
	if required(list, name) {
		return "", fmt.Errorf("%s is required, and is not installed", name)
	}
	return "", nil
}

func required(list, name string) bool {
	names := strings.Fields(list)
	usual := []string{"bash", "zsh", "fish", "dash", "ksh", "mksh", "busybox"}
	return slices.Contains(names, name) || slices.Contains(names, "1") && slices.Contains(usual, name)
}
