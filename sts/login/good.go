package login

import "time"

// GoodUntil returns when the token in a file expires, zero where there is none, and whether it can be refreshed without a
// question, as far as the file tells. Nothing is sent.
func GoodUntil(file string, now time.Time) (expires time.Time, refreshable bool) {
	token, err := ReadToken(file)
	if err != nil {
		return time.Time{}, false
	}
	expires, _ = ParseTime(token.ExpiresAt)
	registered, err := ParseTime(token.RegistrationExpiresAt)
	return expires, err == nil && token.RefreshToken != "" && registered.After(now)
}
