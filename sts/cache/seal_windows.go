package cache

import (
	"crypto/sha256"
	"errors"
	"unsafe"

	"golang.org/x/sys/windows"
)

// sealPlace is where the key of sealed entries is.
const sealPlace = "Windows (DPAPI)"

// dpapi seals with a key that Windows derives from the user's password and that this account has on this machine.
type dpapi struct{}

func findSealer(string) sealer { return dpapi{} }

func makeSealer(string) sealer { return dpapi{} }

func (dpapi) id() string { return "dpapi" }

func (dpapi) seal(secret, readable []byte) ([]byte, error) {
	var out windows.DataBlob
	err := windows.CryptProtectData(blob(secret), nil, entropy(readable), 0, nil, windows.CRYPTPROTECT_UI_FORBIDDEN, &out)
	return taken(&out, err)
}

func (dpapi) open(sealed, readable []byte) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, errors.New("nothing is sealed")
	}
	var out windows.DataBlob
	err := windows.CryptUnprotectData(blob(sealed), nil, entropy(readable), 0, nil, windows.CRYPTPROTECT_UI_FORBIDDEN, &out)
	return taken(&out, err)
}

// entropy binds what is sealed to what is readable beside it.
func entropy(readable []byte) *windows.DataBlob {
	digest := sha256.Sum256(readable)
	return blob(digest[:])
}

func blob(data []byte) *windows.DataBlob {
	return &windows.DataBlob{Size: uint32(len(data)), Data: unsafe.SliceData(data)}
}

// taken copies what Windows has allocated, and frees it.
func taken(out *windows.DataBlob, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer windows.LocalFree(windows.Handle(unsafe.Pointer(out.Data)))
	return append([]byte(nil), unsafe.Slice(out.Data, out.Size)...), nil
}
