package openfile

import (
	"io"
	"os"
)

// Read returns what is in a file, as os.ReadFile does.
func Read(path string) ([]byte, error) {
	f, err := ForReading(path, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, &os.PathError{Op: "read", Path: path, Err: err}
	}
	return text, nil
}
