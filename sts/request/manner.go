package request

import (
	"errors"
	"time"

	"aws-runas/sts/hint"
)

// Manner is how credentials are asked for: whether somebody may be asked, and for how long it may take.
type Manner struct {
	// NoInput is why nobody may be asked and no program run that might ask; nil where that may be. It may have a cure, as
	// the arguments of this program.
	NoInput error

	// Patience is how long to wait for what another process is being asked.
	Patience time.Duration
	// Limit is how long all of it may take; 0 is no limit.
	Limit time.Duration

	// Renewal is set where the result takes the place of credentials that are near their end: cached ones that are near
	// theirs won't do.
	Renewal bool

	// Process is set where the result goes to a program that keeps it until it is near its end: cached ones have to have a
	// good while left, or such a program asks again for every request; but where there can be no new ones, what is left of
	// them is served, whatever the reason, and nothing is said.
	Process bool

	// Unattended is why nobody may be asked while programs may run all the same, without a terminal; nil where that is not so.
	Unattended error
}

// Patience: the user may be looking for the device; where no terminal is watched nobody is; and a prompt, before which a
// session is renewed, must not hang.
const (
	patienceWatched   = 2 * time.Minute
	patienceUnwatched = 15 * time.Second
	renewalLimit      = 3 * time.Second
	processLimit      = 45 * time.Second // Go's SDK gives credential_process a minute
)

// Ordinary is the manner of a request that somebody makes, at a terminal that is watched or not.
func (r *Request) Ordinary(watched bool) Manner {
	m := Manner{Patience: patienceUnwatched}
	if watched {
		m.Patience = patienceWatched
	}
	if r.NoInput {
		m.NoInput = hint.With(errors.New("prompting is disabled by --no-input"), "run it without --no-input, or give an MFA code with --mfa-code")
	}
	return m
}

// Renewal is the manner of a request that the hook makes before a prompt, for the session of a profile.
func Renewal(profile string) Manner {
	never := hint.Typing(errors.New("renewal never prompts"), "start a new session", "use", profile)
	return Manner{NoInput: never, Patience: renewalLimit, Limit: renewalLimit, Renewal: true}
}

// OfProcess is the manner of a request that an SDK makes in the middle of a command that was started with these flags.
func OfProcess(words []string) Manner {
	again := append(append([]string{"exec", "--renew"}, words...), "--", "COMMAND")
	never := hint.Typing(errors.New("a command that runs is asked nothing"), "start it again", again...)
	return Manner{Unattended: never, Patience: renewalLimit, Limit: processLimit, Process: true}
}
