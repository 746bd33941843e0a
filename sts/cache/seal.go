package cache

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// sealer encrypts what an entry keeps secret, with a key that no file has. What is readable in the file, and the entry's
// Key, are authenticated: in another place, or with another time, the entry does not open.
type sealer interface {
	// id tells one sealer's files from another's, as of two machines over one home. It is part of their names.
	id() string
	seal(secret, readable []byte) ([]byte, error)
	open(sealed, readable []byte) ([]byte, error)
}

// Seals says where the key is kept that entries with Sealed are encrypted with; empty where this system has no such place,
// and they are kept as all others are.
func (s *Store) Seals() (where string) {
	if s.Dir == "" || s.sealer(true) == nil {
		return ""
	}
	return sealPlace
}

// sealer returns the sealer of this system, nil where it has none. A key that is not there yet is made only on demand.
func (s *Store) sealer(demand bool) sealer {
	s.sealing.Lock()
	defer s.sealing.Unlock()
	if s.seal != nil {
		return s.seal
	}
	if found := findSealer(s.keyName); found != nil || !demand {
		s.seal = found
		return found
	}
	// Of two processes the later one would replace the key of the earlier, and with it all that this has sealed.
	if held := s.lockBriefly(NewKey("seal")); held != nil {
		defer held.Close()
	}
	if s.seal = findSealer(s.keyName); s.seal == nil {
		s.seal = makeSealer(s.keyName)
	}
	return s.seal
}

// lockBriefly takes a lock that nobody holds for long, or returns nil where that can't be had.
func (s *Store) lockBriefly(k Key) *os.File {
	if s.prepare() != nil {
		return nil
	}
	for range 50 {
		held, err := tryLock(s.lockFile(k))
		if err == nil {
			return held
		}
		if err != errBusy {
			return nil
		}
		time.Sleep(pollInterval / 4)
	}
	return nil
}

func (s *Store) sealedFile(k Key, v sealer) string {
	return filepath.Join(s.Dir, string(k)+"."+v.id()+entrySuffix)
}

// sealedMark stands before what is sealed, in the place of the secret.
const sealedMark = "sealed "

// sealLines puts the two secrets of an entry's lines under seal.
func sealLines(k Key, lines *[fieldCount]string, v sealer) error {
	secret := lines[secretLine] + "\n" + lines[tokenLine]
	lines[secretLine], lines[tokenLine] = "", ""
	sealed, err := v.seal([]byte(secret), readable(k, lines[:], v))
	lines[secretLine] = sealedMark + base64.StdEncoding.EncodeToString(sealed)
	return err
}

// openLines puts the two secrets back. Without a sealer they are left empty.
func openLines(k Key, lines []string, v sealer) bool {
	text, sealed := strings.CutPrefix(lines[secretLine], sealedMark)
	if !sealed {
		return v == nil // what has the name of a sealed entry is one
	}
	lines[secretLine] = ""
	if v == nil {
		return true
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return false
	}
	secret, err := v.open(data, readable(k, lines, v))
	if err != nil {
		return false
	}
	lines[secretLine], lines[tokenLine], _ = strings.Cut(string(secret), "\n")
	return true
}

// readable is what a sealed entry shows, and where it stands.
func readable(k Key, lines []string, v sealer) []byte {
	return []byte(string(k) + "\n" + v.id() + "\n" + strings.Join(lines, "\n"))
}

// keyed is AES-256-GCM with a key, and the way to put off the key's end.
type keyed struct {
	name  string
	aead  cipher.AEAD
	renew func()
}

const keySize = 32

func newKeyed(key []byte, renew func()) *keyed {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil
	}
	digest := sha256.Sum256(append([]byte("aws-runas: the id of a key: "), key...))
	return &keyed{hex.EncodeToString(digest[:8]), aead, renew}
}

func (v *keyed) id() string { return v.name }

func (v *keyed) seal(secret, readable []byte) ([]byte, error) {
	v.renew()
	return v.aead.Seal(nil, nil, secret, readable), nil
}

func (v *keyed) open(sealed, readable []byte) ([]byte, error) {
	return v.aead.Open(nil, nil, sealed, readable)
}

func newKey() []byte {
	key := make([]byte, keySize)
	rand.Read(key) // never fails: the program ends instead
	return key
}
