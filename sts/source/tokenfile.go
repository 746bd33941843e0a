package source

import (
	"encoding/json"
	"os"
	"time"

	"aws-runas/profile/writefile"
)

// tokenFile replaces a token of the AWS CLI: all at once, readable for the user alone, and with every field that it does
// not know.
type tokenFile struct {
	path string
	next *writefile.File
}

func newTokenFile(path string) (*tokenFile, error) {
	next, err := writefile.Create(path, ".aws-runas-*.tmp")
	if err != nil {
		return nil, err
	}
	next.Patience = 10 * time.Second // the refresh token that it replaces is used up
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
	return f.next.Replace(text, true)
}

// discard removes what was not moved into place.
func (f *tokenFile) discard() { f.next.Discard() }
