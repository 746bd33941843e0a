// Package report says what there is: the profiles with what is live and what will be asked, and the session of a shell. It
// gives plain values, and how each is written in a cell, a line or JSON.
//
// It makes no call, takes no lock, runs no program and asks nothing. It is not responsible for drawing (package shells/cli),
// for reading the environment, or for what a request leads to (package sts).
package report

import (
	"fmt"
	"strings"
	"time"

	"aws-runas/profile"
	"aws-runas/sts"
)

// World is what reports are made of.
type World struct {
	Set  *profile.Set
	Home string // the user's home directory, for short paths and the files of sign-ins
	Now  time.Time
	// Broker returns who would get the credentials of a chain. Its cache is a listed one.
	Broker func(chain []profile.Profile) (*sts.Broker, error)
	Shell  Shell
}

// Shell is the session of the shell that asks. The zero value is none.
type Shell struct {
	Profile  string    // empty where no session is active
	Expires  time.Time // zero where it never does
	Nameless bool      // the profile is one in name only
}

// Left writes how long something lives: 43m, 3h 10m.
func Left(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "<1m"
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d.Minutes()))
	}
	return fmt.Sprintf("%dh %dm", int(d.Hours()), int(d.Minutes())%60)
}

// Clock writes a time of day, in now's zone; with the day where that is needed to know which is meant.
func Clock(t, now time.Time) string {
	layout := "15:04"
	if d := t.Sub(now); d >= 24*time.Hour || d <= -24*time.Hour {
		layout = "2 Jan 15:04"
	}
	return t.In(now.Location()).Format(layout)
}

// short writes a path, or what begins with one, as the user would.
func (w World) short(path string) string {
	if rest, ok := strings.CutPrefix(path, w.Home); ok && w.Home != "" && (strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, `\`)) {
		return "~" + rest
	}
	return path
}

// device names an MFA device as its user does: alice, of arn:aws:iam::111122223333:mfa/alice.
func device(serial string) string { return serial[strings.LastIndexByte(serial, '/')+1:] }
