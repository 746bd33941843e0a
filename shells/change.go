package shells

import (
	"fmt"
	"strings"

	"aws-runas/env"
)

// Change is the whole text of an activation. When it runs it saves what it is about to replace, unless a session is
// active by then, and what has been set again while one is; does the steps; defines the functions; and notes remember, the
// arguments with which this session can be renewed, nil when it can't be. It can't be either with arguments that can't be
// said to the shell. Its status tells whether the session's keys are there. The error names a variable whose value can't
// be said.
func (s Shell) Change(c env.Change, remember []string) (string, error) {
	steps, err := s.steps(c)
	if err != nil {
		return "", err
	}
	first, again := s.saves(save, c.Save), s.saves(saveSet, c.SaveAgain)
	if first != "" {
		first = s.statement(ifInactive, "__BODY__", first)
	}
	if first != "" || again != "" {
		first = lines(s.statement(distrust), first)
	}
	return s.text(c, first, again, steps, s.functions(), s.rememberFlags(c, remember)), nil
}

// Renewal is the text that replaces the keys of an active session: the steps, and the note of remember. The error is as
// of Change.
func (s Shell) Renewal(c env.Change, remember []string) (string, error) {
	steps, err := s.steps(c)
	if err != nil {
		return "", err
	}
	return s.text(c, steps, s.rememberFlags(c, remember)), nil
}

// Undo is the text that ends a session: the steps, after which the shell forgets all that an activation keeps in it. The
// functions stay if the hook is loaded. The error is as of Change.
func (s Shell) Undo(c env.Change) (string, error) {
	steps, err := s.steps(c)
	if err != nil {
		return "", err
	}
	if steps == "" {
		return s.text(c, s.statement(forget), s.statement(forgetFlags)), nil
	}
	return s.text(c, s.statement(distrust), steps, s.statement(forget), s.statement(forgetFlags)), nil
}

func (s Shell) steps(c env.Change) (string, error) {
	var steps []string
	for _, step := range c.Steps {
		// The identifiers are this program's own; only values come from elsewhere.
		word, err := s.Quote(step.Value)
		if err != nil {
			return "", fmt.Errorf("%s: %w", step.Name, err)
		}
		steps = append(steps, s.step(step, word))
	}
	return lines(steps...), nil
}

// step returns the statement of a step, whose quoted value is word.
func (s Shell) step(step env.Step, word string) string {
	switch step.Action {
	case env.Set:
		return s.statement(set, "__NAME__", step.Name, "__WORD__", word)
	case env.Remove:
		return s.statement(remove, "__NAME__", step.Name)
	case env.Restore:
		return s.statement(restore, "__NAME__", step.Name)
	case env.RestoreUnset:
		return s.statement(ifUnset, "__NAME__", step.Name, "__BODY__", s.statement(restore, "__NAME__", step.Name))
	}
	panic(fmt.Sprintf("unknown action %d", step.Action))
}

// saves returns the statement, save or saveSet, of each of the variables.
func (s Shell) saves(statement string, variables []env.Saved) string {
	var saves []string
	for _, v := range variables {
		kind := "u"
		if v.Exported {
			kind = "x"
		}
		saves = append(saves, s.statement(statement, "__NAME__", v.Name, "__KIND__", kind))
	}
	return lines(saves...)
}

// rememberFlags keeps the arguments, or forgets those that were kept. In front of them it keeps the access key id, by which the hook
// tells its own session from one that somebody else has put in its place.
func (s Shell) rememberFlags(c env.Change, arguments []string) string {
	if arguments == nil || s.list == nil {
		return s.statement(forgetFlags)
	}
	var words []string
	for _, argument := range append([]string{c.Value(env.AccessKeyID)}, arguments...) {
		word, err := s.Quote(argument)
		if err != nil { // a directory's name need not be UTF-8
			return s.statement(forgetFlags)
		}
		words = append(words, word)
	}
	return s.statement(rememberFlags, "__WORD__", s.list(words))
}

// text is the whole of what the shell evaluates: the parts as one statement, and the test that the change's keys are
// there.
func (s Shell) text(c env.Change, parts ...string) string {
	var names []string
	for _, step := range c.Steps {
		names = append(names, step.Name)
	}
	body := lines(append(parts, s.statement(nothing))...)
	whole := s.statement(wrapper, "__NAMES__", strings.Join(names, " "), "__BODY__", body)
	if c.Value(env.AccessKeyID) == "" {
		return whole + "\n"
	}
	return lines(whole, s.statement(check, "__WORD__", s.quote(c.Value(env.AccessKeyID)))) + "\n"
}

// lines puts every part that isn't empty on lines of its own.
func lines(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p = strings.TrimSuffix(p, "\n"); p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, "\n")
}
