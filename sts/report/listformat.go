package report

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Columns are the headings of a profile's cells.
func Columns() []string {
	return []string{"PROFILE", "ACCOUNT", "ROLE", "THROUGH", "REGION", "MFA", "LEFT"}
}

// Firm are the columns whose cells are shortened last: an account's id is whole or worth nothing.
func Firm() []int { return []int{1, 5, 6} }

// Cells are what stands below the columns, for people. A profile with a problem has its name alone.
func (p Profile) Cells(now time.Time) []string {
	if p.Problem != "" {
		return []string{p.Name}
	}
	left := ""
	switch {
	case p.Expired:
		left = "expired"
	case !p.Expires.IsZero():
		left = Left(p.Expires.Sub(now))
	}
	cells := []string{p.Name, p.Account, p.Role, p.Through, p.Region, string(p.Asks), left}
	for i := range cells {
		cells[i] = orDash(cells[i])
	}
	return cells
}

// Line is a profile's line on a terminal.
type Line struct {
	Mark  string
	Cells []string
	Note  string // in the place of all cells but the first
	Color string // red for what is wrong or over, else the user's mark
}

// Lines are those of the profiles, in their order.
func (l List) Lines(now time.Time) []Line {
	local := slices.ContainsFunc(l.Profiles, func(p Profile) bool { return p.Local })
	lines := make([]Line, len(l.Profiles))
	for i, p := range l.Profiles {
		line := Line{Mark: p.Mark(), Cells: p.Cells(now), Note: p.Problem, Color: p.Color}
		if p.Expired || p.Problem != "" && !p.Allow {
			line.Color = "red"
		}
		if local {
			line.Mark = fmt.Sprintf("%1s", line.Mark) + map[bool]string{true: "."}[p.Local]
		}
		lines[i] = line
	}
	return lines
}

// Draw puts lines below a header, in so many columns of a terminal.
type Draw func(columns int, color bool, header []string, lines []Line) []string

// Text is the list for a terminal of so many columns; for none it is TSV.
func (l List) Text(now time.Time, columns int, color bool, draw Draw) string {
	if columns == 0 {
		return l.TSV(now)
	}
	text := strings.Join(draw(columns, color, Columns(), l.Lines(now)), "\n") + "\n"
	if foot := l.Foot(now); foot != "" {
		text += foot + "\n"
	}
	if slices.ContainsFunc(l.Profiles, func(p Profile) bool { return p.Local }) {
		text += "A . marks what ./aws_config has.\n"
	}
	return text
}

// Mark is one character for people: * is this shell's, ! has a problem, ? wants to be allowed.
func (p Profile) Mark() string {
	switch {
	case p.Active:
		return "*"
	case p.Allow:
		return "?"
	case p.Problem != "":
		return "!"
	}
	return ""
}

// Foot is the line below the list; empty where nothing is live.
func (l List) Foot(now time.Time) string {
	var parts []string
	for _, s := range l.Sessions {
		parts = append(parts, fmt.Sprintf("%s: until %s (%s).", s.What, Clock(s.Expires, now), Left(s.Expires.Sub(now))))
	}
	return strings.Join(parts, " ")
}

// TSV is a line for each profile, for programs: the cells with whole values, a tab between them and a hyphen for none. The
// seventh is a time in RFC 3339, the eighth the mark, . behind it for a profile of ./aws_config, and the ninth the problem.
func (l List) TSV(now time.Time) string {
	var out strings.Builder
	for _, p := range l.Profiles {
		mark := p.Mark()
		if p.Local {
			mark += "."
		}
		fields := []string{p.Name, p.Account, p.Role, p.Through, p.Region, string(p.Asks), p.until(now), mark, p.Problem}
		for i, f := range fields {
			if i > 0 {
				out.WriteByte('\t')
			}
			out.WriteString(orDash(oneField(f)))
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func (p Profile) until(now time.Time) string {
	if p.Expires.IsZero() {
		return ""
	}
	return p.Expires.In(now.Location()).Format(time.RFC3339)
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// oneField is a text without what would be another field or line.
func oneField(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// JSON is an array of objects with these names, of which those that do not apply are absent.
func (l List) JSON(now time.Time) (string, error) {
	type row struct {
		Profile string `json:"profile"`
		Account string `json:"account,omitempty"`
		Role    string `json:"role,omitempty"`
		RoleARN string `json:"role_arn,omitempty"`
		Through string `json:"through,omitempty"`
		Region  string `json:"region,omitempty"`
		Asks    Asks   `json:"mfa,omitempty"`
		Expires string `json:"expires,omitempty"`
		Seconds *int   `json:"seconds_left,omitempty"`
		Color   string `json:"color,omitempty"`
		Active  bool   `json:"active"`
		Local   bool   `json:"local"`
		Allow   bool   `json:"needs_allow"`
		Problem string `json:"problem,omitempty"`
	}
	rows := []row{}
	for _, p := range l.Profiles {
		r := row{
			Profile: p.Name, Account: p.Account, Role: p.Role, RoleARN: p.RoleARN, Through: p.Through, Region: p.Region, Asks: p.Asks,
			Expires: p.until(now), Color: p.Color, Active: p.Active, Local: p.Local, Allow: p.Allow, Problem: p.Problem,
		}
		if !p.Expires.IsZero() {
			seconds := max(0, int(p.Expires.Sub(now).Seconds()))
			r.Seconds = &seconds
		}
		if p.Role == OwnKeys && p.RoleARN == "" {
			r.Role = "" // a word for people, which could be a role's name
		}
		rows = append(rows, r)
	}
	return indented(rows)
}

func indented(value any) (string, error) {
	var out strings.Builder
	to := json.NewEncoder(&out)
	to.SetEscapeHTML(false)
	to.SetIndent("", "  ")
	err := to.Encode(value)
	return out.String(), err
}
