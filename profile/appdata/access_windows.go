package appdata

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

var errOthers = errors.New("others may write there")

// writing is every right by which what is in a directory can be changed, or the rights themselves.
const writing = windows.FILE_WRITE_DATA | windows.FILE_APPEND_DATA | deleteChild | windows.DELETE | windows.WRITE_DAC |
	windows.WRITE_OWNER | windows.GENERIC_WRITE | windows.GENERIC_ALL

const deleteChild = 0x40 // FILE_DELETE_CHILD

// onlyOurs says why the directory is not the user's alone: its owner, or somebody to whom its access list gives a right to
// write, is neither the user nor the system nor an administrator. A directory that isn't there yet gets the list of the
// nearest one above it that is.
func onlyOurs(dir string) error {
	const what = windows.OWNER_SECURITY_INFORMATION | windows.DACL_SECURITY_INFORMATION
	sd, err := windows.GetNamedSecurityInfo(dir, windows.SE_FILE_OBJECT, what)
	if parent := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && parent != dir {
		return onlyOurs(parent)
	}
	if err != nil {
		return fmt.Errorf("who may write there can't be told: %w", err)
	}
	ours, err := trusted()
	if err != nil {
		return err
	}
	if owner, _, err := sd.Owner(); err != nil || !ours(owner) {
		return errOthers
	}
	list, _, err := sd.DACL()
	if err != nil || list == nil { // without a list everyone may do everything
		return errOthers
	}
	for i := range uint32(list.AceCount) {
		var entry *windows.ACCESS_ALLOWED_ACE
		if err := windows.GetAce(list, i, &entry); err != nil {
			return err
		}
		if entry.Header.AceType == windows.ACCESS_ALLOWED_ACE_TYPE && entry.Mask&writing != 0 &&
			!ours((*windows.SID)(unsafe.Pointer(&entry.SidStart))) {
			return errOthers
		}
	}
	return nil
}

// trusted returns a function that knows the user and those who can do everything anyway.
func trusted() (func(*windows.SID) bool, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, err
	}
	return func(sid *windows.SID) bool {
		if sid.Equals(user.User.Sid) {
			return true
		}
		for _, known := range []windows.WELL_KNOWN_SID_TYPE{
			windows.WinLocalSystemSid, windows.WinBuiltinAdministratorsSid, windows.WinCreatorOwnerSid,
		} {
			if sid.IsWellKnown(known) {
				return true
			}
		}
		// The administrators of the domain, as of a file server that the directory was redirected to.
		return strings.HasPrefix(sid.String(), "S-1-5-21-") && strings.HasSuffix(sid.String(), "-512")
	}, nil
}
