package trust

// othersMay is false: files in the user's LOCALAPPDATA inherit an access list with the user, administrators and the system,
// which is looked at where that is no directory of Windows' own, and the mode says nothing about it.
func othersMay(string) bool { return false }

// Strange is empty: whose a file is, its access list says, and that is inherited from the directory that the user works in.
func Strange(string) string { return "" }

// Warnings returns none, likewise.
func Warnings(string) []string { return nil }
