//go:build unix

package mfa

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// Terminal opens the controlling terminal. A process in the background gets an error instead: reading would stop it, and
// with it the shell that waits for its output. The streams are what a terminal without a device is asked through; on
// this system there is always one.
func Terminal(_ *os.File, _ io.Writer) (io.ReadWriteCloser, error) {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return nil, errors.New("there is no terminal to ask on")
	}
	foreground, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP)
	if err != nil || foreground != unix.Getpgrp() {
		tty.Close()
		return nil, errors.New("this process is in the background of its terminal")
	}
	return tty, nil
}
