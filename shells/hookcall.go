package shells

import (
	"errors"
	"strconv"
)

// HookVersion is the version of what a hook's text expects of the program: its calls name it. A text may be kept in a file or
// stand in a shell that was open before the program was replaced, so every program answers the calls of every older text.
//
//	(none)  env --shell SHELL [--unset] FLAG..., env --renew --no-input --shell SHELL FLAG...
//	1       use --hook 1 --shell SHELL [PROFILE] FLAG..., drop --hook 1 --shell SHELL, renew --hook 1 --shell SHELL FLAG...,
//	status --hook 1 [--own] --saved NAMES FLAG...
const HookVersion = 1

// HookCall is the version that a hook's call names, as a flag's value. 0 is a call that no hook makes.
type HookCall int

// String returns the version as it is written.
func (h *HookCall) String() string { return strconv.Itoa(int(*h)) }

// Set reads the version.
func (h *HookCall) Set(s string) error {
	n, err := strconv.Atoi(s)
	switch {
	case err != nil || n < 1:
		return errors.New("a hook's version is a number from 1")
	case n > HookVersion:
		return errors.New("the hook in this shell is of a newer aws-runas than this one")
	}
	*h = HookCall(n)
	return nil
}
