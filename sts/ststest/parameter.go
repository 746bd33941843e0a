package ststest

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parameter is what an operation says about one of its parameters, after the "AWS Security Token Service API Reference".
// A name with N stands for a list, as in Tags.member.N.Key.
type parameter struct {
	name     string
	required bool
	min, max int            // the length of a text, or the value of a number
	pattern  *regexp.Regexp // of a text; nil takes everything
	number   bool
}

// The patterns as AWS's messages quote them, between ^ and $.
var (
	namePattern   = regexp.MustCompile(`^[\w+=,.@-]*$`)
	serialPattern = regexp.MustCompile(`^[\w+=/:,.@-]*$`)
	codePattern   = regexp.MustCompile(`^[\d]*$`)
	externalID    = regexp.MustCompile(`^[\w+=,.@:\/-]*$`)
	tagPattern    = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$`)
	tagValue      = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`)
	listIndex     = regexp.MustCompile(`\.member\.([1-9][0-9]?)(\.|$)`)
)

func (o operation) parameter(name string) (parameter, bool) {
	general := listIndex.ReplaceAllString(name, ".member.N$2")
	for _, p := range o.parameters {
		if p.name == general {
			return p, true
		}
	}
	return parameter{}, false
}

// check refuses parameters that the operation does not have, that come twice, or that its constraints exclude. Like the
// service it tells all violations of constraints at once.
func (o operation) check(form url.Values) error {
	var violations []string
	for _, p := range o.parameters {
		if p.required && !form.Has(p.name) {
			violations = append(violations, fmt.Sprintf("Value null at '%s' failed to satisfy constraint: Member must not be null", p.label(p.name)))
		}
	}
	for _, name := range sortedNames(form) {
		if name == "Action" || name == "Version" {
			continue
		}
		p, known := o.parameter(name)
		switch {
		case !known:
			return validationError("unexpected parameter: " + name)
		case len(form[name]) > 1:
			return validationError("parameter given more than once: " + name)
		}
		violations = append(violations, p.violations(name, form.Get(name))...)
	}
	switch len(violations) {
	case 0:
		return o.checkLists(form)
	case 1:
		return validationError("1 validation error detected: " + violations[0])
	}
	return validationError(fmt.Sprintf("%d validation errors detected: %s", len(violations), strings.Join(violations, "; ")))
}

// checkLists refuses lists with holes: the query protocol counts members from 1.
func (o operation) checkLists(form url.Values) error {
	for name := range form {
		at := listIndex.FindStringSubmatchIndex(name)
		if at == nil || name[at[2]:at[3]] == "1" {
			continue
		}
		n, _ := strconv.Atoi(name[at[2]:at[3]])
		if !form.Has(fmt.Sprintf("%s%d%s", name[:at[2]], n-1, name[at[3]:])) && !strings.HasSuffix(name, ".Value") {
			return validationError(fmt.Sprintf("list with a hole before %s", name))
		}
	}
	return nil
}

// violations lists what is wrong with a value, in the service's words.
func (p parameter) violations(name, value string) []string {
	var constraints []string
	if p.number {
		n, err := strconv.Atoi(value)
		switch {
		case err != nil:
			constraints = append(constraints, "Member must be a number")
		case n < p.min:
			constraints = append(constraints, fmt.Sprintf("Member must have value greater than or equal to %d", p.min))
		case n > p.max:
			constraints = append(constraints, fmt.Sprintf("Member must have value less than or equal to %d", p.max))
		}
	} else {
		if p.pattern != nil && !p.pattern.MatchString(value) {
			constraints = append(constraints, "Member must satisfy regular expression pattern: "+
				strings.TrimSuffix(strings.TrimPrefix(p.pattern.String(), "^"), "$"))
		}
		switch n := utf8.RuneCountInString(value); {
		case n < p.min:
			constraints = append(constraints, fmt.Sprintf("Member must have length greater than or equal to %d", p.min))
		case n > p.max:
			constraints = append(constraints, fmt.Sprintf("Member must have length less than or equal to %d", p.max))
		}
	}
	for i, c := range constraints {
		constraints[i] = fmt.Sprintf("Value '%s' at '%s' failed to satisfy constraint: %s", value, p.label(name), c)
	}
	return constraints
}

// label is the name as messages have it: roleArn, tags.1.member.key.
func (parameter) label(name string) string {
	fields := strings.Split(strings.ReplaceAll(name, ".member.", "."), ".")
	for i, f := range fields {
		fields[i] = strings.ToLower(f[:1]) + f[1:]
	}
	if len(fields) > 1 {
		fields[1] += ".member"
	}
	return strings.Join(fields, ".")
}
