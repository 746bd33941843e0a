package profile

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkChain loads the files and follows a chain of two profiles, among 10 profiles and among 10,000. The ratio of
// the two is reported: 1,000 times as many profiles are to take less than 1,000 times as long.
func BenchmarkChain(b *testing.B) {
	run := func(size int) func(*testing.B) {
		return func(b *testing.B) {
			files := in(b, map[string]string{"config": manyProfiles(size)})
			for b.Loop() {
				s, err := Load(files)
				if err == nil {
					_, err = s.Chain("p7")
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("10", run(10))
	b.Run("10000", run(10_000))
}

// manyProfiles gives a config file of profiles p0, p1, …, each a role whose source is the default profile.
func manyProfiles(n int) string {
	var text strings.Builder
	text.WriteString("[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n")
	for i := range n {
		fmt.Fprintf(&text, "\n[profile p%d]\nrole_arn = arn:aws:iam::123456789012:role/r%d\nsource_profile = default\nregion = eu-west-1\n", i, i)
	}
	return text.String()
}
