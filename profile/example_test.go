package profile_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"aws-runas/profile"
)

// A role that is assumed from another role, which is assumed with a user's keys.
func ExampleSet_Chain() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	config := filepath.Join(dir, "config")
	text := `[profile prod]
role_arn       = arn:aws:iam::444455556666:role/admin
source_profile = jump
region         = eu-west-1

[profile jump]
role_arn       = arn:aws:iam::111122223333:role/jump
source_profile = alice
mfa_serial     = arn:aws:iam::111122223333:mfa/alice

[profile alice]
aws_access_key_id     = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		log.Fatal(err)
	}
	set, err := profile.Load(profile.Files{Config: config, Explicit: true})
	if err != nil {
		log.Fatal(err)
	}
	chain, err := set.Chain("prod")
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range chain[:len(chain)-1] {
		fmt.Printf("%s, line %d: assume %s\n", p.Name, p.At.Line, p.RoleARN)
	}
	last := chain[len(chain)-1]
	fmt.Printf("%s, line %d: %s\n", last.Name, last.At.Line, last.Source())
	// Output:
	// prod, line 1: assume arn:aws:iam::444455556666:role/admin
	// jump, line 6: assume arn:aws:iam::111122223333:role/jump
	// alice, line 11: static keys
}
