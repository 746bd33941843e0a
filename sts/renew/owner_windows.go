package renew

import "io/fs"

const windows = true

// ours is content: the directory is in the user's LocalAppData, where nobody else may write.
func ours(fs.FileInfo) error { return nil }
