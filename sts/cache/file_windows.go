package cache

import "io/fs"

const noFollow = 0 // a link needs a right that ordinary users don't have

// ours is content, as private is.
func ours(fs.FileInfo, bool) error { return nil }

// private is content: files in the user's LocalAppData inherit an access list with the user, administrators and the
// system, and the mode says nothing about it.
func private(fs.FileInfo) error { return nil }
