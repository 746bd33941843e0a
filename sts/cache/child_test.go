package cache

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// asChild in the environment makes the test binary one of the programs below.
const asChild = "CACHE_TEST_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(asChild) {
	case "":
		os.Exit(m.Run())
	case "fetch":
		fetch(os.Args[1], os.Args[2])
	case "fetch, with small files only":
		if err := onlySmallFiles(); err != nil {
			fmt.Println("error", err)
		}
		fetch(os.Args[1], os.Args[2])
	case "write":
		write(os.Args[1])
	case "wait":
		fmt.Println("here")
		io.Copy(io.Discard, os.Stdin)
	}
}

// fetch wants a role, for which it needs the session that all roles share, for which it asks its standard input. It prints
// a line for everything that happens.
func fetch(dir, name string) {
	s := &Store{
		Dir: dir, Now: time.Now, Patience: time.Minute, keyName: testKeyName,
		Warn: func(format string, args ...any) { fmt.Printf("warn "+format+"\n", args...) },
	}
	what := fmt.Sprintf("profile %q", name)
	session := func(context.Context) (Entry, error) {
		fmt.Println("ask")
		answer, err := bufio.NewReader(os.Stdin).ReadString('\n')
		e := credentials("session", strings.TrimSpace(answer), time.Now())
		e.Sealed = true
		return e, err
	}
	assume := func(ctx context.Context) (Entry, error) {
		base, err := s.Fetch(ctx, NewKey("session"), what, always, session)
		fmt.Println("assume", name)
		return credentials("role", name+"-with-"+base.AccessKeyID, time.Now()), err
	}
	e, err := s.Fetch(context.Background(), NewKey("role", name), what, always, assume)
	if err != nil {
		fmt.Println("error", err)
		return
	}
	fmt.Println("got", e.AccessKeyID, e.SecretAccessKey)
}

// got is what fetch prints in the end if the session was made of the answer.
func got(name, answer string) string {
	id := name + "-with-" + answer
	return "got " + id + " " + credentials("role", id, now).SecretAccessKey
}

// write replaces entries until it is killed, and prints a line between any two steps.
func write(dir string) {
	s := &Store{Dir: dir, Now: time.Now, Patience: time.Minute, keyName: testKeyName, Warn: func(string, ...any) {}}
	for i := 0; ; i++ {
		name := writtenNames[i%len(writtenNames)]
		_, err := s.Fetch(context.Background(), NewKey(name), "", never, func(context.Context) (Entry, error) {
			fmt.Println("making", name)
			e := credentials("role", fmt.Sprintf("%s-%d-%d", name, os.Getpid(), i), time.Now())
			e.Sealed = name == writtenNames[0]
			return e, nil
		})
		fmt.Println("made", name, err)
	}
}

// program is the test binary as a certain user.
type program struct {
	binary string
	as     *syscall.SysProcAttr // nil: whoever runs the test
}

func self(t *testing.T) program {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return program{binary: binary}
}

// child is a running program. What it prints goes to the channel it was started with.
type child struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
}

// line is one line of what a process printed. When it ends, the last has no text but what the process's status says.
type line struct {
	from  *child
	text  string
	ended bool
	err   error
}

// start starts a program, which ends with the test at the latest.
func (p program) start(t *testing.T, printed chan line, what string, args ...string) *child {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	cmd := exec.CommandContext(ctx, p.binary, args...)
	cmd.Env = []string{asChild + "=" + what}
	cmd.Dir = filepath.Dir(p.binary)
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = p.as
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	running := &child{cmd, stdin}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			printed <- line{from: running, text: lines.Text()}
		}
		printed <- line{from: running, ended: true, err: cmd.Wait()}
	}()
	t.Cleanup(func() {
		cancel()
		for {
			select {
			case <-printed: // so that the goroutine above does not wait for a reader that is gone
			case <-done:
				return
			}
		}
	})
	return running
}

func (p *child) answer(t *testing.T, text string) {
	t.Helper()
	if _, err := fmt.Fprintln(p.stdin, text); err != nil {
		t.Error(err)
	}
}

func (p *child) kill(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
}
