package env

import (
	"strings"
	"time"
)

// Summary says in one line what the session makes of a shell: profile, role, account, and until when, in now's time zone.
func (s Session) Summary(now time.Time) string {
	text := s.Profile
	switch parts := strings.SplitN(s.RoleARN, ":", 6); {
	case len(parts) == 6:
		text += ": role " + strings.TrimPrefix(parts[5], "role/") + " in account " + parts[4]
	case s.RoleARN != "":
		text += ": role " + s.RoleARN
	default:
		text += ": no role"
	}
	if !s.Credentials.CanExpire {
		return text
	}
	layout, end := "15:04", s.Credentials.Expires.In(now.Location())
	if end.YearDay() != now.YearDay() || end.Year() != now.Year() {
		layout = "2 Jan 15:04"
	}
	return text + ", until " + end.Format(layout)
}
