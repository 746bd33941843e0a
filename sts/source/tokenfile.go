package source

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
)

// tokenFile replaces a token of the AWS CLI: all at once, readable for the user alone, and with every field that it does
// not know.
type tokenFile struct {
	path string
	next *os.File
}

func newTokenFile(path string) (*tokenFile, error) {
	next, err := os.CreateTemp(filepath.Dir(path), ".aws-runas-*.tmp") // 0600
	if err != nil {
		return nil, err
	}
	return &tokenFile{path, next}, nil
}

// replace changes fields of the token and moves the new file into place.
func (f *tokenFile) replace(changes map[string]string) error {
	old, err := os.ReadFile(f.path)
	if err != nil {
		return err
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(old, &fields); err != nil {
		return err
	}
	for name, value := range changes {
		if fields[name], err = json.Marshal(value); err != nil {
			return err
		}
	}
	text, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	_, err = f.next.Write(text)
	if err := errors.Join(err, f.next.Sync(), f.next.Close()); err != nil {
		return err
	}
	return os.Rename(f.next.Name(), f.path)
}

// discard removes what was not moved into place.
func (f *tokenFile) discard() {
	f.next.Close()
	os.Remove(f.next.Name())
}
