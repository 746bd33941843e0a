package writefile

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// rename tries again for a while: a file can't be replaced while another process has it open, and Windows says of that, and
// of one that is being removed, what it says of one that may never be touched.
func rename(from, to string, patience time.Duration) error {
	for began := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		err := os.Rename(from, to)
		inUse := errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
		if !inUse || time.Since(began) >= patience {
			return err
		}
	}
}
