//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"aws-runas/sts/ststest"
)

// race is what runs in turn: a machine that slows down or is busy for a while then slows all of them.
type race []*runner

// runner is a program with its arguments.
type runner struct {
	name    string
	args    []string
	environ []string
	before  func() error // what each run needs, outside of its time
	took    []time.Duration
}

// The programs of the races.
const (
	helloWorld = "a Go hello-world"
	warmEnv    = "aws-runas env, warm"
	warmMany   = "aws-runas env, warm, 10,000 profiles"
	wordFew    = "aws-runas list WORD"
	wordMany   = "aws-runas list WORD, 10,000 profiles"
	liveStatus = "aws-runas status"
	justTrue   = "true"
	warmExec   = "aws-runas exec -- true, warm"
	linkedExec = "the SDK's clients alone, becoming true"
	coldEnv    = "aws-runas env, cold"
	bareCalls  = "a bare program with the same calls"
)

func (l *lab) warmRace() (race, error) {
	pathToTrue, err := exec.LookPath("true")
	if err != nil {
		return nil, err
	}
	runas := filepath.Join(l.bin, "aws-runas")
	few, many := l.environ(l.few), l.environ(l.many)
	// As the hook's function runs it: above these processes is no shell that would be found at once.
	env := []string{runas, "env", "--shell", "bash", "-r", profileName}
	return race{
		{name: helloWorld, args: []string{filepath.Join(l.bin, "hello")}, environ: few},
		{name: warmEnv, args: env, environ: few},
		{name: warmMany, args: env, environ: many},
		{name: wordFew, args: []string{runas, "list", profileName}, environ: few},
		{name: wordMany, args: []string{runas, "list", profileName}, environ: many},
		{name: liveStatus, args: []string{runas, "status"}, environ: slices.Concat(few, liveSession())},
		{name: justTrue, args: []string{pathToTrue}, environ: few},
		{name: warmExec, args: []string{runas, "exec", "-r", profileName, "--", pathToTrue}, environ: few},
		{name: linkedExec, args: []string{filepath.Join(l.bin, "linked"), pathToTrue}, environ: few},
	}, nil
}

// liveSession is what a session has exported, as far as status looks at it.
func liveSession() []string {
	return []string{
		"AWS_ACCESS_KEY_ID=ASIA1", "AWS_SECRET_ACCESS_KEY=secret", "AWS_SESSION_TOKEN=token", "AWS_RUNAS_ACCESS_KEY_ID=ASIA1",
		"AWS_RUNAS_PROFILE=" + profileName, "AWS_RUNAS_ASSUMED_ROLE_ARN=" + ststest.DeveloperARN,
		"AWS_SESSION_EXPIRATION_UNIX=4102444800", // 2100
	}
}

func (l *lab) coldRace() race {
	keys := l.environ(l.few, "AWS_ACCESS_KEY_ID="+ststest.AliceKeyID, "AWS_SECRET_ACCESS_KEY="+ststest.AliceSecret, "AWS_REGION=eu-west-1")
	forget := func() error { return os.RemoveAll(filepath.Join(l.few, ".cache")) }
	return race{
		{name: coldEnv, args: []string{filepath.Join(l.bin, "aws-runas"), "env", "-r", profileName}, environ: l.environ(l.few), before: forget},
		{name: bareCalls, args: []string{filepath.Join(l.bin, "bare"), ststest.DeveloperARN}, environ: keys},
	}
}

// rounds runs all in turn, n times, and each time another one first.
func (r race) rounds(ctx context.Context, n int) error {
	for i := range n {
		for j := range r {
			s := r[(i+j)%len(r)]
			d, err := s.time(ctx)
			if err != nil {
				return err
			}
			s.took = append(s.took, d)
		}
	}
	return nil
}

// time is how long one run takes, from before the start to after the end.
func (s *runner) time(ctx context.Context) (time.Duration, error) {
	if s.before != nil {
		if err := s.before(); err != nil {
			return 0, err
		}
	}
	cmd := exec.CommandContext(ctx, s.args[0], s.args[1:]...)
	cmd.Env, cmd.Dir = s.environ, filepath.Dir(s.args[0])
	began := time.Now()
	err := cmd.Run()
	d := time.Since(began)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", s.name, err)
	}
	return d, nil
}

// median is what a run usually takes.
func median(took []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(took))[len(took)/2]
}

// least is what a run takes when nothing disturbs it.
func least(took []time.Duration) time.Duration { return slices.Min(took) }

// figures are the times of all runners, by name, and ratios of them.
type figures map[string]time.Duration

func (l *lab) figures(of func([]time.Duration) time.Duration) figures {
	f := figures{}
	for _, s := range slices.Concat(l.warm, l.cold) {
		f[s.name] = of(s.took)
	}
	return f
}

// ratio is how often the one contains the other.
func (f figures) ratio(name, unit string) float64 { return float64(f[name]) / float64(f[unit]) }

// more is by how many hello-worlds the one takes longer than the other.
func (f figures) more(name, than string) float64 {
	return float64(f[name]-f[than]) / float64(f[helloWorld])
}

// times is a table of the figures.
func (l *lab) times(of func([]time.Duration) time.Duration) string {
	f := l.figures(of)
	var b strings.Builder
	row := func(name, compared string) {
		fmt.Fprintf(&b, "| %-38s | %5.2f ms | %-39s |\n", name, f[name].Seconds()*1000, compared)
	}
	fmt.Fprintf(&b, "| %-38s | %8s | %-39s |\n|%s|%s|%s|\n", fmt.Sprintf("median of %d runs in turn", len(l.warm[0].took)), "time", "compared",
		strings.Repeat("-", 40), strings.Repeat("-", 10), strings.Repeat("-", 41))
	row(helloWorld, "1")
	row(warmEnv, fmt.Sprintf("%.2f times hello-world", f.ratio(warmEnv, helloWorld)))
	row(warmMany, fmt.Sprintf("%.2f hello-worlds more than 10 profiles", f.more(warmMany, warmEnv)))
	row(wordMany, fmt.Sprintf("%.2f hello-worlds more than 10 profiles", f.more(wordMany, wordFew)))
	row(liveStatus, fmt.Sprintf("%.2f times a warm env", f.ratio(liveStatus, warmEnv)))
	row(justTrue, "")
	row(warmExec, fmt.Sprintf("%.2f hello-worlds more than true", f.more(warmExec, justTrue)))
	row(linkedExec, fmt.Sprintf("%.2f hello-worlds more than true", f.more(linkedExec, justTrue)))
	row(bareCalls, "")
	row(coldEnv, fmt.Sprintf("%.2f times the bare program", f.ratio(coldEnv, bareCalls)))
	return b.String()
}

// peak is the most memory, in bytes, that a warm run has: the median of a few runs.
func (l *lab) peak(ctx context.Context) (int, error) {
	var peaks []int
	for range 15 {
		cmd := exec.CommandContext(ctx, filepath.Join(l.bin, "peak"), filepath.Join(l.bin, "aws-runas"), "env", "--shell", "bash", "-r", profileName)
		cmd.Env = l.environ(l.few)
		out, err := cmd.Output()
		if err != nil {
			return 0, fmt.Errorf("peak memory: %w", err)
		}
		bytes, err := strconv.Atoi(strings.TrimSpace(string(out)))
		if err != nil {
			return 0, fmt.Errorf("peak memory: %w", err)
		}
		peaks = append(peaks, bytes)
	}
	return slices.Sorted(slices.Values(peaks))[len(peaks)/2], nil
}
