package cache

import "golang.org/x/sys/unix"

// sealPlace is where the key of sealed entries is.
const sealPlace = "the kernel's keyring of this user"

// usualKeyName is how the kernel names the key.
const usualKeyName = "aws-runas:cache"

// From linux/keyctl.h, see keyctl(2), and keyrings(7) for the permissions: the possessor and the user may do all, so that
// the key is found and read from sessions that have no link to the user's keyring, as another login's.
const (
	processKeyring = -2
	userKeyring    = -4
	keyPermissions = 0x3f3f0000
)

// findSealer finds the key in the user's keyring.
func findSealer(name string) sealer {
	if name == "" {
		name = usualKeyName
	}
	id, err := unix.KeyctlSearch(userKeyring, "user", name, 0)
	if err != nil {
		return nil
	}
	key := make([]byte, keySize+1)
	n, err := unix.KeyctlBuffer(unix.KEYCTL_READ, id, key, 0)
	if err != nil || n != keySize {
		return nil
	}
	return keyOf(key[:keySize], id)
}

// makeSealer puts a new key into the user's keyring. It returns nil where the kernel has no keys, or a container forbids
// them, or the user has too many.
func makeSealer(name string) sealer {
	if name == "" {
		name = usualKeyName
	}
	key := newKey()
	// The process's own keyring has it first, so that nobody finds it before its permissions and its end are set.
	id, err := unix.AddKey("user", name, key, processKeyring)
	if err != nil {
		return nil
	}
	defer unix.KeyctlInt(unix.KEYCTL_UNLINK, id, processKeyring, 0, 0)
	v := keyOf(key, id)
	v.renew()
	if err := unix.KeyctlSetperm(id, keyPermissions); err != nil {
		return nil
	}
	if _, err := unix.KeyctlInt(unix.KEYCTL_LINK, id, userKeyring, 0, 0); err != nil {
		return nil
	}
	return v
}

// keyOf is a key of the kernel's. Whenever something is sealed with it, it lives for as long as that at the least.
func keyOf(key []byte, id int) *keyed {
	return newKeyed(key, func() {
		unix.KeyctlInt(unix.KEYCTL_SET_TIMEOUT, id, int(longestLife.Seconds()), 0, 0)
	})
}
