package ststest

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"
	"time"
)

// totpStep is how long a code lasts, RFC 6238 section 5.2. A code of the step before or after is taken too, for clocks
// that are a little off.
const totpStep = 30 * time.Second

// UnusedCode returns a code that the device with this serial number has not been used with and that is good now. When the
// codes of this moment are used up it lets time pass, as Advance does, instead of waiting. It panics when no user has
// such a device.
func (s *Server) UnusedCode(serial string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	secret := s.mustDevice(serial)
	step := stepOf(s.time())
	for s.used[serial][step] {
		step++
	}
	if ahead := step - stepOf(s.time()) - 1; ahead > 0 {
		s.passed += time.Duration(ahead) * totpStep
	}
	return totp(secret, step)
}

// Code returns the device's code of this moment, whether it was used or not. It panics when no user has such a device.
func (s *Server) Code(serial string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return totp(s.mustDevice(serial), stepOf(s.time()))
}

func (s *Server) mustDevice(serial string) []byte {
	text, ok := s.world.device(serial)
	if !ok {
		panic(fmt.Sprintf("ststest: no user has the MFA device %q", serial))
	}
	return deviceSecret(serial, text)
}

// useCode takes a code of the caller's device, once. The lock must be held.
func (s *Server) useCode(c caller, serial, code string) error {
	text, ok := s.world.user(c.principal).Devices[serial]
	if !ok {
		return accessDenied("MultiFactorAuthentication failed, unable to validate MFA code.  " +
			"Please verify your MFA serial number is valid and associated with this user.")
	}
	secret := deviceSecret(serial, text)
	now := stepOf(s.time())
	for step := now - 1; step <= now+1; step++ {
		if same(totp(secret, step), code) && !s.used[serial][step] {
			if s.used[serial] == nil {
				s.used[serial] = map[int64]bool{}
			}
			s.used[serial][step] = true
			return nil
		}
	}
	return accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ")
}

func stepOf(t time.Time) int64 { return t.Unix() / int64(totpStep/time.Second) }

// deviceSecret decodes a device's secret. A bad one is a mistake in the test's world.
func deviceSecret(serial, text string) []byte {
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.TrimRight(text, "="))
	if err != nil {
		panic(fmt.Sprintf("ststest: the secret of MFA device %q is no base32: %v", serial, err))
	}
	return secret
}

// totp is the six-digit code of a step: RFC 6238 with SHA-1, which is what AWS's virtual devices use.
func totp(secret []byte, step int64) string {
	mac := hmac.New(sha1.New, secret)
	binary.Write(mac, binary.BigEndian, step)
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0xf
	return fmt.Sprintf("%06d", (binary.BigEndian.Uint32(sum[offset:])&0x7fffffff)%1_000_000)
}
