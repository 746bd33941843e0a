package env

import (
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// List is an environment as a process has it: NAME=value, in order. Where a name stands twice the first counts, as it
// does for libc's getenv, Go, Python and zsh.
type List []string

// sameName reports whether two names are of one variable. It is the one place that decides whether names have case.
func sameName(a, b string) bool { return sameNameOn(runtime.GOOS, a, b) }

// sameNameOn is sameName on a system. On Windows names have no case.
func sameNameOn(system, a, b string) bool {
	return a == b || system == "windows" && strings.EqualFold(a, b)
}

// Lookup returns the named variable's value and whether it is there at all.
func (l List) Lookup(name string) (string, bool) {
	for _, v := range l {
		if len(v) > len(name) && v[len(name)] == '=' && sameName(v[:len(name)], name) {
			return v[len(name)+1:], true
		}
	}
	return "", false
}

// Get returns the named variable's value, empty also when there is no such variable.
func (l List) Get(name string) string {
	v, _ := l.Lookup(name)
	return v
}

// Session returns the session that is active, as far as the environment tells, and whether there is one.
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
		NoRole:      l.Get(RunasNoRole) != "",
	}
	s.Credentials.AccessKeyID = l.Get(AccessKeyID)
	s.Credentials.SecretAccessKey = l.Get(SecretAccessKey)
	s.Credentials.SessionToken = l.Get(SessionToken)
	if unix, err := strconv.ParseInt(l.Get(SessionExpirationUnix), 10, 64); err == nil {
		s.Credentials.CanExpire, s.Credentials.Expires = true, time.Unix(unix, 0)
	}
	return s, true
}

// WithoutSession returns the environment without what a session exported, which is no input of the next. Keys that the
// user has put in a session's place stay, and so does a region that the user has set since.
func (l List) WithoutSession() List {
	hide := l.which(func(t treatment) condition { return t.hide })
	return slices.DeleteFunc(slices.Clone(l), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.ContainsFunc(hide, func(v Variable) bool { return sameName(v.Name, name) })
	})
}

// Kept returns the names of what Undo leaves as it is because the user has set it since the session began.
func (l List) Kept() []string {
	var names []string
	for _, v := range l.which(func(t treatment) condition { return t.remain }) {
		names = append(names, v.Name)
	}
	return names
}

// Apply returns the list after the change, without duplicates and in a stable order: what stays keeps its place, what is
// new comes at the end. A process has nothing saved, so what would be restored is removed.
func (l List) Apply(c Change) List {
	var out List
	for i, v := range l {
		name, _, _ := strings.Cut(v, "=")
		if name != "" && l[:i].has(name) { // Windows keeps each drive's directory under a name that begins with =
			continue
		}
		if s, changes := c.step(name); !changes || s.Action == RestoreUnset {
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

func (l List) has(name string) bool {
	_, there := l.Lookup(name)
	return there
}

// step returns what the change does to the named variable, and whether it does anything.
func (c Change) step(name string) (Step, bool) {
	for _, s := range c.Steps {
		if sameName(s.Name, name) {
			return s, true
		}
	}
	return Step{}, false
}

// Undo describes how the session goes: what it set or removed becomes what the user had before the first activation.
// Keys that the user has put in its place stay, and so does whatever the user has set again. Without a session the
// change is empty.
func (l List) Undo() Change {
	state := l.State()
	var steps []Step
	for _, v := range l.which(func(t treatment) condition { return t.undo }) {
		steps = append(steps, Step{Name: v.Name, Action: table[v.Group][state].by})
	}
	return Change{Steps: steps}
}
