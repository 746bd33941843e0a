package profile

import (
	"slices"
	"testing"
)

// TestMatching leaves out what can't have the words, and nothing else.
func TestMatching(t *testing.T) {
	t.Parallel()
	const config = `[default]
region = eu-west-1
[profile One]
role_arn = arn:aws:iam::111122223333:role/Admin
[profile "o\\ther name"]
role_arn = arn:aws:iam::444455556666:role/admin
[profile two]
source_profile = one
[profile both]
region = eu-west-1
`
	s := load(t, map[string]string{"config": config, "credentials": "[both]\nrole_arn = arn:aws:iam::444455556666:role/x\n[keys]\naws_access_key_id = AKIA\n"})
	for _, test := range []struct{ words, want []string }{
		{nil, []string{"default", "One", `o\ther name`, "two", "both", "keys"}},
		{[]string{"admin"}, []string{"One", `o\ther name`}},
		{[]string{"4444"}, []string{`o\ther name`, "both"}},
		{[]string{"4444", "both"}, []string{"both"}},
		{[]string{`o\t`}, []string{`o\ther name`}},
		{[]string{"nothing of it"}, nil},
	} {
		got := s.Matching(test.words)
		for _, name := range test.want {
			if !slices.Contains(got, name) {
				t.Errorf("%q: %q is left out of %q", test.words, name, got)
			}
		}
		if len(test.words) > 0 && len(got) > 2*len(test.want) {
			t.Errorf("%q: %q, want not much more than %q", test.words, got, test.want)
		}
	}
}
