package sts

import (
	"errors"
	"fmt"
	"time"

	"aws-runas/profile"
	"aws-runas/sts/hint"
	"aws-runas/sts/source"
)

// Renewal is until when credentials can be got again without a question.
type Renewal struct {
	Until time.Time // zero where that is not known
	Of    string    // what ends then; empty where that is not known
}

// Renewable says whether what a request leads to can be got again, and again, without a question, or why not. Before
// anything was asked for it says so as far as the files tell; with a result, for good.
func (b *Broker) Renewable(req Request, result *Result) (Renewal, error) {
	t, err := b.task(req)
	if err != nil {
		return Renewal{}, err
	}
	p := t.Chain[0]
	why := func(format string, args ...any) error {
		return hint.With(profileError(p, "exec --renew: %w", fmt.Errorf(format, args...)), "run the command without --renew")
	}
	switch {
	case t.Source.Kind == profile.Environment:
		return Renewal{}, why("the source is keys in the environment, which would have to be stored to be there later")
	case t.Source.Kind == profile.Container && b.Source.Getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN") != "":
		return Renewal{}, why("the source takes AWS_CONTAINER_AUTHORIZATION_TOKEN, a secret that would have to be stored")
	case t.first() < 0 && !t.sessionOnly() && t.LongTerm == source.Yes, result != nil && !result.Credentials.CanExpire:
		return Renewal{}, why("there is nothing to renew: these credentials have no end that is known")
	case b.Cache.Dir == "":
		return Renewal{}, why("there is no cache, in which it keeps what it needs")
	}
	if err := b.Cache.Ready(); err != nil {
		return Renewal{}, why("the cache can't be used: %w", err)
	}
	renewal, err := t.withoutQuestion()
	if err != nil {
		return renewal, why("%w", err)
	}
	return renewal, nil
}

// withoutQuestion looks for a call that sends an MFA code each time.
func (t *task) withoutQuestion() (Renewal, error) {
	if t.sessionOnly() {
		if p := t.Chain[0]; p.MFAProcess == "" {
			return Renewal{}, errors.New("an MFA session can't be renewed without an MFA code, and no mfa_process gives one")
		}
		return Renewal{}, nil
	}
	var renewal Renewal
	for i := t.first(); i >= 0; i-- {
		p := t.Chain[i]
		step, err := t.assume(i)
		if err != nil {
			return Renewal{}, err
		}
		if step.Signer == BySession && p.MFAProcess == "" {
			if e, ok := t.Cached(t.sessionKey("session", p)); ok {
				renewal = Renewal{e.Expires, "the MFA session"}
			}
		}
		if step.Serial == "" || p.MFAProcess != "" {
			continue
		}
		switch code := "the role " + p.RoleARN + " takes an MFA code each time, and no mfa_process gives one"; {
		case i == t.first() && t.NoSession:
			return Renewal{}, errors.New("with --no-session " + code)
		case i == t.first() && t.duration(i) > longestChained:
			return Renewal{}, fmt.Errorf("for %s, longer than an MFA session gives it, %s: an hour needs none", formatDuration(t.duration(i)), code)
		default:
			return Renewal{}, errors.New(code)
		}
	}
	return renewal, nil
}
