//go:build unix

package writefile

import (
	"os"
	"time"
)

func rename(from, to string, _ time.Duration) error { return os.Rename(from, to) }
