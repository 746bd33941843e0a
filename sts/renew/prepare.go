package renew

import (
	"os/exec"
	"slices"

	"aws-runas/profile"
)

// Prepared is what a command gets to find its credentials by.
type Prepared struct{ Config, Profile string }

// Prepare writes the files for a command whose credentials are those of a profile of these files, or, with another identity,
// were got by it. The program is the name by which this one was called.
func (s Store) Prepare(files profile.Files, selected profile.Profile, state State, program string) (Prepared, error) {
	set, err := profile.Load(files)
	if err != nil {
		return Prepared{}, err
	}
	other := slices.Contains(state.Words, "--role") || slices.Contains(state.Words, "-n")
	replaced, err := set.Replace(selected, other)
	if err != nil {
		return Prepared{}, err
	}
	path, err := Program(program, state.Dir, exec.LookPath)
	if err != nil {
		return Prepared{}, err
	}
	state.Profile, state.As = selected.Name, replaced.Name
	if state.Now != nil {
		state.Now["AWS_PROFILE"] = state.As
	}
	config, err := s.Write(state, replaced.Text, path)
	return Prepared{config, replaced.Name}, err
}
