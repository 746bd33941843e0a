// Package env describes what a session changes in an environment, reads from an environment which session is active in
// it, and applies a change to a list of variables or to a command.
//
// It is not responsible for spelling a change in a shell's language (package shells), for getting credentials (package
// sts), or for reading the process's own environment: lists come from the caller.
package env

// Action is what a Step does to its variable.
type Action int

// The actions. Restore and RestoreUnset end with the user's own value: the one that the shell saved before the first
// activation, and where none was saved (a child process, a shell that inherited the session) with no variable.
const (
	Set          Action = iota // export the variable with the value
	Remove                     // leave no such variable, not even an empty one
	Restore                    // give back the user's own
	RestoreUnset               // the same, but a variable that is set now stays as it is
)

// Step is the change of one variable.
type Step struct {
	Name   string
	Action Action
	Value  string // of Set
}

// Saved names a variable whose value the evaluating shell keeps, in a variable of its own that is not exported, before
// the steps replace it.
type Saved struct {
	Name     string
	Exported bool // whether it was exported, and so becomes again what it was
}

// Change is a change to an environment. The steps are in a fixed order and name a variable once.
type Change struct {
	Save      []Saved // only if no session is active when the change is made
	SaveAgain []Saved // also while one is: what its shell keeps by now is older
	Steps     []Step
}

// Value is what the change sets the named variable to; empty when it doesn't set it.
func (c Change) Value(name string) string {
	for _, s := range c.Steps {
		if s.Name == name && s.Action == Set {
			return s.Value
		}
	}
	return ""
}
