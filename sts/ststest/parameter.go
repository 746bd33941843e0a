package ststest

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parameter is what an operation says about one of its parameters, after the "AWS Security Token Service API Reference".
// A name with N stands for the members of a list, as in Tags.member.N.Key.
type parameter struct {
	name     string
	required bool
	number   bool
	min, max int            // the length of a text, or the value of a number
	pattern  *regexp.Regexp // of a text; nil takes everything
	members  int            // how many a list may have
}

// The patterns of the API reference.
var (
	namePattern       = regexp.MustCompile(`^[\w+=,.@-]*$`)
	serialPattern     = regexp.MustCompile(`^[\w+=/:,.@-]*$`)
	codePattern       = regexp.MustCompile(`^[\d]*$`)
	externalIDPattern = regexp.MustCompile(`^[\w+=,.@:\/-]*$`)
	tagKeyPattern     = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$`)
	tagValuePattern   = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`)
)

// listIndex finds the number of a list's member in a name.
var listIndex = regexp.MustCompile(`\.member\.([1-9][0-9]{0,3})(?:\.|$)`)

// index returns the number of a member, and the name with N in its place and with that of the member before it. The number
// is 0 and the names are as they were outside of lists.
func index(name string) (n int, general, previous string) {
	at := listIndex.FindStringSubmatchIndex(name)
	if at == nil {
		return 0, name, name
	}
	head, tail := name[:at[2]], name[at[3]:]
	n, _ = strconv.Atoi(name[at[2]:at[3]])
	return n, head + "N" + tail, head + strconv.Itoa(n-1) + tail
}

// list collects the members of a list of the form.
func list(form url.Values, general string) []string {
	var members []string
	for {
		name := strings.Replace(general, "N", strconv.Itoa(len(members)+1), 1)
		if !form.Has(name) {
			return members
		}
		members = append(members, form.Get(name))
	}
}

// check refuses parameters that the operation does not have, that come twice, or that its constraints exclude. Like the
// service it tells all violations of constraints at once.
func (o operation) check(form url.Values) error {
	var violations []string
	for _, p := range o.parameters {
		if p.required && !form.Has(p.name) {
			violations = append(violations, unsatisfied("null", p.name, "Member must not be null"))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if name == "Action" || name == "Version" {
			continue
		}
		n, general, previous := index(name)
		i := slices.IndexFunc(o.parameters, func(p parameter) bool { return p.name == general })
		switch {
		case i < 0 || n > o.parameters[i].members || n == 0 && o.parameters[i].members > 0:
			return validationError("unexpected parameter: " + name)
		case len(form[name]) > 1:
			return validationError("parameter given more than once: " + name)
		case n > 1 && !form.Has(previous):
			return validationError("list with a hole before " + name)
		}
		for _, v := range o.parameters[i].violations(form.Get(name)) {
			violations = append(violations, unsatisfied("'"+form.Get(name)+"'", name, v))
		}
	}
	switch len(violations) {
	case 0:
		return nil
	case 1:
		return validationError("1 validation error detected: " + violations[0])
	}
	return validationError(fmt.Sprintf("%d validation errors detected: %s", len(violations), strings.Join(violations, "; ")))
}

func unsatisfied(value, name, constraint string) string {
	return fmt.Sprintf("Value %s at '%s' failed to satisfy constraint: %s", value, label(name), constraint)
}

// violations lists the constraints that a value does not satisfy, in the service's words.
func (p parameter) violations(value string) []string {
	if p.number {
		n, err := strconv.Atoi(value)
		switch {
		case err != nil:
			return []string{"Member must be a number"}
		case n < p.min:
			return []string{fmt.Sprintf("Member must have value greater than or equal to %d", p.min)}
		case n > p.max:
			return []string{fmt.Sprintf("Member must have value less than or equal to %d", p.max)}
		}
		return nil
	}
	var found []string
	if p.pattern != nil && !p.pattern.MatchString(value) {
		found = append(found, "Member must satisfy regular expression pattern: "+strings.Trim(p.pattern.String(), "^$"))
	}
	switch n := utf8.RuneCountInString(value); {
	case n < p.min:
		found = append(found, fmt.Sprintf("Member must have length greater than or equal to %d", p.min))
	case n > p.max:
		found = append(found, fmt.Sprintf("Member must have length less than or equal to %d", p.max))
	}
	return found
}

// label is a parameter's name as messages have it: roleArn, tags.1.member.key.
func label(name string) string {
	fields := strings.Split(name, ".")
	for i, f := range fields {
		if f != "" {
			fields[i] = strings.ToLower(f[:1]) + f[1:]
		}
	}
	if len(fields) > 2 {
		fields[1], fields[2] = fields[2], fields[1]
	}
	return strings.Join(fields, ".")
}
