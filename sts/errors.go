package sts

import (
	"fmt"

	"aws-runas/profile"
)

// profileError names the profile whose call or key is at fault.
func profileError(p profile.Profile, format string, args ...any) error {
	return fmt.Errorf("profile %q: %w", p.Name, fmt.Errorf(format, args...))
}
