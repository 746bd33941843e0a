package env

// State is what an environment says about a session.
type State int

// The states. A session is active while its notes are there and the keys are the ones that it exported.
const (
	None     State = iota // no session
	Active                // a session
	Foreign               // a session's notes, but the user has since put other keys in its place, or removed them
	Renewing              // no session and no keys, but a profile by which a command gets and renews them itself
	states
)

// State returns the state of the environment. It is the one place where the rule stands; each shell has it once more, in
// the statement "active" of its own.
func (l List) State() State {
	switch id := l.Get(RunasAccessKeyID); {
	case l.Get(RunasProfile) == "":
		if _, renews := l.Renewing(); renews && l.Get(AccessKeyID) == "" {
			return Renewing
		}
		return None
	case id != "" && id == l.Get(AccessKeyID):
		return Active
	}
	return Foreign
}

// Active reports whether a session is active.
func (l List) Active() bool { return l.State() == Active }

// treatment is how the variables of a group are treated in a state.
type treatment struct {
	save   condition // the next activation saves the variable, set or not: it is the user's own
	again  condition // it saves it although an older value is saved, which it replaces
	undo   condition // the undo changes it,
	by     Action    // in this way
	hide   condition // the next run does not see it: it is the session's export, and no input
	remain condition // the undo leaves it, and says so
}

// table is group × state. A Renewing environment is left as it is by the undo: it was made for one command, by nobody in it.
var table = [groups][states]treatment{
	KeyID: {
		None:     {save: always},
		Active:   {undo: always, by: Restore, hide: always},
		Foreign:  {save: always, remain: ifFull},
		Renewing: {save: always},
	},
	Key: {
		None:     {save: always},
		Active:   {undo: always, by: Restore, hide: always},
		Foreign:  {save: always},
		Renewing: {save: always},
	},
	Expiry: {
		None:     {save: always},
		Active:   {undo: always, by: Restore, hide: always},
		Foreign:  {save: always, hide: ifOurs},
		Renewing: {save: always},
	},
	SessionName: {
		None:     {save: always},
		Active:   {undo: always, by: Restore, hide: always},
		Foreign:  {undo: always, by: Restore},
		Renewing: {save: always},
	},
	Hidden: {
		None:     {save: always},
		Active:   {again: ifSet, undo: always, by: RestoreUnset, remain: ifSet},
		Foreign:  {save: ifSet, undo: always, by: RestoreUnset, remain: ifSet},
		Renewing: {save: always},
	},
	RegionName: {
		None:     {save: always},
		Active:   {undo: ifOurs, by: Restore, hide: ifOurs, remain: ifOther},
		Foreign:  {save: unlessOurs, undo: ifOurs, by: Restore, hide: ifOurs, remain: ifOther},
		Renewing: {save: always},
	},
	Note: {
		None:     {hide: always},
		Active:   {undo: always, by: Remove, hide: always},
		Foreign:  {undo: always, by: Remove, hide: always},
		Renewing: {hide: always},
	},
}

// condition is when a treatment applies to a variable. The zero value is never.
type condition int

const (
	never condition = iota
	always
	ifSet      // there is such a variable
	ifFull     // there is one that isn't empty
	ifOurs     // its value is what the session exported
	unlessOurs // the user has set it since, or removed it
	ifOther    // it isn't empty, and the session exported another value
)

func (c condition) holds(l List, v Variable) bool {
	value, set := l.Lookup(v.Name)
	switch c {
	case always:
		return true
	case ifSet:
		return set
	case ifFull:
		return value != ""
	case ifOurs:
		return l.ours(v)
	case unlessOurs:
		return !l.ours(v)
	case ifOther:
		return value != "" && l.Get(RunasRegion) != "" && !l.ours(v)
	}
	return false
}

// ours reports whether a region or an expiry is what a session exported. Only a session sets both expiry variables, and it
// sets them alike.
func (l List) ours(v Variable) bool {
	if v.Group == Expiry {
		return l.Get(CredentialExpiration) == l.Get(SessionExpiration)
	}
	region := l.Get(RunasRegion)
	return l.Get(RunasProfile) != "" && region != "" && l.Get(v.Name) == region
}

// which returns the variables of a session to which a treatment applies.
func (l List) which(condition func(treatment) condition) []Variable {
	state := l.State()
	var found []Variable
	for _, v := range Variables() {
		if condition(table[v.Group][state]).holds(l, v) {
			found = append(found, v)
		}
	}
	return found
}
