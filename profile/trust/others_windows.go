package trust

// othersMayWrite is false: files in the user's LOCALAPPDATA inherit an access list with the user, administrators and the
// system, which is looked at where that is no directory of Windows' own, and the mode says nothing about it.
func othersMayWrite(string) bool { return false }
