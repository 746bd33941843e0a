package shells_test

import (
	"strings"
	"testing"
)

// TestStatusIsTold has the hook tell what only the shell knows: that it renews its session, and the names of what it has
// saved. No value leaves the shell.
func TestStatusIsTold(t *testing.T) {
	t.Parallel()
	eachHooked(t, func(t *testing.T, p program) {
		s := newStub(t)
		text, err := lookup(t, p.dialect).Change(prod.Change(own), []string{"-r", "prod"})
		if err != nil {
			t.Fatal(err)
		}
		s.answers("use", text)
		got := hooked(t, p, s, "aws-runas use prod; aws-runas status --short", own...)
		_, told, _ := strings.Cut(s.calls(), "\n")
		if !strings.HasPrefix(told, "status --hook 1 --own --saved=") || !strings.HasSuffix(told, " --short") || got.status != 0 {
			t.Errorf("got %q and %+v", told, got)
		}
		for _, saved := range prod.Change(own).Save {
			if saved.Exported && !strings.Contains(told, saved.Name) {
				t.Errorf("%s is not told: %q", saved.Name, told)
			}
			if value := own.Get(saved.Name); value != "" && strings.Contains(told, "="+value) || strings.Contains(told, " "+value+" ") && value != "" {
				t.Errorf("the value of %s is told: %q", saved.Name, told)
			}
		}

		inherited := hooked(t, p, s, "aws-runas status", "AWS_RUNAS_PROFILE=prod", "AWS_RUNAS_ACCESS_KEY_ID=ASIA", "AWS_ACCESS_KEY_ID=ASIA")
		if told := s.calls(); told != "status --hook 1 --saved=" {
			t.Errorf("in a shell that inherited a session: %q and %+v", told, inherited)
		}
	})
}
