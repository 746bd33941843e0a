package sts

import (
	"fmt"

	"aws-runas/profile"
)

// hinted is an error with what to do about it.
type hinted struct {
	error
	hint string
}

func (e *hinted) Unwrap() error { return e.error }

// Hint says what to do next.
func (e *hinted) Hint() string { return e.hint }

// profileError names the profile whose call or key is at fault.
func profileError(p profile.Profile, format string, args ...any) error {
	return fmt.Errorf("profile %q: %w", p.Name, fmt.Errorf(format, args...))
}
