//go:build !windows

package appdata

func onlyOurs(string) error { return nil }
