package source

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"time"
)

// dpop makes the proof that a request comes from who has the key (RFC 9449): a signed token for one request.
func dpop(keyPEM, url string, now time.Time) (string, error) {
	block, _ := pem.Decode([]byte(keyPEM))
	if block == nil {
		return "", errNoKey
	}
	key, err := x509.ParseECPrivateKey(block.Bytes)
	if err != nil || key.Curve != elliptic.P256() {
		return "", errNoKey // and nothing of what is in it
	}
	point, err := key.PublicKey.Bytes() // 4, x, y, each of them in full: RFC 7518 has the zeros before a coordinate count
	if err != nil {
		return "", errNoKey
	}
	header, err := encoded(map[string]any{"typ": "dpop+jwt", "alg": "ES256", "jwk": map[string]string{
		"kty": "EC", "crv": "P-256",
		"x": base64.RawURLEncoding.EncodeToString(point[1:33]), "y": base64.RawURLEncoding.EncodeToString(point[33:]),
	}})
	if err != nil {
		return "", err
	}
	claims, err := encoded(map[string]any{"jti": rand.Text(), "htm": http.MethodPost, "htu": url, "iat": now.Unix()})
	if err != nil {
		return "", err
	}
	digest := sha256.Sum256([]byte(header + "." + claims))
	a, b, err := ecdsa.Sign(rand.Reader, key, digest[:])
	if err != nil {
		return "", err
	}
	var signature [64]byte
	a.FillBytes(signature[:32])
	b.FillBytes(signature[32:])
	return header + "." + claims + "." + base64.RawURLEncoding.EncodeToString(signature[:]), nil
}

var errNoKey = errors.New("its dpopKey is no key of the curve P-256")

func encoded(part any) (string, error) {
	text, err := json.Marshal(part)
	return base64.RawURLEncoding.EncodeToString(text), err
}
