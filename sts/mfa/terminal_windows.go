package mfa

import (
	"errors"
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"golang.org/x/sys/windows"
)

// console is a terminal whose two directions are two files.
type console struct {
	io.ReadCloser
	out io.Writer
}

func (c console) Write(p []byte) (int, error) { return c.out.Write(p) }

func (c console) Close() error {
	if out, ok := c.out.(io.Closer); ok {
		out.Close()
	}
	return c.ReadCloser.Close()
}

// Read reads. Ctrl-C ends it as the end of the input would, and only after that the signal comes: it gets a moment.
func (c console) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if n == 0 && err != nil {
		time.Sleep(interruptDelay)
	}
	return n, err
}

const interruptDelay = 500 * time.Millisecond

// getConsoleWindow is the function that tells a console that somebody sees from a hidden one, as a scheduled task, a job of
// PowerShell or an editor's helper has it.
func getConsoleWindow() *windows.LazyProc {
	return windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleWindow")
}

// Terminal opens the console. A Cygwin or MSYS terminal has none: there the question goes to stderr and the answer comes
// from stdin.
func Terminal(stdin *os.File, stderr io.Writer) (io.ReadWriteCloser, error) {
	if isatty.IsCygwinTerminal(stdin.Fd()) {
		return console{io.NopCloser(stdin), struct{ io.Writer }{stderr}}, nil
	}
	if window, _, _ := getConsoleWindow().Call(); window == 0 {
		return nil, errors.New("the console has no window, so nobody sees a question there")
	}
	in, err := os.OpenFile("CONIN$", os.O_RDWR, 0)
	if err != nil {
		return nil, errors.New("there is no terminal to ask on")
	}
	out, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	if err != nil {
		in.Close()
		return nil, errors.New("there is no terminal to ask on")
	}
	return console{in, out}, nil
}
