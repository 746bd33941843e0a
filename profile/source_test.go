package profile

import (
	"slices"
	"testing"
)

// TestSources has a row for every source that a chain can end with, and every row of the settings table that is of a source
// is of one of these.
func TestSources(t *testing.T) {
	t.Parallel()
	for _, s := range []Source{Environment, EC2Metadata, Container, Ambient, Machine, StaticKeys, Process, WebIdentity, SSO, LoginSession} {
		info := s.Info()
		if info.Source != s || info.Means == "" {
			t.Errorf("%s has the row %+v", s, info)
		}
		p := Profile{
			RoleARN: "r", WebIdentityTokenFile: "w", SSO: SSORole{AccountID: "a"}, AccessKeyID: "k", CredentialProcess: "p", LoginSession: "l",
		}
		if got := p.withSource(s).Source(); got != s {
			t.Errorf("with the source %s alone the profile has %s", s, got)
		}
	}
	if info := NoSource.Info(); info.Source != NoSource || info.Keys != nil {
		t.Errorf("no source has the row %+v", info)
	}
	for _, row := range settings(&Profile{}) {
		if row.of != NoSource && !slices.Contains(row.of.Info().Keys, row.key) {
			t.Errorf("%s is of the source %q, which has the keys %q", row.key, row.of, row.of.Info().Keys)
		}
	}
}
