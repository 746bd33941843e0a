//go:build linux

package trial_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"aws-runas/sts/ststest"
)

// lines is a program that runs, and what it says.
type lines struct {
	stdout strings.Builder
	stderr *bufio.Reader
}

// start starts a command whose stderr is read line by line.
func start(t *testing.T, cmd *exec.Cmd) *lines {
	t.Helper()
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	l := &lines{stderr: bufio.NewReader(stderr)}
	cmd.Stdout = &l.stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return l
}

// expect reads the next line.
func (l *lines) expect(t *testing.T, text string) {
	t.Helper()
	if line, err := l.stderr.ReadString('\n'); err != nil || !strings.Contains(line, text) {
		t.Fatalf("it says %q, %v; want %q", line, err, text)
	}
}

// TestWaitersGiveUp keeps a question unanswered: who waits for it without a terminal does so for 15 seconds, and who renews
// a session before a prompt for 3.
func TestWaitersGiveUp(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	asking := u.onTerminal(t, "-r", "prod")
	id := strconv.Itoa(asking.Cmd.Process.Pid)
	config, credentials := filepath.Join(u.Dir, ".aws", "config"), filepath.Join(u.Dir, ".aws", "credentials")
	t.Run("without a terminal", func(t *testing.T) {
		for within, args := range map[string][]string{
			"15s": {"env", "-r", "prod", "--shell", "sh"},
			"3s":  {"renew", "-r", "prod", "--shell", "sh", "-p", config, "--credentials", credentials},
		} {
			t.Run(within, func(t *testing.T) {
				t.Parallel()
				u.wantGivenUp(t, id, within, args)
			})
		}
	})
	u.answer(asking)
	u.wantRole(t, asking.keys(t), ststest.AdminARN)
}

// wantGivenUp runs a command that waits for process id, and in vain. A renewal says nothing but why it fails, in one line.
func (u *user) wantGivenUp(t *testing.T, id, within string, args []string) {
	t.Helper()
	cmd := u.command(t, args...)
	l := start(t, cmd)
	hint := "; "
	if args[0] != "renew" {
		l.expect(t, "waiting for process "+id+` to answer for profile "prod"`)
		hint = "\naws-runas: hint: "
	}
	rest, err := io.ReadAll(l.stderr)
	if err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	want := "aws-runas: process " + id + ` has not answered for profile "prod" in ` + within +
		hint + "answer its question, or end process " + id + "\n"
	if string(rest) != want || l.stdout.String() != "(exit 1);\n" || cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("status %d, %q, %q; want %q", cmd.ProcessState.ExitCode(), l.stdout.String(), rest, want)
	}
}

// TestInterrupt presses Ctrl-C or Ctrl-\ where a process waits for another, where it asks, and where it waits for AWS.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	wantEnd := func(t *testing.T, p *process, key, says string, status int) {
		t.Helper()
		p.Send(key)
		p.Expect("aws-runas: " + says)
		p.Wait()
		p.Cmd.Wait()
		if got := p.Cmd.ProcessState.ExitCode(); got != status {
			t.Errorf("status %d, want %d", got, status)
		}
	}
	t.Run("waiting and asking", func(t *testing.T) {
		t.Parallel()
		u := newUser(t)
		asking := u.onTerminal(t, "-r", "prod")
		waiting := u.onTerminal(t, "-r", "prod")
		wantEnd(t, waiting, "\x03", "interrupted", 130)
		wantEnd(t, asking, "\x1c", "ended by a signal: quit", 131)
		u.wantNoCalls(t)
	})
	t.Run("for AWS", func(t *testing.T) {
		t.Parallel()
		u := newUser(t)
		u.Server.Fail(ststest.Failure{Kind: ststest.Hang})
		p := u.begin(t, "-r", "dev")
		if _, err := u.Server.Await(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		wantEnd(t, p, "\x03", "interrupted", 130)
	})
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		t.Run("by another process: "+sig.String(), func(t *testing.T) {
			t.Parallel()
			u := newUser(t)
			asking := u.onTerminal(t, "-r", "prod")
			l, cmd := u.startWaiting(t)
			check(t, cmd.Process.Signal(sig))
			l.expect(t, "aws-runas: ended by a signal: "+sig.String())
			cmd.Wait()
			status := 128 + int(sig) // as shells say it: 143, 129, 131
			if l.stdout.String() != fmt.Sprintf("(exit %d);\n", status) || cmd.ProcessState.ExitCode() != status {
				t.Errorf("status %d, %q", cmd.ProcessState.ExitCode(), l.stdout.String())
			}
			u.answer(asking)
			u.wantRole(t, asking.keys(t), ststest.AdminARN)
		})
	}
}

// startWaiting starts an env that waits for the process that asks.
func (u *user) startWaiting(t *testing.T) (*lines, *exec.Cmd) {
	t.Helper()
	cmd := u.command(t, "env", "-r", "prod", "--shell", "sh")
	l := start(t, cmd)
	l.expect(t, "waiting for process ")
	return l, cmd
}

// TestIgnoredHangup hangs up on a process that ignores it, as under nohup: it waits on.
func TestIgnoredHangup(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	asking := u.onTerminal(t, "-r", "prod")
	cmd := u.command(t)
	shell, err := exec.LookPath("sh")
	check(t, err)
	cmd.Path, cmd.Args = shell, []string{"sh", "-c", `trap "" HUP; exec "$0" env -r prod --shell sh`, u.Program}
	l := start(t, cmd)
	l.expect(t, "waiting for process ")
	check(t, cmd.Process.Signal(syscall.SIGHUP))
	u.answer(asking)
	check(t, cmd.Wait())
	if k := asking.keys(t); !strings.Contains(l.stdout.String(), k.id) {
		t.Errorf("it printed %q", l.stdout.String())
	}
}

// TestNobodyReadsStderr has nobody at the other end of stderr: what env prints for the shell is as ever.
func TestNobodyReadsStderr(t *testing.T) {
	t.Parallel()
	u := newUser(t)
	for _, test := range []struct {
		args   []string
		want   string
		status int
	}{
		{[]string{"env", "--shell", "sh", "-r", "nobody"}, "(exit 1);\n", 1},
		{[]string{"env", "--bad"}, "[ aws-runas = failed ];\n", 2},
		{[]string{"env", "--shell", "sh", "-r", "bob"}, ststest.BobKeyID, 0}, // with a line that these are long-term keys
	} {
		reader, writer, err := os.Pipe()
		check(t, err)
		reader.Close()
		cmd := u.command(t, test.args...)
		var stdout strings.Builder
		cmd.Stdout, cmd.Stderr = &stdout, writer
		cmd.Run()
		writer.Close()
		if cmd.ProcessState.ExitCode() != test.status || !strings.Contains(stdout.String(), test.want) {
			t.Errorf("%v: %v, %q; want status %d, %q", test.args, cmd.ProcessState, stdout.String(), test.status, test.want)
		}
	}
}

// append adds to the config file.
func (u *user) append(t *testing.T, text string) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(u.Dir, ".aws", "config"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("\n" + text); err != nil {
		t.Fatal(err)
	}
}
