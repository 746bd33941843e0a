package ststest

import "testing"

// The vectors are those of RFC 6238 appendix B for SHA-1, their last six digits.
func TestTOTP(t *testing.T) {
	t.Parallel()
	secret := deviceSecret("", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
	if string(secret) != "12345678901234567890" {
		t.Fatalf("secret: got %q", secret)
	}
	for _, tt := range []struct {
		unix int64
		want string
	}{
		{59, "287082"},
		{1111111109, "081804"},
		{1111111111, "050471"},
		{1234567890, "005924"},
		{2000000000, "279037"},
		{20000000000, "353130"},
	} {
		if got := totp(secret, tt.unix/30); got != tt.want {
			t.Errorf("%d: want %s, got %s", tt.unix, tt.want, got)
		}
	}
}
