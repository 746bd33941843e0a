package profile

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// BenchmarkChain loads the files and follows a chain of two profiles, among 10 profiles and among 10,000. It reports how
// many times the one takes of the other: for 1,000 times the profiles that is to be far below 1,000.
func BenchmarkChain(b *testing.B) {
	load := func(files Files) time.Duration {
		start := time.Now()
		s, err := Load(files)
		if err == nil {
			_, err = s.Chain("p7")
		}
		if err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	few := in(b, map[string]string{"config": manyProfiles(10)})
	many := in(b, map[string]string{"config": manyProfiles(10_000)})
	var ofFew, ofMany time.Duration
	for b.Loop() {
		ofFew += load(few)
		ofMany += load(many)
	}
	b.ReportMetric(float64(ofMany)/float64(ofFew), "ratio")
}

// manyProfiles gives a config file of profiles p0, p1, …, each a role whose source is the default profile.
func manyProfiles(n int) string {
	var text strings.Builder
	text.WriteString("[default]" + keys)
	for i := range n {
		fmt.Fprintf(&text, "\n[profile p%d]\nrole_arn = arn:aws:iam::123456789012:role/r%d\nsource_profile = default\n"+
			"region = eu-west-1\n", i, i)
	}
	return text.String()
}
