//go:build unix

package cache

import "golang.org/x/sys/unix"

// killed is what is said of a process that was killed.
const killed = "signal: killed"

// onlySmallFiles makes every file of this process end at 100 bytes, as a full disk would.
func onlySmallFiles() error {
	return unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 100, Max: 100})
}
