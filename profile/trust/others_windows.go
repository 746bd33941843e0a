package trust

// othersMayWrite is false: files in the user's LocalAppData inherit an access list with the user, administrators and the
// system, and the mode says nothing about it.
func othersMayWrite(string) bool { return false }
