package cache

import (
	"fmt"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestHerd starts twenty processes at once on a cold cache. When nineteen wait, the one that asks is answered: there is
// one question, one call for each role, and all have what they came for. With more roles than one, who holds a role's
// lock waits for the session's.
func TestHerd(t *testing.T) {
	t.Parallel()
	for _, roles := range []int{1, 4} {
		t.Run(fmt.Sprintf("%d roles", roles), func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "new", "aws-runas")
			printed := make(chan line)
			name := map[*child]string{}
			processes := 20
			if runtime.GOOS == "windows" {
				processes = 8 // wine takes seconds to start a process
			}
			for i := range processes {
				role := fmt.Sprint("role", i%roles)
				name[self(t).start(t, printed, "fetch", dir, role)] = role
			}
			asking := untilAllWait(t, printed, len(name))
			asking.answer(t, "code")
			calls, answers := map[string]int{}, 0
			for running := len(name); running > 0; {
				switch l := <-printed; {
				case l.ended && l.err == nil:
					running--
				case l.text == "assume "+name[l.from]:
					calls[l.text]++
				case l.text == got(name[l.from], "code"):
					answers++
				default:
					t.Fatalf("a process for %s printed %q, %v", name[l.from], l.text, l.err)
				}
			}
			if answers != len(name) || len(calls) != roles || slices.Max(slices.Collect(maps.Values(calls))) != 1 {
				t.Errorf("%d of %d have an answer, of these calls: %v", answers, len(name), calls)
			}
		})
	}
}

// untilAllWait reads lines until one of the processes asks and the others have said that they wait.
func untilAllWait(t *testing.T, printed chan line, processes int) (asking *child) {
	t.Helper()
	for waiting := map[*child]bool{}; asking == nil || len(waiting) < processes-1; {
		switch l := <-printed; {
		case l.text == "ask" && asking == nil:
			asking = l.from
		case strings.HasPrefix(l.text, "warn waiting for process ") && !waiting[l.from]:
			waiting[l.from] = true
		default:
			t.Fatalf("a process printed %q, %v before the question was answered", l.text, l.err)
		}
	}
	return asking
}

// TestKilledHolder kills the process that asks: one that waited for it asks instead.
func TestKilledHolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	printed := make(chan line)
	const processes = 3
	for range processes {
		self(t).start(t, printed, "fetch", dir, "prod")
	}
	first := untilAllWait(t, printed, processes)
	first.kill(t)
	answers, running := 0, processes
	for running > 0 {
		switch l := <-printed; {
		case l.ended && l.from == first:
			running--
		case l.ended && l.err == nil:
			running--
		case l.text == "ask":
			l.from.answer(t, "code")
		case l.text == got("prod", "code"):
			answers++
		case l.text != "assume prod" && !strings.HasPrefix(l.text, "warn waiting for process "):
			t.Errorf("a process printed %q, %v", l.text, l.err)
		}
	}
	if answers != processes-1 {
		t.Errorf("%d of %d survivors have an answer", answers, processes-1)
	}
}

// TestLockIsNotInherited starts a process while a lock is held: it does not hold it any longer than the test does.
func TestLockIsNotInherited(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x"+lockSuffix)
	held, err := tryLock(path)
	if err != nil {
		t.Fatal(err)
	}
	printed := make(chan line)
	self(t).start(t, printed, "wait")
	if l := <-printed; l.text != "here" {
		t.Fatalf("the process printed %q, %v", l.text, l.err)
	}
	held.Close()
	again, err := tryLock(path)
	// A child that another test has forked has the lock, too, until it comes to its exec.
	for end := time.Now().Add(10 * time.Second); err == errBusy && time.Now().Before(end); again, err = tryLock(path) {
	}
	if err != nil {
		t.Fatalf("a child has the lock: %v", err)
	}
	again.Close()
}
