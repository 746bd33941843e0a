//go:build linux

// Package ptytest runs programs on a pseudo-terminal in tests: it types, and waits for what they print.
//
// It is not responsible for what is run, nor for other systems than Linux.
package ptytest

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Terminal is a program on a pseudo-terminal.
type Terminal struct {
	tb     testing.TB
	master *os.File
	mu     sync.Mutex
	arrive *sync.Cond
	output string // read from the program and not yet taken by Expect
	closed bool
	late   bool
}

// Open starts the command on a terminal of its own, as wide as it is told in characters. The command is killed when the
// test ends.
func Open(tb testing.TB, cmd *exec.Cmd, columns uint16) *Terminal {
	tb.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		tb.Fatal(err)
	}
	master := os.NewFile(uintptr(fd), "/dev/ptmx")
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 50, Col: columns})
	}
	if err != nil {
		tb.Fatal(err)
	}
	slave, err := os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		tb.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	slave.Close()
	t := &Terminal{tb: tb, master: master}
	t.arrive = sync.NewCond(&t.mu)
	go t.read()
	tb.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		master.Close()
	})
	return t
}

func (t *Terminal) read() {
	buffer := make([]byte, 4096)
	for {
		n, err := t.master.Read(buffer)
		t.mu.Lock()
		t.output += t.answer(string(buffer[:n]))
		t.closed = err != nil
		t.arrive.Broadcast()
		t.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// answer replies to a program that asks the terminal where its cursor is, and returns the output without the question.
func (t *Terminal) answer(output string) string {
	const question = "\x1b[6n"
	for range strings.Count(output, question) {
		t.master.WriteString("\x1b[1;1R") // a program that has ended meanwhile needs none
	}
	return strings.ReplaceAll(output, question, "")
}

// Send types the keys.
func (t *Terminal) Send(keys string) {
	t.tb.Helper()
	if _, err := t.master.WriteString(keys); err != nil {
		t.tb.Fatal(err)
	}
}

// Expect waits for the text and takes the output up to its end. It gives up after 20 seconds, or when the program has
// closed the terminal.
func (t *Terminal) Expect(text string) string {
	t.tb.Helper()
	var taken string
	t.until(text, func() bool {
		before, after, found := strings.Cut(t.output, text)
		if found {
			taken, t.output = before+text, after
		}
		return found
	})
	return taken
}

// Wait waits until the program has closed the terminal.
func (t *Terminal) Wait() {
	t.tb.Helper()
	t.until("the end", func() bool { return t.closed })
}

// Until waits for output, not yet taken, that is as done wants it, in the same way.
func (t *Terminal) Until(what string, done func(output string) bool) {
	t.tb.Helper()
	t.until(what, func() bool { return done(t.output) })
}

func (t *Terminal) until(what string, done func() bool) {
	t.tb.Helper()
	timer := time.AfterFunc(20*time.Second, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.late = true
		t.arrive.Broadcast()
	})
	defer timer.Stop()
	t.mu.Lock()
	defer t.mu.Unlock()
	for !done() {
		if t.closed || t.late {
			t.tb.Fatalf("waiting for %q, got %q (terminal closed: %t)", what, t.output, t.closed)
		}
		t.arrive.Wait()
	}
}
