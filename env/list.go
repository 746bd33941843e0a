package env

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// List is an environment as a process has it: NAME=value, in order. Where a name stands twice the first counts, as it
// does for libc's getenv, Go, Python and zsh.
type List []string

// Lookup gives the named variable's value and whether it is there at all.
func (l List) Lookup(name string) (string, bool) {
	for _, v := range l {
		if rest, ok := strings.CutPrefix(v, name); ok && strings.HasPrefix(rest, "=") {
			return rest[1:], true
		}
	}
	return "", false
}

// Get gives the named variable's value, empty also when there is no such variable.
func (l List) Get(name string) string {
	v, _ := l.Lookup(name)
	return v
}

// Active reports whether a session is active: its notes are there, and the keys are still the ones it exported.
func (l List) Active() bool {
	return l.Get(RunasProfile) != "" && l.Get(RunasAccessKeyID) != "" && l.Get(RunasAccessKeyID) == l.Get(AccessKeyID)
}

// Replaced reports whether a session was activated here and the user has since put other keys in its place, or removed
// them.
func (l List) Replaced() bool {
	return l.Get(RunasProfile) != "" && !l.Active()
}

// Session gives the session that is active, as far as the environment tells, and whether there is one.
func (l List) Session() (s Session, active bool) {
	if !l.Active() {
		return Session{}, false
	}
	s = Session{
		Profile:     l.Get(RunasProfile),
		RoleARN:     l.Get(RunasAssumedRoleARN),
		SessionName: l.Get(RoleSessionName),
		Region:      l.Get(RunasRegion),
		Source:      l.Get(RunasSource),
	}
	s.Credentials.AccessKeyID = l.Get(AccessKeyID)
	s.Credentials.SecretAccessKey = l.Get(SecretAccessKey)
	s.Credentials.SessionToken = l.Get(SessionToken)
	if unix, err := strconv.ParseInt(l.Get(SessionExpirationUnix), 10, 64); err == nil {
		s.Credentials.CanExpire, s.Credentials.Expires = true, time.Unix(unix, 0)
	}
	return s, true
}

// exported reports whether the region variable holds what a session put there. A value that the user has set since is
// the user's.
func (l List) exported(regionName string) bool {
	r := l.Get(RunasRegion)
	return l.Get(RunasProfile) != "" && r != "" && l.Get(regionName) == r
}

// Outer gives the environment as the user made it: what an active session exported is not in it, and so is no input of
// the next. Keys that the user has put in a session's place stay.
func (l List) Outer() List {
	ours := slices.Clone(noteNames)
	if l.Active() {
		ours = append(ours, keyNames...)
		ours = append(ours, RoleSessionName)
	}
	if l.Replaced() && l.Get(CredentialExpiration) == l.Get(SessionExpiration) {
		ours = append(ours, expiryNames...) // left from the session: only it sets both, and it sets them alike
	}
	for _, name := range regionNames {
		if l.exported(name) {
			ours = append(ours, name)
		}
	}
	return slices.DeleteFunc(slices.Clone(l), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(ours, name)
	})
}

// saves lists the variables that are the user's own and that a change is about to replace: all of them when no session
// was here, those that the user has set since when one was replaced, none while one is active.
func (l List) saves() []Saved {
	if l.Active() {
		return nil
	}
	replaced := l.Replaced()
	var saved []Saved
	save := func(name string, unchanged bool) {
		if !replaced || !unchanged {
			_, exported := l.Lookup(name)
			saved = append(saved, Saved{Name: name, Exported: exported})
		}
	}
	for _, name := range keyNames {
		save(name, false)
	}
	for _, name := range hiddenNames {
		_, set := l.Lookup(name)
		save(name, !set)
	}
	for _, name := range regionNames {
		save(name, l.exported(name))
	}
	save(RoleSessionName, true)
	return saved
}

// savesAgain lists the variables that an active session has put away and that the user has set again since.
func (l List) savesAgain() []Saved {
	if !l.Active() {
		return nil
	}
	var saved []Saved
	for _, name := range hiddenNames {
		if _, set := l.Lookup(name); set {
			saved = append(saved, Saved{Name: name, Exported: true})
		}
	}
	return saved
}

// Kept names what Undo leaves as it is because the user has set it since the session began.
func (l List) Kept() []string {
	if l.Get(RunasProfile) == "" {
		return nil
	}
	var kept []string
	if l.Replaced() && l.Get(AccessKeyID) != "" {
		kept = append(kept, AccessKeyID)
	}
	for _, name := range hiddenNames {
		if _, set := l.Lookup(name); set {
			kept = append(kept, name)
		}
	}
	for _, name := range regionNames {
		if l.Get(RunasRegion) != "" && l.Get(name) != "" && !l.exported(name) {
			kept = append(kept, name)
		}
	}
	return kept
}

// Apply gives the list after the change, without duplicates and in a stable order: what stays keeps its place, what is
// new comes at the end. A process has nothing saved, so what would be restored is removed.
func (l List) Apply(c Change) List {
	action := make(map[string]Step, len(c.Steps))
	for _, s := range c.Steps {
		action[s.Name] = s
	}
	seen := make(map[string]bool, len(l))
	var out List
	for _, v := range l {
		name, _, _ := strings.Cut(v, "=")
		if name != "" && seen[name] { // Windows keeps each drive's directory under a name that begins with =
			continue
		}
		seen[name] = true
		if s, changes := action[name]; !changes || s.Action == RestoreUnset {
			out = append(out, v)
		}
	}
	for _, s := range c.Steps {
		if s.Action == Set {
			out = append(out, s.Name+"="+s.Value)
		}
	}
	return out
}

// Undo describes how the session goes: what it set or removed becomes what the user had before the first activation.
// Keys that the user has put in its place stay, and so does whatever the user has set again. Without a session the
// change is empty.
func (l List) Undo() Change {
	if l.Get(RunasProfile) == "" {
		return Change{}
	}
	var steps []Step
	if l.Active() {
		for _, name := range keyNames {
			steps = append(steps, Step{Name: name, Action: Restore})
		}
	}
	steps = append(steps, Step{Name: RoleSessionName, Action: Restore})
	for _, name := range hiddenNames {
		steps = append(steps, Step{Name: name, Action: RestoreUnset})
	}
	for _, name := range regionNames {
		if l.exported(name) {
			steps = append(steps, Step{Name: name, Action: Restore})
		}
	}
	for _, name := range noteNames {
		steps = append(steps, Step{Name: name, Action: Remove})
	}
	return Change{Steps: steps}
}
