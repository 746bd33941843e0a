// Package env describes what a session changes in an environment, reads from an environment which session is active in
// it, and applies a change to a list of variables.
//
// It is not responsible for spelling a change in a shell's language (package shells), for getting credentials (package
// sts), for processes (package env/process), or for reading the process's own environment: lists come from the caller.
//
// # States
//
// What happens to a variable depends on its group (names.go) and on the state of the environment (state.go):
//
//	            none              active                          foreign: other keys in the session's place
//	keys        saved, replaced   replaced; undo restores them    saved, replaced; undo leaves them
//	hidden      saved, removed    removed, saved if set since;    saved if set since, removed;
//	                              undo restores what is unset     undo restores what is unset
//	region      saved, replaced   replaced; undo restores it if   saved if it isn't ours any more, replaced;
//	                              it is still the session's       undo restores it if it is still the session's
//	notes       set               set; undo removes them          set; undo removes them
//	next run    sees all          does not see keys, region       does not see region and notes
//	            but notes         and notes of the session
//
// Saved is what the evaluating shell keeps in variables of its own, which are not exported: no value passes through this
// program.
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
