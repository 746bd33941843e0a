// Package writefile replaces files: at every moment a reader finds the old content or the new, whole, and nobody else can
// read what is written.
//
// It is not responsible for the directory, which has to be there, nor for what may be in it.
package writefile

import (
	"errors"
	"os"
	"path/filepath"
	"time"
)

// File is a file's next content. It lies beside the file until Replace moves it into place.
type File struct {
	// Patience is for how long to try where somebody reads the file, which on Windows keeps it from being replaced; half a
	// second if it is zero.
	Patience time.Duration

	path string
	next *os.File
}

// Create makes the next content of the file at path, still empty, as a file in the same directory with mode 0600. Its name
// is the pattern of os.CreateTemp. Who calls it can do so before what must not be lost is got, and calls Discard at the end.
func Create(path, pattern string) (*File, error) {
	next, err := os.CreateTemp(filepath.Dir(path), pattern) // with mode 0600
	if err != nil {
		return nil, err
	}
	return &File{path: path, next: next}, nil
}

// Replace writes the data and moves it into place. Durable says whether it waits for the disk first, so that a power cut
// leaves no half of it. It can be called once.
func (f *File) Replace(data []byte, durable bool) error {
	_, err := f.next.Write(data)
	if durable && err == nil {
		err = f.next.Sync()
	}
	if err := errors.Join(err, f.next.Close()); err != nil {
		return err
	}
	patience := f.Patience
	if patience == 0 {
		patience = 500 * time.Millisecond
	}
	if err := rename(f.next.Name(), f.path, patience); err != nil {
		return err
	}
	f.next = nil
	return nil
}

// Discard removes what was not moved into place.
func (f *File) Discard() {
	if f.next != nil {
		f.next.Close()
		os.Remove(f.next.Name())
	}
}

// Replace replaces the file at path with the data, or leaves it as it is. The arguments are those of Create and of the
// File's Replace.
func Replace(path, pattern string, data []byte, durable bool) error {
	f, err := Create(path, pattern)
	if err != nil {
		return err
	}
	defer f.Discard()
	return f.Replace(data, durable)
}
