package env

import (
	"slices"
	"strings"
)

// msysExclusions lists, with semicolons between them, the variables that MSYS2 and Git Bash hand to a native program as
// they are. In every other they take a value that begins with a slash for a path, and put a directory of Windows in front:
// of secret keys that is one in 64.
const msysExclusions = "MSYS2_ENV_CONV_EXCL"

// ForMSYS returns the change with the secret key among MSYS2's exclusions from when it is set until it is undone. What the
// user has among them stays.
func (l List) ForMSYS(c Change) Change {
	step, changes := c.step(SecretAccessKey)
	if !changes {
		return c
	}
	var entries []string
	if list := l.Get(msysExclusions); list != "" {
		entries = strings.Split(list, ";")
	}
	there := slices.Contains(entries, SecretAccessKey)
	switch {
	case step.Action == Set && l.Active() && there, step.Action != Set && !there:
		return c
	case step.Action == Set:
		entries = append(entries, SecretAccessKey)
	default: // the last is ours: one in front of it is the user's own
		slices.Reverse(entries)
		i := slices.Index(entries, SecretAccessKey)
		entries = slices.Delete(entries, i, i+1)
		slices.Reverse(entries)
	}
	c.Steps = append(slices.Clone(c.Steps), setOrRemove(msysExclusions, strings.Join(entries, ";")))
	return c
}
