//go:build linux

package shells_test

import (
	"testing"
	"time"
)

// BenchmarkPrompt compares what the hook does for one prompt of a live session with one $(date +%s):
//
//	go test ./shells -run '^$' -bench Prompt
func BenchmarkPrompt(b *testing.B) {
	// A hundred times nothing, the hook, and date.
	lines := map[string][3]string{
		"bash": {
			"for i in {1..100}; do :; done",
			"for i in {1..100}; do __aws_runas_prompt; done",
			"for i in {1..100}; do now=$(date +%s); done",
		},
		"fish": {
			"for i in (seq 100); end",
			"for i in (seq 100); __aws_runas_prompt; fish_prompt >/dev/null; end",
			"for i in (seq 100); set now (date +%s); end",
		},
	}
	lines["zsh"] = lines["bash"]
	for _, p := range programs[:3] {
		b.Run(p.name, func(b *testing.B) {
			p.require(b)
			s := start(b, p, setup{variables: live(time.Hour), after: remembers(p)})
			var spent [3]time.Duration
			for b.Loop() {
				for i, line := range lines[p.dialect] {
					begin := time.Now()
					s.run(line)
					spent[i] += time.Since(begin)
				}
			}
			b.ReportMetric(float64(spent[1]-spent[0])/float64(spent[2]-spent[0]), "prompts/date")
			b.ReportMetric(0, "ns/op")
		})
	}
}
