// Package openfile opens files for reading. On Windows that is os.OpenFile.
package openfile

import "os"

// ForReading opens a file for reading, with more flags than that. The error is a *os.PathError.
func ForReading(path string, flags int) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|flags, 0)
}
