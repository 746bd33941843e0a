package appdata_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"

	"aws-runas/profile/appdata"
)

// TestOthersMayWrite opens a directory to everyone, for writing and for reading.
func TestOthersMayWrite(t *testing.T) {
	t.Parallel()
	for rights, refused := range map[windows.ACCESS_MASK]bool{
		windows.GENERIC_ALL: true, windows.FILE_WRITE_DATA | windows.FILE_APPEND_DATA: true, windows.GENERIC_READ: false,
	} {
		dir := t.TempDir()
		allow(t, dir, rights)
		for _, place := range []string{dir, filepath.Join(dir, "not", "there")} {
			got, note := appdata.Local(func(string) string { return place }, "")
			if refused != (got == "") || refused != strings.Contains(note, "others may write") {
				t.Errorf("everyone has %#x: %s, %q", rights, got, note)
			}
		}
	}
}

// allow gives everyone the rights, beside all of the user's.
func allow(t *testing.T, dir string, rights windows.ACCESS_MASK) {
	t.Helper()
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		t.Fatal(err)
	}
	everyone, err := windows.CreateWellKnownSid(windows.WinWorldSid)
	if err != nil {
		t.Fatal(err)
	}
	entry := func(sid *windows.SID, rights windows.ACCESS_MASK) windows.EXPLICIT_ACCESS {
		return windows.EXPLICIT_ACCESS{
			AccessPermissions: rights, AccessMode: windows.GRANT_ACCESS,
			Trustee: windows.TRUSTEE{TrusteeForm: windows.TRUSTEE_IS_SID, TrusteeValue: windows.TrusteeValueFromSID(sid)},
		}
	}
	list, err := windows.ACLFromEntries([]windows.EXPLICIT_ACCESS{
		entry(user.User.Sid, windows.GENERIC_ALL), entry(everyone, rights),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	const what = windows.DACL_SECURITY_INFORMATION | windows.PROTECTED_DACL_SECURITY_INFORMATION
	if err := windows.SetNamedSecurityInfo(dir, windows.SE_FILE_OBJECT, what, nil, nil, list, nil); err != nil {
		t.Fatal(err)
	}
}
