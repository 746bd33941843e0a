package writefile

import (
	"os"
	"time"

	"aws-runas/profile/openfile"
)

// rename tries again for a while: a file can't be replaced while another process has it open.
func rename(from, to string, patience time.Duration) error {
	for began := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		err := os.Rename(from, to)
		if !openfile.Changing(err) || time.Since(began) >= patience {
			return err
		}
	}
}
