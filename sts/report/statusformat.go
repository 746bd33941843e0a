package report

import (
	"fmt"
	"strings"
	"time"
)

// Asked is how a status is wanted: one of them at the most counts, the first.
type Asked struct {
	Quiet, Short, JSON bool
	Verify             bool
}

// NeedsFiles says whether more is wanted than the environment tells.
func (a Asked) NeedsFiles() bool { return !a.Quiet && !a.Short || a.Verify }

// Print writes the status as it is wanted.
func (st Status) Print(a Asked, now time.Time, spell func(args []string) string) (string, error) {
	switch {
	case a.Quiet:
		return "", nil
	case a.Short:
		return st.Short(now), nil
	case a.JSON:
		return st.JSON(now)
	}
	return st.Text(spell), nil
}

// Text is the status for people. spell writes lines of arguments of this program as the user's shell would have them typed.
func (st Status) Text(spell func(args []string) string) string {
	var out strings.Builder
	if st.State != None {
		out.WriteString(strings.TrimRight(st.Profile+"  "+st.RoleARN, " ") + "\n")
	}
	line := func(label, text string) { fmt.Fprintf(&out, "  %-7s  %s\n", label, text) }
	for _, l := range st.Lines {
		line(l.Label, l.Text)
	}
	if st.State == None {
		return "no session is active in this shell\n"
	}
	for _, problem := range st.Problems {
		line("but", problem)
	}
	if len(st.Cures) > 0 {
		lines := make([]string, len(st.Cures))
		for i, cure := range st.Cures {
			lines[i] = spell(cure)
		}
		line("type", strings.Join(lines, " && "))
	}
	return out.String()
}

// Short is the profile with what is left, for editors and prompts: prod 43m. It is empty without a session.
func (st Status) Short(now time.Time) string {
	switch {
	case st.State == None:
		return ""
	case st.State != Live:
		return st.Profile + " " + string(st.State) + "\n"
	case st.Expires.IsZero():
		return st.Profile + "\n"
	}
	return st.Profile + " " + Left(st.Expires.Sub(now)) + "\n"
}

// JSON is an object with these names, of which those that do not apply are absent.
func (st Status) JSON(now time.Time) (string, error) {
	object := struct {
		State       State             `json:"state"`
		Profile     string            `json:"profile,omitempty"`
		RoleARN     string            `json:"role_arn,omitempty"`
		SessionName string            `json:"session_name,omitempty"`
		Key         string            `json:"key,omitempty"`
		Expires     string            `json:"expires,omitempty"`
		Seconds     *int              `json:"seconds_left,omitempty"`
		Region      string            `json:"region,omitempty"`
		Renews      *bool             `json:"renews,omitempty"`
		Saved       []string          `json:"saved,omitempty"`
		Lines       map[string]string `json:"lines,omitempty"`
		Problems    []string          `json:"problems,omitempty"`
		Cures       [][]string        `json:"cures,omitempty"`
	}{
		State: st.State, Profile: st.Profile, RoleARN: st.RoleARN, SessionName: st.SessionName, Expires: Profile{Expires: st.Expires}.until(now),
		Region: st.RegionNow, Saved: st.Saved, Problems: st.Problems, Cures: st.Cures,
	}
	if st.KeyID != "" {
		object.Key = Ending(st.KeyID)
	}
	if !st.Expires.IsZero() {
		seconds := max(0, int(st.Expires.Sub(now).Seconds()))
		object.Seconds = &seconds
	}
	if st.Hook {
		object.Renews = &st.Renew
	}
	for _, l := range st.Lines {
		if object.Lines == nil {
			object.Lines = map[string]string{}
		}
		object.Lines[l.Label] = l.Text
	}
	return indented(object)
}
