package mfa

import (
	"errors"
	"io"
	"os"

	"github.com/mattn/go-isatty"
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

// Terminal opens the console. A Cygwin or MSYS terminal has none: there the question goes to stderr and the answer comes
// from stdin.
func Terminal(stdin *os.File, stderr io.Writer) (io.ReadWriteCloser, error) {
	if isatty.IsCygwinTerminal(stdin.Fd()) {
		return console{io.NopCloser(stdin), struct{ io.Writer }{stderr}}, nil
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
